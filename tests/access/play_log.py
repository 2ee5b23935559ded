"""Steps of a history: what happens in a log, and people who come and go."""

import uuid
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from cases.baton.models import BatonOffer
from cases.baton.services import baton_answer, baton_offer
from cases.case.models import AddressProtection, ParentalResponsibility
from cases.case.services import participant_add, participant_remove
from cases.logs.models import Entry
from cases.logs.services import entry_write
from cases.opening.services import Opening, Parent, case_open
from consent.models import Answer
from consent.services import Share
from municipality.access.identity import as_system
from municipality.access.verbs import call
from municipality.people.models import MembershipRole
from municipality.people.services import membership_start
from tests.access.oracle_answers import EVERY_AREA, open_areas
from tests.access.oracle_log import Agreed, Basis, FamilyRight
from tests.access.oracle_log import Case as OracleCase
from tests.access.oracle_log import Entry as OracleEntry
from tests.access.play import AT_UNIT, Play, home_of
from tests.cast import EVERY_KIND, born_as, read_of_secrecy

ADULTS = {"mor": "mother", "far": "father"}


class LogPlay(Play):
    def open(
        self, opener: str, child: str, mother: str, father: str, own: str, shared: dict[str, set[str]],
        own_kinds: set[str], protection: str,
    ) -> tuple[Any, bool] | None:  # fmt: skip
        if len(self.cases) == 2:
            return None
        unit = home_of(opener)
        shares = {**shared, unit: own_kinds}
        number = self.cast.emma_number if child == "emma" else self.cast.youth_number
        opening = Opening(
            child_name="Emma Eksempel",
            birth_date=born_as(number),
            number=number,
            how="samtale",
            given_on=timezone.localdate(),
            ends=timezone.localdate() + timedelta(days=200),
            shares=[Share(self.units[u], sorted(k)) for u, k in shares.items()],
            first_kind="school",
            first_text=f"first-{len(self.cases)}.",
            level=1,
            parents=[
                Parent("Mor", "mor", True, "folkeregisteret", Answer(mother), self.cast.mother_number),
                Parent("Far", "far", False, "folkeregisteret", Answer(father), self.cast.father_number),
            ],
            child_answer=Answer(own),
            address_protection=AddressProtection(protection),
        )
        opened = self.tried(
            opener, case_open, opener=self.user(opener), unit=self.units[unit], opening=opening
        )
        age = 9 if child == "emma" else 15
        alone = mother != "yes" and father != "yes"
        member = self.oracle.member(opener, unit)
        sources = open_areas(age, [mother], own)
        allowed = member and bool(sources)
        assert bool(opened) == allowed
        if not opened:
            return opened, allowed
        case = OracleCase(
            str(opened), unit, opener, unit, age, protection == "strengt_fortrolig", hands=[(opener, unit)]
        )
        agreed = Agreed(own, {"mother": mother}, {"mother"})
        case.agreed.append(agreed)
        case.bases = [
            Basis(u, set(k), set(sources), registrar=opener, agreed=agreed) for u, k in shares.items()
        ]
        case.invited = [basis for basis in case.bases if basis.unit != unit]
        if own != "not_asked":
            case.own.keep(own, opener, shares)
        self.oracle.parents_say(case, opener, {"mother": mother}, shares)
        self.cases.append(case)
        self.oracle.cases[case.key] = case
        with as_system("test: the adults"):
            adults = ParentalResponsibility.objects.filter(case=opened).values_list("relation", "pk")
            case.adults = {ADULTS[relation]: str(key) for relation, key in adults}
        self.oracle.name(case, opener, opener, unit)
        if child == "youth":
            case.rights.append(FamilyRight("youth", True, set(EVERY_KIND), set(EVERY_AREA), 15, None))
        if not (protection != "none" and mother != "yes") and not (alone and age >= 16):
            case.rights.append(FamilyRight("mother", False, set(EVERY_KIND), set(EVERY_AREA), 0, 16))
            case.rights.append(
                FamilyRight(
                    "mother", False, set(EVERY_KIND) - {"health"}, set(EVERY_AREA) - {"health"}, 16, 18
                )
            )
        with as_system("test"):
            entry = Entry.objects.get(case_id=opened)
        case.entries.append(
            OracleEntry(str(entry.pk), entry.text, opener, unit, "school", False, False, True)
        )
        return opened, allowed

    def name(self, case: OracleCase, actor: str, person: str, unit: str) -> tuple[Any, bool]:
        done = self.tried(actor, self._name, case, person, unit)
        return done, self.oracle.name(case, actor, person, unit)

    def _name(self, case: OracleCase, person: str, unit: str) -> None:
        participant_add(case_id=uuid.UUID(case.key), person=self.user(person), unit=self.units[unit])

    def welcome(self, case: OracleCase, unit: str) -> tuple[Any, bool]:
        """The likely way in: somebody of the unit names himself."""
        return self.name(case, AT_UNIT[unit][0], AT_UNIT[unit][0], unit)

    def write(
        self, case: OracleCase, author: str, kind: str, withheld: bool, kept: bool, about: str = ""
    ) -> tuple[Any, bool]:
        unit = home_of(author)
        text = f"text-{case.key[:4]}-{len(case.entries)}."
        about = about if about in {*case.adults, "other"} else ""
        done = self.tried(
            author, entry_write, author=self.user(author), unit=self.units[unit], case_id=uuid.UUID(case.key),
            kind=kind,
            text=text, withheld_because="third_person" if withheld else "", kept_from_parents=kept,
            about=uuid.UUID(case.adults[about]) if about in case.adults else None, about_other=about == "other",
        )  # fmt: skip
        key = str(done.pk) if done else ""
        return done, self.oracle.write(
            case, author, unit, OracleEntry(key, text, author, unit, kind, withheld, kept, about=about)
        )

    def remove(self, case: OracleCase, actor: str, person: str, unit: str) -> tuple[Any, bool]:
        done = self.tried(
            actor, participant_remove, case_id=uuid.UUID(case.key), person_id=self.user(person).pk,
            unit_id=self.units[unit].pk,
        )  # fmt: skip
        return done, self.oracle.remove(case, actor, person, unit)

    def offer(self, case: OracleCase, actor: str, person: str, unit: str) -> tuple[Any, bool]:
        done = self.tried(
            actor, baton_offer, case_id=uuid.UUID(case.key), user_id=self.user(person).pk,
            unit_id=self.units[unit].pk, why="",
        )  # fmt: skip
        return done, self.oracle.offer(case, actor, person, unit)

    def answer(self, case: OracleCase, actor: str, yes: bool) -> tuple[Any, bool]:
        with as_system("test"):
            offer = BatonOffer.objects.filter(case_id=case.key).order_by("-offered_at").first()
        offer_id = offer.pk if offer else uuid.uuid4()
        done = self.tried(actor, baton_answer, case_id=uuid.UUID(case.key), offer_id=offer_id, yes=yes)
        return done, self.oracle.answer(case, actor, yes)

    def leave(self, person: str) -> None:
        gone = [(unit, role) for p, unit, role in self.oracle.memberships if p == person]
        self.gone.setdefault(person, []).extend(gone)
        self.oracle.memberships -= {(person, unit, role) for unit, role in gone}
        with as_system("test"), connection.cursor() as cursor:
            cursor.execute(
                "update municipality_membership set ends_at = statement_timestamp()"
                " where user_id = %s and ends_at is null",
                [self.user(person).pk],
            )

    def join(self, person: str) -> None:
        for unit, role in self.gone.pop(person, []):
            self._work(person, unit, role)

    def second_job(self, person: str, unit: str) -> None:
        if not self.oracle.member(person, unit):
            self._work(person, unit, "caseworker")

    def _work(self, person: str, unit: str, role: str) -> None:
        self.oracle.memberships.add((person, unit, role))
        with as_system("test"):
            membership_start(user=self.user(person), unit=self.units[unit], role=MembershipRole(role))
            read_of_secrecy(self.user(person), self.units[unit])

    def settle(self) -> None:
        with as_system("test"):
            call("settle_all")
        for case in self.cases:
            self.oracle.settle_if_unable(case)
