"""What somebody tries who is kept out of one of two logs, or put out meanwhile, when they become one and two again."""

from cases.case.models import Case
from cases.concerns.services import KeptOut
from cases.disclosures.selectors import disclosure_units
from cases.joining.selectors import joining_told
from cases.keepout.services import case_keep_out
from municipality.access.identity import as_system, as_user
from municipality.notices.models import Notice
from municipality.people.models import User
from tests.access.scenes import value, withdraw, write
from tests.attacks.test_kept_out import lay_people
from tests.cast import Cast
from tests.joining.helpers import says, two_logs
from tests.joining.joined import joined, part, texts, two_that_can
from tests.logs.opening import open_log


def keep_out(cast: Cast, holder: User, case_id: object, person: User) -> None:
    with as_user(holder.pk):
        case_keep_out(case_id=case_id, kept_out=KeptOut(person.pk, "kin"))  # type: ignore[arg-type]


def test_logs_stay_two_where_somebody_kept_out_of_one_can_still_hand_out_what_they_wrote_in_the_other(
    cast: Cast,
) -> None:
    """Else it would be gone for that person from the joining on, who would learn of the other log."""
    two = two_that_can(cast)
    write(cast, two.newer, "ppt_colleague", "ppt", kind="health")
    withdraw(cast, two.newer, "mother", "ppt")
    keep_out(cast, cast.teacher, two.older, cast.ppt_colleague)
    with as_user(cast.ppt_colleague.pk):
        assert disclosure_units(two.newer)
    for holder, log in ((cast.teacher, two.older), (cast.nurse, two.newer)):
        with as_user(holder.pk):
            assert joining_told(log) is None


def test_logs_stay_two_where_a_leader_of_the_other_works_under_somebody_who_is_kept_out(cast: Cast) -> None:
    """Who is over the units of PPT would lose sight of the newer log by the joining."""
    two = two_that_can(cast)
    lay_people(cast)
    keep_out(cast, cast.teacher, two.older, cast.head)
    with as_user(cast.nurse.pk):
        assert joining_told(two.newer) is None


def test_who_was_kept_out_of_the_one_log_does_not_hold_the_one_that_comes_back(cast: Cast) -> None:
    two = joined(cast)
    keep_out(cast, cast.teacher, two.older, cast.nurse)
    part(cast, two)
    with as_user(cast.nurse.pk):
        assert not value("select i_hold(%s)", two.newer)
        assert not Case.objects.exists()
    with as_system("test: the holder"):
        assert Case.objects.get(pk=two.newer).holder_id != cast.nurse.pk


def test_who_must_not_know_of_the_other_log_is_not_told_that_its_family_has_taken_the_yes_back(
    cast: Cast,
) -> None:
    """The baton came to somebody who is kept out of the other."""
    two = two_that_can(cast)
    keep_out(cast, cast.teacher, two.older, cast.nurse)
    says(cast.teacher, two.older, "no")
    with as_system("test: notices"):
        assert not Notice.objects.filter(user=cast.nurse, notice_type="joining.changed").exists()


def test_who_is_kept_out_meanwhile_is_told_nothing_when_a_third_log_is_asked(cast: Cast) -> None:
    """The baton of the log that was asked first is with somebody who must not know of the one that asks."""
    two = two_logs(cast)
    says(cast.nurse, two.newer)
    keep_out(cast, cast.nurse, two.newer, cast.teacher)
    open_log(
        cast, opener="coordinator", unit="coordinating", shares={"coordinating": ("school",)},
        first_text="Emma skal ha en plan.",
    )  # fmt: skip
    with as_system("test: told before"):
        Notice.objects.filter(notice_type__startswith="joining.").delete()
    says(cast.nurse, two.newer)
    assert told() == {"joining.asked": {cast.coordinator.pk}}


def told() -> dict[str, set[int]]:
    """Who has which notice about joining."""
    found: dict[str, set[int]] = {}
    with as_system("test: notices"):
        for one in Notice.objects.filter(notice_type__startswith="joining."):
            found.setdefault(one.notice_type, set()).add(one.user_id)
    return found


def test_who_withdraws_from_the_one_log_withdraws_what_was_given_to_either(cast: Cast) -> None:
    two = joined(cast)
    withdraw(cast, two.older, "mother", "ppt")
    assert [texts(cast, one, two.older) for one in ("adviser", "ppt_colleague")] == [set(), set()]
    withdraw(cast, two.older, "mother")
    assert [texts(cast, one, two.older) for one in ("teacher", "nurse")] == [set(), set()]
