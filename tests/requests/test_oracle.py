"""Who reads a request and its answers, held against a small oracle of the rules, in every mix of what changes them."""

import uuid
from functools import partial
from itertools import product

from django.db import transaction
from django.utils import timezone

from cases.requests.selectors import part_to_answer, requests_own
from municipality.access.identity import as_system, as_user
from municipality.people.models import Membership
from tests.access.scenes import plain, write
from tests.cast import Cast
from tests.disclosures.helpers import set_on_case, who
from tests.overseers import lay_overseers
from tests.requests.helpers import asked, part_of

KEEPS_OUT = (
    "insert into cases_casekeptout (id, case_id, user_id, because, kept_by_id, kept_at)"
    " values (gen_random_uuid(), %s, %s, 'kin', %s, now())"
)
ENDS_HER_RIGHT = (
    "update consent_legalbasis set withdrawn_at = now() where case_id = %s and basis_type = 'family'"
)


def answers(*, is_correction: bool, author_works: bool, is_strict: bool, head_is_kept_out: bool) -> set[str]:
    """Of the school's part, by the rules alone: R2, R5, D6, and what the room says of a note's author."""
    if is_correction and author_works:
        return {"teacher"}
    if is_strict:  # those who are named there, while they work in the unit
        return {"teacher"} if author_works else set()
    return {"overseer"} if head_is_kept_out else {"head"}


def test_the_database_and_the_rules_say_the_same_of_who_answers_and_who_reads(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    lay_overseers(cast)
    note = write(cast, emmas_log, "teacher", "school")
    correction = asked(
        cast.mother, emmas_log, "correction", text="Feil.", should_be="Tirsdag.", entry=note.pk
    )
    parts = {
        True: part_of(correction, cast.school.pk),
        False: part_of(asked(cast.mother, emmas_log), cast.school.pk),
    }
    for works, strict, kept_out, reads in product((True, False), repeat=4):
        before = transaction.savepoint()
        with as_system("test: one mix"):
            if not works:
                Membership.objects.filter(user=cast.teacher).update(ends_at=timezone.now())
            if kept_out:
                plain(KEEPS_OUT, emmas_log, cast.head.pk, cast.teacher.pk)
            if not reads:
                plain(ENDS_HER_RIGHT, emmas_log)
        if strict:
            set_on_case(emmas_log, address_protection="strengt_fortrolig")
        mix = f"{works=} {strict=} {kept_out=} {reads=}"
        for is_correction, part_id in parts.items():
            said = answers(
                is_correction=is_correction, author_works=works, is_strict=strict, head_is_kept_out=kept_out
            )
            found = who(cast, partial(part_to_answer, part_id)) | in_place(cast, part_id)
            assert found == said, f"{is_correction=} {mix}"
        assert who(cast, lambda: requests_own(emmas_log)) == ({"mother"} if reads else set()), mix
        transaction.savepoint_rollback(before)


def in_place(cast: Cast, part_id: uuid.UUID) -> set[str]:
    """Of those who take a leader's place, who are not among `EVERYBODY`."""
    found = set()
    for name in ("overseer", "named_person"):
        with as_user(getattr(cast, name).pk):
            if part_to_answer(part_id):
                found.add(name)
    return found
