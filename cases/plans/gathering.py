"""Gathers what an individuell plan shows, from the log's own rows, as the current user sees them.

Row security decides what is found. One thing more is left out: nobody orders a paper that tells more of barnevern than
their own basis covers. A plan on paper can always be given to the family: nothing of goals, measures and evaluations is
withheld from it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import Model
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cases.case.models import Case, ParentalResponsibility
from cases.case.names import Told, person_in_words
from cases.case.selectors import Participant, participants, phone_in_words
from cases.plans.contents import (
    PlanBody,
    PlanConsent,
    PlanContents,
    PlanPerson,
    PlanShare,
    PlanVersion,
)
from cases.plans.decided import decided_for
from cases.plans.models import FamilySay, IndividualPlan, PlanCoordinator, PlanText
from cases.plans.planned_work import PlannedWork
from cases.plans.reader import Reader
from cases.plans.selectors import documents_of, plan_in_force, plan_text_hidden
from consent.models import BasisType, LegalBasis
from consent.selectors import consents_given
from consent.words import last_day_of
from municipality.access.verbs import value
from municipality.organisation.choices import KindOfInformation, Owner, area_of
from municipality.people.ages import HEARD_FROM, full_years
from municipality.people.models import User
from municipality.ui.words import in_a_row


def plan_contents(plan: IndividualPlan, *, case: Case, user: User, paper: bool) -> PlanContents:
    """The whole plan as `user`, who asks, may see it.

    On `paper` no place and no staff are named when the child's address is protected (R10).
    """
    return _Gathering(plan, Reader(case, user, paper=paper)).contents()


@dataclass(frozen=True)
class _Basis:
    """A unit's living consent, with its kinds as far as the reader may know of them."""

    unit_id: int
    label: str
    owner: str
    kinds: list[str]
    basis: LegalBasis


class _Gathering:
    """One reading of one plan; a fixed number of queries, however long the plan is."""

    def __init__(self, plan: IndividualPlan, reader: Reader) -> None:
        self.plan, self.reader = plan, reader
        self.case = reader.case
        self.work = PlannedWork(reader)
        self.parents = list(ParentalResponsibility.objects.filter(case=self.case))
        taking_part = participants(self.case, listed=reader.paper)
        # Paper is handed on, also to units that are left out of the item for which somebody reads.
        self.people = [
            one
            for one in taking_part
            if reader.may_name(one.unit_id) and not (reader.paper and one.for_an_item)
        ]
        self.bases = self._bases()
        self.decided = decided_for(reader)
        self.about = PlanText.objects.filter(plan=plan, kind__in=reader.kinds).first()
        self.coordinators: list[Any] = list(
            PlanCoordinator.objects.filter(plan=plan).annotate(
                name_told=Told("named_coordinator_name", listed=reader.paper),
                unit_told=Told("named_coordinator_unit", listed=reader.paper),
            )
        )

    def contents(self) -> PlanContents:
        now, *before = self.coordinators
        return PlanContents(
            child=self.case.subject_name,
            first_name=self.case.first_name,
            born=self.case.subject_birth_date,
            number=self.case.number,
            municipality=self.case.municipality.name,
            reader=self._reader_words(),
            without_names=not now.name_told,
            in_force=plan_in_force(self.case),
            about=self.about.text if self.about else "",
            about_hidden=plan_text_hidden(self.case),
            areas=self.work.areas(),
            people=self._people(),
            coordinator=person_in_words(now.name_told, now.unit_told),
            coordinator_left=bool(now.name_told) and not any(map(self._coordinates, self.people)),
            say=str(FamilySay(now.say).label),
            former_coordinators=[
                (person_in_words(one.name_told, one.unit_told), one.named_at) for one in before
            ],
            contributions=self.work.contributions(),
            started_at=self.plan.started_at,
            revise_on=self.plan.revise_on,
            consent=self._consent(),
            shares=[self._share(one) for one in self.bases],
            bodies=self._bodies(),
            versions=self._versions(),
            signers=self._signers(now.name_told),
            decided=self.decided,
            holds=self._holds(),
            names_child_welfare=self._names_child_welfare(),
            left_out=sorted({unit for one in self.decided for unit in one.left_out}),
            rows=self._rows(),
        )

    def _holds(self) -> list[str]:
        texts = self.work.texts | {(one.kind, one.source) for one in self.decided}
        texts |= {(self.about.kind, "")} if self.about else set()
        return sorted(f"{kind}:{area_of(source, kind)}" for kind, source in texts)

    def _rows(self) -> list[Model]:
        decided = [row for one in self.decided for row in one.rows]
        return [self.plan, *([self.about] if self.about else []), *self.work.rows, *decided]

    def _names_child_welfare(self) -> bool:
        people = (one.unit_id for one in self.people)
        bases = (one.unit_id for one in self.bases)
        about_it = any(KindOfInformation.CHILD_WELFARE in one.kinds for one in self.bases)
        about_it = about_it or any(one.tells_of_child_welfare for one in self.decided)
        return about_it or self.reader.tells_of_child_welfare(*people, *bases, *self.work.unit_ids)

    def _versions(self) -> list[PlanVersion]:
        return [
            PlanVersion(one.state_at, str(one.pk) if one.has_file else "")  # type: ignore[attr-defined]
            for one in documents_of(self.plan)
        ]

    # -- people -----------------------------------------------------------------------------------------------------

    def _people(self) -> list[PlanPerson]:
        relations = {parent.name: parent.get_relation_display() for parent in self.parents}
        found = [PlanPerson(self.case.subject_name, _("den planen er for"), "")]
        found += [
            PlanPerson(one.name, relations.get(one.name, ""), "")
            for one in self.people
            if one.capacity == "parent"
        ]
        staff = [one for one in self.people if one.capacity == "staff"]
        found += [
            PlanPerson(one.name, self._role(one), one.unit, phone_in_words(one)) for one in staff if one.name
        ]
        if all(one.name for one in staff):
            return found
        services = ", ".join(dict.fromkeys(one.label for one in self.bases))
        return [*found, PlanPerson(_("fagpersoner i kommunen"), "", services)]

    def _coordinates(self, one: Participant) -> bool:
        return one.user_id == self.plan.coordinator_id and one.unit_id == self.plan.coordinator_unit_id

    def _role(self, one: Participant) -> str:
        roles = [_("koordinator")] if self._coordinates(one) else []
        roles += [_("stafettholder")] if one.holds else []
        return in_a_row(roles) if roles else ""

    def _reader_words(self) -> str:
        user = self.reader.user
        if user.is_family:
            return user.display_name
        unit = next((one.unit for one in self.people if one.user_id == user.pk), "")
        name = value("name_told", case=self.case.pk, words=user.display_name, listed=self.reader.paper)
        return ", ".join(filter(None, [name, unit]))

    def _signers(self, coordinator: str) -> list[tuple[str, str]]:
        """Who signs the paper, and as what. A child signs from the age at which it is heard."""
        age = full_years(self.case.subject_birth_date, timezone.localdate())
        found = [(self.case.subject_name, _("den planen er for"))] if age >= HEARD_FROM else []
        found += [(one.name, _("forelder")) for one in self.people if one.capacity == "parent"]
        holder = next((one.name for one in self.people if one.holds), "")
        return [*found, (coordinator, _("koordinator")), (holder, _("stafettholder"))]

    # -- consents ---------------------------------------------------------------------------------------------------

    def _bases(self) -> list[_Basis]:
        hidden = () if self.reader.covers_child_welfare else (KindOfInformation.CHILD_WELFARE,)
        alive = LegalBasis.objects.living().filter(case_id=self.case.pk, basis_type=BasisType.CONSENT)
        found = []
        told: Any = alive.annotate(
            label=Told("basis_unit", listed=self.reader.paper), owner=Told("basis_owner")
        )
        for basis in told:
            kinds = [
                kind for kind in KindOfInformation.values if kind in basis.kinds_told and kind not in hidden
            ]
            if kinds and self.reader.may_name(basis.unit_id):
                found.append(_Basis(basis.unit_id, basis.label, basis.owner, kinds, basis))
        return sorted(found, key=lambda one: (one.label, one.basis.starts))

    def _share(self, one: _Basis) -> PlanShare:
        names = dict(KindOfInformation.choices)
        ends = cast("datetime", one.basis.ends)  # and an end
        # Somebody who is not named to this reader may be of this unit.
        staff = (person for person in self.people if person.capacity == "staff")
        named = any(person.unit_id in (one.unit_id, None) for person in staff)
        kinds = [str(names[KindOfInformation(kind)]) for kind in one.kinds]
        return PlanShare(one.label, kinds, last_day_of(ends), named)

    def _bodies(self) -> list[PlanBody]:
        names = dict(Owner.choices)
        by_owner: dict[str, list[str]] = {}
        for one in self.bases:
            by_owner.setdefault(one.owner, []).append(one.label)
        return [
            PlanBody(capfirst(str(names[Owner(owner)])), list(dict.fromkeys(by_owner[owner])))
            for owner in Owner.values
            if owner in by_owner
        ]

    def _consent(self) -> PlanConsent | None:
        names = {str(parent.parent_id): parent.name for parent in self.parents}
        names[str(self.case.subject_id)] = self.case.subject_name
        for one in consents_given(self.case.pk, names):
            if one.for_plan and one.given_on and not one.is_refused:
                return PlanConsent(one.given_on, one.how, one.answers)
        return None
