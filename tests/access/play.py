"""One history, played on the database through the verbs and on the oracle at once. Here: what happens in a log.

`play_work.py` and `play_teams.py` add what happens in the rooms above.
"""

import uuid
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now
from django.utils import timezone
from hypothesis import event, note

from cases.baton.models import BatonOffer
from cases.baton.services import baton_answer, baton_offer
from cases.case.models import AddressProtection, ParentalResponsibility
from cases.case.models import Case as DatabaseCase
from cases.case.services import participant_add, participant_remove
from cases.logs.models import Entry
from cases.logs.services import entry_write
from cases.opening.services import Opening, Parent, case_open
from consent.models import Answer, HowWithdrawn, LegalBasis
from consent.services import Agreement, Share, consent_register, consent_withdraw
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere
from municipality.access.verbs import call
from municipality.people.models import MembershipRole, User
from municipality.people.services import membership_start
from municipality.versions import ChangedMeanwhile
from tests.access.oracle import Basis, FamilyRight
from tests.access.oracle import Case as OracleCase
from tests.access.oracle import Entry as OracleEntry
from tests.access.oracle_answers import EVERY_AREA, open_areas
from tests.access.oracle_leaving import LeavingOracle
from tests.access.oracle_teams import Seat
from tests.cast import EVERY_KIND, EVERYBODY, Cast, born_as
from tests.teams.helpers import SEATS

AT_UNIT = {
    "school": ("teacher", "other_teacher", "head"),
    "clinic": ("nurse",),
    "ppt": ("adviser", "ppt_colleague"),
    "child_welfare": ("child_welfare_worker",),
    "nav_office": ("nav",),
    "coordinating": ("coordinator", "other_coordinator"),
    "away_school": ("stranger",),
}
ROLES = {
    "head": ["leader"],
    "teacher": ["caseworker"],
    "other_teacher": ["caseworker"],
    "ppt_colleague": ["caseworker"],
    "other_coordinator": ["caseworker"],
}
WORKERS = [person for people in AT_UNIT.values() for person in people]
HOME = {person: unit for unit, people in AT_UNIT.items() for person in people}


def home_of(person: str) -> str:
    """The unit somebody acts for. Who only takes a leader's place has none, and is refused wherever he tries."""
    return HOME.get(person, "school")


PEOPLE = (*EVERYBODY, "overseer", "named_person")  # who reads after a history
NO_CASE = {
    "appoint", "dismiss", "lead", "give_concern", "keep_out_of_concern", "let_into_concern", "settle_concerns",
    "open", "leave", "join", "settle", "second_job", "seat", "unseat", "begin", "approve", "concern", "share",
    "end_concern", "draft", "look", "clock", "rename", "close_unit", "open_unit", "away",
    "change_absence", "end_absence", "days_pass",
}  # fmt: skip


class Play:
    """Each step is tried on the database and on the oracle, and both must agree on whether it was allowed."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.units = {name: getattr(cast, name) for name in AT_UNIT}
        memberships = {
            (person, unit, role)
            for unit, everybody in AT_UNIT.items()
            for person in everybody
            for role in ROLES.get(person, ["caseworker", "reception"] + ["leader"] * (person == "stranger"))
        }
        services = {name: str(unit.service_id) for name, unit in self.units.items()}
        self.oracle = LeavingOracle(memberships, "child_welfare", services)
        self.oracle.seats = [Seat(person, unit, role.value) for person, unit, role in SEATS]
        self.cases: list[OracleCase] = []
        self.gone: dict[str, list[tuple[str, str]]] = {}

    def user(self, person: str) -> User:
        found: User = getattr(self.cast, person)
        return found

    def tried(self, person: str, act: Any, *args: Any, **kwargs: Any) -> Any:
        """What the act returned, or None when the database refused it."""
        with as_user(self.user(person).pk):
            try:
                with transaction.atomic():
                    return act(*args, **kwargs) or True
            except (PermissionDenied, NothingThere, ChangedMeanwhile):
                return None
            except Exception as error:  # a refusal by a policy or a unique key arrives as a database error
                refused = "row-level security" in str(error) or isinstance(error, IntegrityError)
                if not refused:
                    raise
                return None

    def step(self, step: tuple[Any, ...]) -> None:
        verb, *rest = step
        if verb in NO_CASE:
            answers = getattr(self, verb)(*rest)
        else:
            number, *arguments = rest
            if not self.cases:
                return
            case = self.cases[number % len(self.cases)]
            arguments = [self.resolve(case, argument, arguments) for argument in arguments]
            answers = getattr(self, verb)(case, *arguments)
        self.oracle.settle_items()
        if answers is None:  # nothing there to do it with
            return
        database, oracle = answers
        note(f"{step}: database {bool(database)}, oracle {oracle}")
        event(f"{verb} {'allowed' if oracle else 'refused'}")
        assert bool(database) == oracle, step

    def resolve(self, case: OracleCase, token: Any, beside: list[Any]) -> Any:
        """The person, unit or kind that a token stands for in this case now; anything else is itself."""
        if token == "@holder":
            return case.holder
        if token == "@asked":
            return case.offer[1] if case.offer else "nurse"
        if token == "%own":
            return home_of(self.resolve(case, beside[1], []))
        if token == "#chair":  # a kind that the chair of the team may hear of
            heard = sorted(kind for basis in self.oracle.living_bases(case, "ppt") for kind in basis.kinds)
            return heard[0] if heard else "school"
        if isinstance(token, str) and token[:1] == "@":
            taking_part = sorted({part.person for part in self.oracle.living_parts(case)}) or WORKERS
            return taking_part[int(token[1:]) % len(taking_part)]
        if isinstance(token, str) and token[:1] == "%":
            return case.bases[int(token[1:]) % len(case.bases)].unit
        return token

    # --- steps ---
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
        case.bases = [Basis(u, set(k), set(sources), registrar=opener) for u, k in shares.items()]
        case.invited = [basis for basis in case.bases if basis.unit != unit]
        self.cases.append(case)
        self.oracle.cases[case.key] = case
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

    def write(self, case: OracleCase, author: str, kind: str, withheld: bool, kept: bool) -> tuple[Any, bool]:
        unit = home_of(author)
        text = f"text-{case.key[:4]}-{len(case.entries)}."
        done = self.tried(
            author, entry_write, author=self.user(author), unit=self.units[unit], case_id=uuid.UUID(case.key),
            kind=kind,
            text=text, withheld_because="third_person" if withheld else "", kept_from_parents=kept,
        )  # fmt: skip
        key = str(done.pk) if done else ""
        return done, self.oracle.write(
            case, author, unit, OracleEntry(key, text, author, unit, kind, withheld, kept)
        )

    def consent(
        self, case: OracleCase, actor: str, shares: dict[str, set[str]], for_plan: bool, mother: str, own: str
    ) -> tuple[Any, bool]:
        """Mother and child are asked once more; the father has no responsibility."""
        with as_system("test: who answers"):
            parent = ParentalResponsibility.objects.get(case_id=case.key, has_responsibility=True).parent_id
            child = DatabaseCase.objects.get(pk=case.key).subject_id
        agreement = Agreement(
            "samtale",
            timezone.localdate(),
            timezone.localdate() + timedelta(days=100),
            [Share(self.units[unit], sorted(kinds)) for unit, kinds in shares.items()],
            {parent: Answer(mother), child: Answer(own)},
            for_plan,
        )
        done = self.tried(
            actor, consent_register, case_id=uuid.UUID(case.key), agreement=agreement,
            own=self.units[case.holder_unit],
        )  # fmt: skip
        return done, self.oracle.consent(case, actor, shares, for_plan, mother, own)

    def withdraw(self, case: OracleCase, actor: str, unit: str | None, kind: str) -> tuple[Any, bool]:
        unit_id = self.units[unit].pk if unit else None
        done = self.tried(
            actor, consent_withdraw, case_id=uuid.UUID(case.key), how=HowWithdrawn.ORAL, unit_id=unit_id,
            kind=kind,
        )  # fmt: skip
        return done, self.oracle.withdraw(case, actor, unit, kind)

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

    def expire(self, case: OracleCase, unit: str) -> tuple[Any, bool]:
        """The consent's dates pass: nothing else happens, no job runs."""
        now = timezone.now()
        with as_system("test"):
            done = LegalBasis.objects.filter(
                case_id=case.key, unit=self.units[unit], withdrawn_at=None, ends__gt=now
            ).update(starts=now - timedelta(days=2), ends=Now())
        hit = [basis for basis in case.bases if basis.unit == unit and basis.alive]
        if hit:
            case.over(*hit, withdrawn=False)
        return done, bool(hit)

    def rest_enough(self, case: OracleCase) -> tuple[Any, bool]:
        """The time of its rest is out: what is over has been so for long."""
        earlier = "starts = starts - interval '100 days', ends = ends - interval '100 days'"
        with as_system("test"), connection.cursor() as cursor:
            cursor.execute(
                f"update consent_legalbasis set {earlier} where case_id = %s and basis_type = 'consent'"
                " and withdrawn_at is null and ends <= statement_timestamp()",
                [case.key],
            )
        for basis in case.bases:
            basis.over_at -= 1000 * (basis.over and not basis.withdrawn)
        case.rested_enough = self.oracle.rests(case)
        return True, True

    def end_rest(self, case: OracleCase, actor: str) -> tuple[Any, bool]:
        done = self.tried(actor, call, "log_rest_end", case=case.key)
        return done, self.oracle.end_rest(case, actor)

    def years_pass(self, case: OracleCase, years: int) -> tuple[Any, bool]:
        """The child grows older: the family's rights begin and end by themselves."""
        with as_system("test"), connection.cursor() as cursor:
            cursor.execute(
                "update consent_legalbasis set starts = starts - make_interval(years => %s),"
                " ends = ends - make_interval(years => %s) where case_id = %s and basis_type = 'family'",
                [years, years, case.key],
            )
            cursor.execute(
                "update cases_case set subject_birth_date = subject_birth_date - make_interval(years => %s)"
                " where id = %s",
                [years, case.key],
            )
        case.age += years
        return True, True

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

    def settle(self) -> None:
        with as_system("test"):
            call("settle_all")
        for case in self.cases:
            self.oracle.settle_if_unable(case)
