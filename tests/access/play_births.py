"""Steps of a history: a log about a pregnancy, the birth with a log of the child, and a pregnancy that is over."""

import uuid
from datetime import timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import connection, transaction
from django.utils import timezone

from cases.case.models import Case as DatabaseCase
from cases.case.models import ParentalResponsibility
from cases.concerns.models import Concern
from cases.conversation.birth import child_born, pregnancy_end
from cases.conversation.services import conversation_begin, log_open, own_answer_register, person_keep
from cases.logs.models import Entry
from cases.opening.services import Child, Parent, log_begin, log_enter, parent_enter, resident_of
from consent.form_words import BOKMAL, languages
from consent.models import Answer, Asked, Consent, Role
from consent.reading import form_of
from consent.services import (
    Agreement,
    Share,
    answer_register,
    consent_register,
    period_keep,
    shares_keep,
    text_read,
)
from municipality.access.identity import as_system
from municipality.organisation.models import Team
from tests.access.oracle_births import Newborn
from tests.access.oracle_concerns import Concern as OracleConcern
from tests.access.oracle_log import Case as OracleCase
from tests.access.oracle_log import Entry as OracleEntry
from tests.access.play import home_of
from tests.access.play_leaving import LeavingPlay
from tests.access.play_log import ADULTS
from tests.cast import Cast

Shares = dict[str, set[str]]
TODAY = timezone.localdate()
ENDS = TODAY + timedelta(days=200)


class BirthPlay(LeavingPlay):
    def __init__(self, cast: Cast, team: Team) -> None:
        super().__init__(cast, team)
        self.people: dict[str, dict[str, uuid.UUID]] = {}  # the parents who are asked, by the question

    def _shared(self, shares: Shares) -> list[Share]:
        return [Share(self.units[unit], sorted(kinds)) for unit, kinds in shares.items()]

    def _case(self, key: Any, actor: str, unit: str, age: int) -> OracleCase:
        return OracleCase(str(key), unit, actor, unit, age, False, hands=[(actor, unit)])

    # --- her own log ---
    def open_pregnancy(
        self, opener: str, who: tuple[str, int], mother: str, own: str, shared: Shares, own_kinds: set[str]
    ) -> tuple[Any, bool]:
        """She says when she is born, whatever the number says. Of one under 16 the grown-ups are written down, too."""
        (woman, age), unit, text = who, home_of(opener), f"hers-{len(self.cases)}."
        shares = {**shared, unit: own_kinds}
        answers = {"mother": mother} if age < 16 else {}
        opened = self.tried(opener, self._open_pregnancy, opener, who, answers, own, shares, text)
        case = self._case(opened, opener, unit, age)
        allowed = self.oracle.open_pregnancy(case, woman, answers, own, shares)
        if opened:
            self._opened(case, text)
        return opened, allowed

    @transaction.atomic
    def _open_pregnancy(
        self, opener: str, who: tuple[str, int], answers: dict[str, str], own: str, shares: Shares, text: str
    ) -> uuid.UUID:
        (woman, age), unit = who, self.units[home_of(opener)]
        born = TODAY - relativedelta(years=age) - timedelta(days=50)
        resident = resident_of(getattr(self.cast, f"{woman}_number"))
        child = Child("Hun", resident, born, "none", TODAY + timedelta(days=100))
        case_id = log_begin(child, level=1, unit=unit, concern=None)
        parents = {parent_enter(case_id, one): one for one in self._grown_ups(answers)}
        said = {resident: Answer(own)} | {key: parent.answer for key, parent in parents.items()}
        agreement = Agreement("samtale", TODAY, ENDS, self._shared(shares), said)
        consent_register(case_id=case_id, agreement=agreement, own=unit)
        log_enter(case_id, self.user(opener), unit, child, parents, kind="school", text=text)
        return case_id

    def _grown_ups(self, answers: dict[str, str]) -> list[Parent]:
        """The mother of the woman answers; her father has no responsibility."""
        return [
            Parent("Mor", "mor", True, "folkeregisteret", Answer(said), self.cast.mother_number)
            for said in answers.values()
        ] + [
            Parent("Far", "far", False, "folkeregisteret", Answer("not_asked"), self.cast.father_number)
            for _said in answers.values()
        ]

    def _opened(self, case: OracleCase, text: str) -> None:
        with as_system("test: what is in it"):
            entry = Entry.objects.get(case_id=case.key, role="first")
            adults = ParentalResponsibility.objects.filter(case_id=case.key).values_list("relation", "pk")
            case.adults = {ADULTS[relation]: str(key) for relation, key in adults}
        case.entries.append(
            OracleEntry(str(entry.pk), text, case.holder, case.holder_unit, "school", False, False, True)
        )
        self.cases.append(case)
        self._consented(case, case.holder, {basis.unit for basis in case.bases})

    def end_pregnancy(self, case: OracleCase, actor: str) -> tuple[Any, bool]:
        done = self.tried(actor, pregnancy_end, case=DatabaseCase(pk=uuid.UUID(case.key)))
        return done, self.oracle.end_pregnancy(case, actor)

    # --- the child's ---
    def born(
        self, case: OracleCase, actor: str, shares: Shares, own_kinds: set[str]
    ) -> tuple[Any, bool] | None:
        """In the mother's own log: nobody else of the cast is a mother. What is asked is read to the parents."""
        if len(self.cases) == 3 or any(one.subject and one.person != "mother" for one in case.rights):
            return None
        unit = case.holder_unit
        asked = {**shares, unit: own_kinds}
        done = self.tried(actor, self._child_born, case, actor, asked)
        newborn = Newborn(case, OracleConcern("", actor, unit, actor), "", asked)
        if done:
            concern, newborn.question, self.people[newborn.question] = done
            newborn.concern.key = str(concern)
        return done, self.oracle.is_born(newborn, actor)

    @transaction.atomic
    def _child_born(
        self, case: OracleCase, actor: str, shares: Shares
    ) -> tuple[Any, str, dict[str, uuid.UUID]]:
        hers = DatabaseCase(pk=uuid.UUID(case.key), holder_unit=self.units[case.holder_unit])
        concern = child_born(
            case=hers, holder=self.user(actor), name="Emma Eksempel", born=TODAY, observed="Født."
        )
        consent_id = conversation_begin(concern=concern)
        people = self._parents(consent_id)
        shares_keep(consent_id=consent_id, shares=self._shared(shares), for_plan=False)
        period_keep(consent_id=consent_id, ends=ENDS, purpose="")
        words = languages(self.cast.home.pk)[BOKMAL]
        text_read(consent_id=consent_id, text=form_of(Consent.objects.get(pk=consent_id), words))
        return concern.pk, str(consent_id), people

    def newborn_grows(self, which: int, years: int) -> None:
        """Time passes before the parents answer."""
        if newborn := self._newborn(which):
            newborn.age += years
            with as_system("test: time"), connection.cursor() as cursor:
                cursor.execute(
                    "update cases_concern set birth_date = birth_date - make_interval(years => %s) where id = %s",
                    [years, newborn.concern.key],
                )

    def _newborn(self, which: int) -> Newborn | None:
        found = self.oracle.newborns
        return found[which % len(found)] if found else None

    def parents_answer(
        self, which: int, actor: str, says: tuple[str, str], own: tuple[set[str], bool] | None,
        ticked: set[int],
    ) -> tuple[Any, bool] | None:  # fmt: skip
        """Of the one who was born first, or another: she and the father answer, and the log of the child is opened."""
        newborn = self._newborn(which)
        if newborn is None or newborn.opened:
            return None
        hers, unit, shares = newborn.hers, newborn.concern.unit, newborn.shares
        actor = self.keeper(newborn.concern) if actor == "its author" else self.resolve(hers, actor, [])
        notes = [hers.entries[one] for one in sorted(ticked) if one < len(hers.entries)]
        said = dict(zip(("mother", "father"), says, strict=True))
        own = (own[0] & set(shares), own[1]) if own else None
        text = f"child-{len(self.cases)}."
        opened = self.tried(actor, self._open_childs_log, newborn, actor, said, own, notes, text)
        child = self._case(opened, actor, unit, newborn.age)
        allowed = self.oracle.child_has_log(newborn, child, said, own, notes)
        if opened:
            self._opened(child, text)
            self._carried(child, notes)
        return opened, allowed

    @transaction.atomic
    def _open_childs_log(
        self, newborn: Newborn, actor: str, said: dict[str, str], own: tuple[set[str], bool] | None,
        notes: list[OracleEntry], text: str,
    ) -> uuid.UUID:  # fmt: skip
        consent_id, people = uuid.UUID(newborn.question), self.people[newborn.question]
        if own:
            own_answer_register(
                person_id=people["mother"], units=[self.units[unit].pk for unit in own[0]], to_child=own[1],
                said_on=TODAY, how="samtale",
            )  # fmt: skip
        for parent, answer in said.items():
            answer_register(person_id=people[parent], answer=answer, said_on=TODAY, how="samtale")
        with as_system("test: the undring"):
            concern = Concern.objects.select_related("unit").get(pk=newborn.concern.key)
        return log_open(
            consent_id=consent_id, opener=self.user(actor), concern=concern, level=1,
            first_kind="school", first_text=text, carried=[uuid.UUID(note.key) for note in notes],
        )  # fmt: skip

    def _parents(self, consent_id: uuid.UUID) -> dict[str, uuid.UUID]:
        """She is known, and a register shows that both have responsibility."""
        asked = {one.role: one for one in Asked.objects.filter(consent=consent_id)}
        child = asked[Role.SUBJECT]
        person_keep(
            consent_id=consent_id, person_id=child.pk, role=Role.SUBJECT, name=child.name, protection="none"
        )
        shown: dict[str, Any] = {
            "role": Role.PARENT,
            "has_responsibility": True,
            "ascertained": "folkeregisteret",
        }
        return {
            "mother": person_keep(
                consent_id=consent_id, person_id=asked[Role.PARENT].pk, name="Mor", relation="mor", **shown
            ),
            "father": person_keep(
                consent_id=consent_id, person_id=None, name="Far", relation="far",
                number=self.cast.father_number, **shown,
            ),
        }  # fmt: skip

    def _carried(self, child: OracleCase, notes: list[OracleEntry]) -> None:
        """The copies, which have kept author, unit and time."""
        with as_system("test: what came along"):
            copies = {one.text: one for one in Entry.objects.filter(case_id=child.key, role="note")}
            for note in notes:
                copy, original = copies.pop(note.text), Entry.objects.get(pk=note.key)
                for kept in ("author_id", "unit_id", "signature", "source", "kind", "written_at"):
                    assert getattr(copy, kept) == getattr(original, kept), kept
                child.entries.append(self.oracle.copied(note, str(copy.pk)))
        assert not copies
