"""What a page promises of who will read, as the oracle has it, held against who does read by its books."""

from itertools import product
from typing import Any

from tests.access.oracle_case import CHILD_WELFARE
from tests.access.oracle_log import Case, Entry
from tests.access.play import PEOPLE
from tests.access.play_records import RecordPlay
from tests.cast import EVERY_KIND

# What `entry_readers` answers for every case ($1) and each of one's units.
ASKED = (
    "select c as case_id, u as writes_for, p.* from unnest($1) c cross join unnest(my_units()) u"
    f" cross join lateral entry_readers(c, u, null, array{EVERY_KIND}) p"
)
# And what `referral_readers` answers of every referral that one sees.
ASKED_OF_REFERRALS = (
    "select r.id as referral_id, p.* from teams_referral r"
    " cross join lateral referral_readers(r.case_id, r.unit_id, r.team_id, r.sent_at, r.kind, r.left_out) p"
)
FAMILY = {"mother": "mor", "father": "far"}


def known_in(play: RecordPlay, case: Case, reader: str) -> str:
    """As what somebody of the family is promised: a mother can have a log of her own."""
    own = any(right.subject for right in play.oracle.my_rights(reader, case))
    return "child" if own else FAMILY.get(reader, "child")


def promises_hold(play: RecordPlay, person: str, told: list[dict[str, Any]]) -> None:
    """For every entry that this person could write now: those are promised who would read it, and no others."""
    oracle = play.oracle
    for case in play.cases:
        of_case = [row for row in told if row["case_id"] == case.key]
        units = {part.unit for part in oracle.my_work(person, case)} if not case.closed else set()
        assert {row["writes_for"] for row in of_case} <= {play.units[unit].pk for unit in units}, person
        for unit, kind, withheld, kept, about in product(
            units, EVERY_KIND, (False, True), (False, True), ("", *case.adults, "other")
        ):
            if about and (withheld or kept):
                continue  # which is as for the child's
            entry = Entry("", "", person, unit, kind, withheld, kept, about=about)
            said = [
                row
                for row in of_case
                if (row["writes_for"], row["kind"]) == (play.units[unit].pk, kind)
                and row["about"] == case.adults.get(about, about)
                and (row["if_withheld"] or not withheld)
                and (row["if_kept"] or not kept)
            ]
            unnamed = any(not row["capacity"] for row in said)
            hides = kind == CHILD_WELFARE and about != "other" and not oracle.may_know(person, case)
            assert unnamed == hides, person
            promised = {row["unit_id"] for row in said if row["capacity"] == "staff"}
            assert promised == {
                play.units[basis.unit].pk
                for basis in case.bases
                if not unnamed and basis.alive and oracle.sees_basis(person, case, basis)
                if oracle.gives(basis, unit, kind)
                and oracle.affairs_given(case, basis, entry)
                and (CHILD_WELFARE in basis.kinds or unit != oracle.child_welfare_unit)
            }, (person, entry)
            family = {row["relation"] or "child" for row in said if row["capacity"] in {"parent", "subject"}}
            for reader in PEOPLE:
                if reader == person or not oracle.reads_entry(reader, case, entry):
                    continue
                if oracle.my_rights(reader, case):
                    assert known_in(play, case, reader) in family, (person, reader, entry)
                    continue
                # Barnevern is not promised to somebody who must not know that it takes part.
                hidden = not oracle.may_know(person, case)
                parts = oracle.my_parts(reader, case)
                assert unnamed or any(
                    play.units[part.unit].pk in promised
                    or (hidden and part.unit == oracle.child_welfare_unit)
                    for part in parts
                ), (person, reader, entry)
            for reader in PEOPLE:
                for right in oracle.my_rights(reader, case):
                    if known_in(play, case, reader) in family and oracle.gives(right, unit, kind):
                        assert oracle.reads_entry(reader, case, entry), (person, reader, entry)


def promises_about_referrals_hold(play: RecordPlay, person: str, told: list[dict[str, Any]]) -> None:
    """Of each referral that this person of the services reads: whoever else reads it was promised."""
    oracle = play.oracle
    for one in oracle.referrals:
        said = [row for row in told if row["referral_id"] == one.key]
        if not (oracle.reads_referral(person, one) and oracle.my_parts(person, one.case)):
            assert said == [], person
            continue
        unnamed = any(not row["capacity"] for row in said)
        hidden = not oracle.may_know(person, one.case)
        promised = {row["unit_id"] for row in said if row["capacity"] == "staff"}
        assert not promised & {play.units[unit].pk for unit in one.left_out}, (person, one)
        family = {row["relation"] or "child" for row in said if row["capacity"] in {"parent", "subject"}}
        for reader in PEOPLE:
            reads = reader not in (person, one.author) and oracle.reads_referral(reader, one)
            if oracle.my_rights(reader, one.case):
                assert reads == (known_in(play, one.case, reader) in family), (person, reader, one)
            elif reads:
                assert unnamed or any(
                    play.units[part.unit].pk in promised
                    or (hidden and part.unit == oracle.child_welfare_unit)
                    for part in oracle.my_parts(reader, one.case)
                ), (person, reader, one)
            parts = oracle.my_parts(reader, one.case)
            for unit in {part.unit for part in parts if play.units[part.unit].pk in promised}:
                # Named on every consent of the unit, as whoever is named now is.
                on_all = all(
                    any(part.basis is basis for part in parts)
                    for basis in oracle.living_bases(one.case, unit)
                )
                if on_all and not oracle.is_left_out(reader, one):
                    assert oracle.reads_referral(reader, one), (person, reader, unit, one)
