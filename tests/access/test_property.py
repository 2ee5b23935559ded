"""Random histories, played on the database through the verbs and on the oracle; then everybody reads everything.

Any difference is a bug, in either direction. `make access EXAMPLES=20000` runs it for long.
"""

import os
import uuid
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, event, given, note, settings
from hypothesis import strategies as st

from cases.agreements.services import Share, consent_withdraw
from cases.baton.models import BatonOffer
from cases.baton.services import baton_answer, baton_offer
from cases.logs.models import AddressProtection, Case, CaseHead, Entry, ParentalResponsibility
from cases.logs.opening import Opening, Parent, case_open
from cases.logs.services import entry_write, person_name, person_remove
from consent.models import Answer, HowWithdrawn, LegalBasis
from municipality.access.identity import as_system, as_user
from municipality.access.verbs import NothingThere, call, rows
from municipality.notices.models import Notice
from municipality.people.models import Membership, MembershipRole, Resident, User
from municipality.people.services import membership_start
from tests.access.oracle import Basis, FamilyRight, Oracle
from tests.access.oracle import Case as OracleCase
from tests.access.oracle import Entry as OracleEntry
from tests.cast import EVERY_KIND, EVERYBODY

EXAMPLES = int(os.environ.get("EXAMPLES", "300"))
UNITS = ("school", "clinic", "ppt", "child_welfare", "nav_office")
AT_UNIT = {
    "school": ("teacher", "other_teacher", "head"),
    "clinic": ("nurse",),
    "ppt": ("adviser", "ppt_colleague"),
    "child_welfare": ("child_welfare_worker",),
    "nav_office": ("nav",),
    "away_school": ("stranger",),
}
ROLES = {
    "head": ["leader"],
    "teacher": ["caseworker"],
    "other_teacher": ["caseworker"],
    "ppt_colleague": ["caseworker"],
}
WORKERS = [person for people in AT_UNIT.values() for person in people]
FAMILY = ("mother", "father", "youth")

# People and units are drawn by the part they play, or most steps would be refused: "@1" is the second living
# participant,
# "@holder" the relay holder, "@asked" the one who was offered the baton, "%1" the second unit with a consent.
kinds = st.sets(st.sampled_from(["health", "school", "family", "child_welfare"]), min_size=1, max_size=3)
workers = st.sampled_from(["@0", "@1", "@2", "@3", "@holder", "@asked"] * 3 + WORKERS)
people = st.sampled_from(["@0", "@1", "@holder", "mother", "mother", "youth", "father", *WORKERS])
units = st.sampled_from(["%0", "%1", "%2", "%3"] * 2 + list(UNITS))
case_no = st.integers(0, 1)
mostly_yes = st.sampled_from(["yes"] * 6 + ["no", "not_asked"])

openings = st.tuples(
    st.just("open"), st.sampled_from(["teacher", "teacher", "other_teacher", "nurse", "head"]),
    st.sampled_from(["emma", "youth"]), mostly_yes, st.sampled_from(["yes", "no"]), mostly_yes,
    st.dictionaries(st.sampled_from(UNITS), kinds, min_size=1, max_size=4), kinds,
    st.sampled_from(["none", "none", "none", "fortrolig", "strengt_fortrolig"]),
)  # fmt: skip
steps = st.one_of(
    st.tuples(st.just("welcome"), case_no, units),
    st.tuples(st.just("name"), case_no, workers, st.sampled_from(WORKERS), units),
    st.tuples(st.just("write"), case_no, workers, st.sampled_from(EVERY_KIND), st.booleans(), st.booleans()),
    st.tuples(st.just("write"), case_no, workers, kinds.map(min), st.just(False), st.just(False)),
    st.tuples(
        st.just("withdraw"), case_no, people, st.one_of(st.none(), units, units),
        st.sampled_from(["", "", "", "health", "school", "child_welfare"]),
    ),
    st.tuples(st.just("remove"), case_no, workers, workers, units),
    st.tuples(st.just("offer"), case_no, workers, workers, units),
    st.tuples(st.just("offer"), case_no, st.just("@holder"), st.sampled_from(["@0", "@1", "@2"]), st.just("%own")),
    st.tuples(st.just("offer"), case_no, st.just("@holder"), st.sampled_from(["@0", "@1", "@2"]), st.just("%own")),
    st.tuples(
        st.just("name"), case_no, st.just("adviser"), st.sampled_from(["ppt_colleague", "adviser"]), st.just("ppt")
    ),
    st.tuples(st.just("answer"), case_no, st.sampled_from(["@asked", "@asked", "@0", "head"]), st.booleans()),
    st.tuples(st.just("expire"), case_no, units),
    st.tuples(st.just("years_pass"), case_no, st.integers(1, 8)),
    st.tuples(st.just("leave"), st.sampled_from(WORKERS)),
    st.tuples(st.just("join"), st.sampled_from(WORKERS)),
    st.tuples(st.just("settle")),
)  # fmt: skip
preludes = st.lists(
    st.tuples(st.just("welcome"), case_no, st.sampled_from(["%0", "%1", "%2", "%3"])), max_size=5
)


class Play:
    """One history: each step is tried on the database and on the oracle, and both must agree on whether it was
    allowed."""

    def __init__(self, cast: SimpleNamespace) -> None:
        self.cast = cast
        self.units = {name: getattr(cast, name) for name in AT_UNIT}
        memberships = {
            (person, unit, role)
            for unit, everybody in AT_UNIT.items()
            for person in everybody
            for role in ROLES.get(person, ["caseworker", "reception"] + ["leader"] * (person == "stranger"))
        }
        services = {name: str(unit.service_id) for name, unit in self.units.items()}
        self.oracle = Oracle(memberships, "child_welfare", services)
        self.cases: list[OracleCase] = []
        self.gone: dict[str, list[tuple[str, str]]] = {}

    def user(self, person: str) -> User:
        found: User = getattr(self.cast, person)
        return found

    def case(self, number: int) -> OracleCase | None:
        return self.cases[number] if number < len(self.cases) else None

    def tried(self, person: str, act: Any, *args: Any, **kwargs: Any) -> Any:
        """What the act returned, or None when the database refused it."""
        with as_user(self.user(person).pk):
            try:
                with transaction.atomic():
                    return act(*args, **kwargs) or True
            except (PermissionDenied, NothingThere):
                return None
            except Exception as error:  # a refusal by a policy or a unique key arrives as a database error
                refused = "row-level security" in str(error) or isinstance(error, IntegrityError)
                if not refused:
                    raise
                return None

    def step(self, step: tuple[Any, ...]) -> None:
        kind, *rest = step
        if kind in {"open", "leave", "join", "settle"}:
            getattr(self, kind)(*rest)
            return
        number, *arguments = rest
        case = self.case(number)
        if case is None:
            return
        arguments = [self.resolve(case, argument, arguments) for argument in arguments]
        database, oracle = getattr(self, kind)(case, *arguments)
        note(f"{step}: database {bool(database)}, oracle {oracle}")
        event(f"{kind} {'allowed' if oracle else 'refused'}")
        assert bool(database) == oracle, step

    def resolve(self, case: OracleCase, token: Any, beside: list[Any]) -> Any:
        """The person or unit that a token stands for in this case now; anything else is itself."""
        if token == "@holder":
            return case.holder
        if token == "@asked":
            return case.offer[1] if case.offer else "nurse"
        if token == "%own":
            person = self.resolve(case, beside[1], [])
            return next(unit for unit, everybody in AT_UNIT.items() if person in everybody)
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
    ) -> None:  # fmt: skip
        if len(self.cases) == 2:
            return
        unit = next(u for u, everybody in AT_UNIT.items() if opener in everybody)
        shares = {**shared, unit: own_kinds}
        number = self.cast.emma_number if child == "emma" else self.cast.youth_number
        opening = Opening(
            child_name="Emma Eksempel",
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
        allowed = member and mother != "no" and (mother == "yes" or (own == "yes" and age >= 15))
        assert bool(opened) == allowed
        if not opened:
            return
        case = OracleCase(
            str(opened), unit, opener, unit, age, protection == "strengt_fortrolig", hands=[(opener, unit)]
        )
        case.bases = [Basis(u, set(k)) for u, k in shares.items()]
        case.invited = [basis for basis in case.bases if basis.unit != unit]
        self.cases.append(case)
        self.oracle.cases[case.key] = case
        self.oracle.name(case, opener, opener, unit)
        if child == "youth":
            case.rights.append(FamilyRight("youth", True, set(EVERY_KIND), 15, None))
        if not (protection != "none" and mother != "yes") and not (alone and age >= 16):
            case.rights.append(FamilyRight("mother", False, set(EVERY_KIND), 0, 16))
            case.rights.append(FamilyRight("mother", False, set(EVERY_KIND) - {"health"}, 16, 18))
        with as_system("test"):
            entry = Entry.objects.get(case_id=opened)
        case.entries.append(
            OracleEntry(str(entry.pk), entry.text, opener, unit, "school", False, False, True)
        )

    def name(self, case: OracleCase, actor: str, person: str, unit: str) -> tuple[Any, bool]:
        done = self.tried(actor, self._name, case, person, unit)
        return done, self.oracle.name(case, actor, person, unit)

    def _name(self, case: OracleCase, person: str, unit: str) -> bool:
        person_name(case_id=uuid.UUID(case.key), person=self.user(person), unit=self.units[unit])
        return True

    def welcome(self, case: OracleCase, unit: str) -> tuple[Any, bool]:
        """The likely way in: somebody of the unit names himself."""
        return self.name(case, AT_UNIT[unit][0], AT_UNIT[unit][0], unit)

    def write(self, case: OracleCase, author: str, kind: str, withheld: bool, kept: bool) -> tuple[Any, bool]:
        unit = next(u for u, everybody in AT_UNIT.items() if author in everybody)
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

    def withdraw(self, case: OracleCase, actor: str, unit: str | None, kind: str) -> tuple[Any, bool]:
        unit_id = self.units[unit].pk if unit else None
        done = self.tried(actor, self._withdraw, case, unit_id, kind)
        return done, self.oracle.withdraw(case, actor, unit, kind)

    def _withdraw(self, case: OracleCase, unit_id: int | None, kind: str) -> bool:
        consent_withdraw(case_id=uuid.UUID(case.key), how=HowWithdrawn.ORAL, unit_id=unit_id, kind=kind)
        return True

    def remove(self, case: OracleCase, actor: str, person: str, unit: str) -> tuple[Any, bool]:
        done = self.tried(actor, self._remove, case, person, unit)
        return done, self.oracle.remove(case, actor, person, unit)

    def _remove(self, case: OracleCase, person: str, unit: str) -> bool:
        person_remove(
            case_id=uuid.UUID(case.key), person_id=self.user(person).pk, unit_id=self.units[unit].pk
        )
        return True

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
        done = self.tried(actor, self._answer, case, offer_id, yes)
        return done, self.oracle.answer(case, actor, yes)

    def _answer(self, case: OracleCase, offer_id: uuid.UUID, yes: bool) -> bool:
        baton_answer(case_id=uuid.UUID(case.key), offer_id=offer_id, yes=yes)
        return True

    def expire(self, case: OracleCase, unit: str) -> tuple[Any, bool]:
        """The consent's dates pass: nothing else happens, no job runs."""
        now = timezone.now()
        with as_system("test"):
            done = LegalBasis.objects.filter(
                case_id=case.key, unit=self.units[unit], withdrawn_at=None, ends__gt=now
            ).update(starts=now - timedelta(days=2), ends=now - timedelta(seconds=1))
        hit = [basis for basis in case.bases if basis.unit == unit and basis.alive]
        for basis in hit:
            basis.alive = False
        return done, bool(hit)

    def years_pass(self, case: OracleCase, years: int) -> tuple[Any, bool]:
        """The child grows older: the family's rights begin and end by themselves."""
        with as_system("test"), connection.cursor() as cursor:
            cursor.execute(
                "update consent_legalbasis set starts = starts - make_interval(years => %s),"
                " ends = ends - make_interval(years => %s) where case_id = %s and kind = 'family'",
                [years, years, case.key],
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
            self.oracle.memberships.add((person, unit, role))
            with as_system("test"):
                membership_start(user=self.user(person), unit=self.units[unit], role=MembershipRole(role))

    def settle(self) -> None:
        with as_system("test"):
            call("settle_all")
        for case in self.cases:
            self.oracle.settle_if_unable(case)


def everything_read(play: Play) -> None:
    """Everybody reads every table without a filter; each finds exactly what the oracle says."""
    oracle, cases = play.oracle, play.cases
    for person in EVERYBODY:
        user = play.user(person)
        mine = [case for case in cases if oracle.reads_case(person, case)]
        keys = {case.key for case in mine}
        entries = {e.key for case in cases for e in case.entries if oracle.reads_entry(person, case, e)}
        heads = {case.key for case in cases if oracle.reads_head(person, case)}
        with as_user(user.pk):
            assert {str(pk) for pk in Case.objects.values_list("pk", flat=True)} == keys, person
            assert {str(pk) for pk in Entry.objects.values_list("pk", flat=True)} == entries, person
            assert {str(head.pk) for head in CaseHead.objects.all()} == heads, person
            assert Case.objects.count() == len(keys)
            assert {str(p.case_id) for p in ParentalResponsibility.objects.all()} == keys, person
            seen_bases = {
                (str(b.case_id), b.unit_id, frozenset(b.kinds))
                for b in LegalBasis.objects.filter(kind="consent")
            }
            assert seen_bases == {
                (case.key, play.units[basis.unit].pk, frozenset(basis.kinds))
                for case in cases
                for basis in case.bases
                if oracle.sees_basis(person, case, basis)
            }, person
            told = {str(notice.entry_id) for notice in Notice.objects.exclude(entry_id=None)}
            assert told <= entries, person
            about = {str(notice.case_id) for notice in Notice.objects.exclude(case_id=None)}
            assert about <= keys | heads, person
            fresh = User.objects.get(pk=user.pk)
            for case in cases:
                instance = Case(pk=uuid.UUID(case.key))
                assert fresh.has_perm("cases.view_case", instance) == (case in mine), person
                assert fresh.has_perm("cases.change_case", instance) == oracle.may_change(person, case), (
                    person
                )
                hidden = rows("select hidden_entry_count(%s) as n", case.key)[0]["n"]
                assert hidden == oracle.hidden_count(person, case), person
                taking_part = {
                    (row["user_id"], row["unit_id"])
                    for row in rows("select * from case_participants(%s)", case.key)
                    if row["capacity"] == "staff" and row["unit_id"]
                }
                # With a protected address the family sees units and names of nobody, which its own tests say.
                if not any(right.person == person for right in case.rights):
                    expected = {
                        (play.user(part.person).pk, play.units[part.unit].pk)
                        for part in oracle.living_parts(case)
                        if oracle.sees_unit(person, case, part.unit)
                    }
                    assert taking_part == expected, person
    with as_system("test"):
        for row in Case.objects.all():
            case = oracle.cases[str(row.pk)]
            holder = play.user(case.holder).pk, play.units[case.holder_unit].pk
            assert (row.holder_id, row.holder_unit_id) == holder
            assert (row.closed_at is not None) == case.closed
    with as_user(None):
        for model in (Case, Entry, CaseHead, LegalBasis, Notice, Membership, Resident, User):
            assert not model._default_manager.exists()


def everything_fetched(play: Play, person: str) -> None:
    """The same through HTTP: list, search, page, notes, who shares what, heads; each shows what the oracle
    says and no more."""
    client = Client()
    client.force_login(play.user(person))
    listed = client.get("/stafettlogger/").content.decode()
    found = client.post("/stafettlogger/", {"q": "Emma"}, follow=True).content.decode()
    heads = client.get("/saksopplysninger/").content.decode()
    for case in play.cases:
        reads, sees_head = play.oracle.reads_case(person, case), play.oracle.reads_head(person, case)
        for listing in (listed, found):
            assert (f"/stafettlogger/{case.key}/" in listing) == reads, person
        assert (f"/saksopplysninger/{case.key}/" in heads) == sees_head, person
        assert (client.get(f"/saksopplysninger/{case.key}/").status_code == 200) == sees_head, person
        page = client.get(f"/stafettlogger/{case.key}/")
        assert page.status_code == (200 if reads else 404), person
        for entry in case.entries:
            assert (entry.text in page.content.decode()) == play.oracle.reads_entry(person, case, entry), (
                person
            )
        writes = client.get(f"/stafettlogger/{case.key}/notat/").status_code
        allowed = play.oracle.may_change(person, case) and not case.closed
        assert writes == (200 if allowed else 403 if reads else 404), person


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)
@given(
    st.lists(openings, min_size=1, max_size=2),
    preludes,
    st.lists(steps, min_size=3, max_size=14),
    st.sampled_from(EVERYBODY),
)
def test_everybody_reads_exactly_what_the_rules_give(
    cast: SimpleNamespace, opened: list[Any], prelude: list[Any], history: list[Any], visitor: str
) -> None:
    with transaction.atomic():
        play = Play(cast)
        for step in [*opened, *prelude, *history]:
            play.step(step)
        everything_read(play)
        everything_fetched(play, visitor)
        transaction.set_rollback(True)
