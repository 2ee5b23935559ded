"""Leading one item: the gate, what was asked and agreed, the minutes, two who write, the next item."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.case.services import participant_remove
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import SENTENCES
from municipality.organisation.models import Team
from municipality.writing.models import Draft
from teams.meetings.models import MinutesItem
from teams.meetings.services import meeting_start
from teams.members.models import SeatRole
from tests.access.scenes import name
from tests.cast import Cast
from tests.teams.helpers import approve, begin, decide, refer, seat
from tests.teams.table import (
    NAME,
    as_,
    events,
    item_url,
    lay_table,
    lift,
    meeting_url,
    page,
    planned,
    said,
    words,
)
from tests.work.helpers import set_goal, set_measure
from tests.writing.opened import autosave, opened_by
from tests.writing.pages import filled_in
from tests.writing.scenes import Scene


def without_barnevern(cast: Cast, table: SimpleNamespace) -> None:
    """Barnevern is not there, so nobody has to leave."""
    with as_user(cast.adviser.pk):
        meeting_start(table.meeting, present=table.team.seats.exclude(user=cast.child_welfare_worker))


def minutes() -> MinutesItem:
    with as_system("test: minutes"):
        return MinutesItem.objects.get()


# The gate


def test_the_item_stays_behind_a_gate_until_those_who_may_not_hear_it_have_left(
    cast: Cast,
) -> None:
    table = lay_table(cast)
    url = item_url(table.meeting, table.referral)
    gate = page(cast.adviser, url)
    assert "Disse må gå ut før saken åpnes" in gate
    assert "Child_welfare_worker, Barneverntjenesten" in gate
    assert NAME not in gate
    assert "Hva kan vi prøve?" not in gate
    assert events("referral.read") == []
    assert lift(cast, table.meeting, table.referral).url == url
    opened = page(cast.adviser, url)
    assert NAME in opened
    assert "Hva kan vi prøve?" in opened
    assert [event.case_id for event in events("curtain.lift")] == [table.case_id]
    assert [event.case_id for event in events("referral.read")] == [table.case_id]


def test_there_is_no_gate_when_everybody_in_the_room_may_hear(cast: Cast) -> None:
    table = lay_table(cast)
    without_barnevern(cast, table)
    assert "Hva kan vi prøve?" in page(cast.adviser, item_url(table.meeting, table.referral))


def test_the_curtain_falls_when_one_goes_on_and_when_somebody_comes_in(cast: Cast) -> None:
    table = lay_table(cast)
    url = item_url(table.meeting, table.referral)
    lift(cast, table.meeting, table.referral)
    page(cast.adviser, item_url(table.meeting, table.discussion))
    assert NAME not in page(cast.adviser, url), "the discussion was opened meanwhile"
    lift(cast, table.meeting, table.referral)
    page(cast.adviser, meeting_url(table.meeting))
    assert NAME not in page(cast.adviser, url), "the list was shown meanwhile"
    lift(cast, table.meeting, table.referral)
    with as_user(cast.adviser.pk):
        meeting_start(table.meeting, present=table.team.seats.all())
    assert NAME not in page(cast.adviser, url), "somebody may have come in"


def test_what_was_typed_is_saved_though_somebody_has_come_in_and_nothing_is_shown(cast: Cast) -> None:
    table = lay_table(cast)
    url = item_url(table.meeting, table.referral)
    lift(cast, table.meeting, table.referral)
    with as_user(cast.adviser.pk):
        meeting_start(table.meeting, present=table.team.seats.all())
    answer = as_(cast.adviser).post(url, said())
    assert answer.status_code == 302
    assert minutes().advice == "Prøv en vennegruppe."
    shut = page(cast.adviser, url)
    assert "Disse må gå ut før saken åpnes" in shut
    assert "vennegruppe" not in shut


def test_what_cannot_be_saved_behind_the_curtain_waits_as_a_draft(cast: Cast) -> None:
    table = lay_table(cast)
    url = item_url(table.meeting, table.referral)
    lift(cast, table.meeting, table.referral)
    with as_user(cast.adviser.pk):
        meeting_start(table.meeting, present=table.team.seats.all())
    form = opened_by(cast.adviser, url)
    sent = words(as_(cast.adviser).post(url, form | said(deadline="snart")))
    assert "Disse må gå ut før saken åpnes" in sent
    assert "vennegruppe" not in sent
    lift(cast, table.meeting, table.referral)
    assert "Prøv en vennegruppe." in page(cast.adviser, url)


@pytest.mark.parametrize(("who", "status"), [("nurse", 403), ("child_welfare_worker", 403), ("teacher", 404)])
def test_only_those_who_lead_lift_the_curtain(cast: Cast, who: str, status: int) -> None:
    table = lay_table(cast)
    assert lift(cast, table.meeting, table.referral, by=who).status_code == status
    with as_system("test: curtain"):
        assert not MinutesItem.objects.filter(lifted_at__isnull=False).exists()


@pytest.mark.parametrize("key", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_a_curtain_of_nothing_is_not_found(cast: Cast, key: str) -> None:
    table = lay_table(cast)
    response = as_(cast.adviser).post(meeting_url(table.meeting, "lift"), {"sak": key})
    assert response.status_code == 404


# What stands on the page


def test_the_page_shows_goals_measures_and_what_was_agreed_last(cast: Cast) -> None:
    table = lay_table(cast)
    goal = set_goal(cast, table.case_id)
    set_measure(cast, table.case_id, goal, what="Vennegruppe i friminuttene")
    decide(cast, table.meeting, table.referral, responsible="nurse", follow_up_days=0)
    approve(cast, table.meeting)
    again = begin(cast, table.team)
    lift(cast, again, table.referral)
    seen = page(cast.adviser, item_url(again, table.referral))
    assert "Vennegruppe i friminuttene" in seen
    assert seen.index("Sist avtalt") < seen.index("Prøv dette.") < seen.rindex("Nurse, Helsestasjonen")
    assert "ikke gjort" in seen


def test_what_another_team_agreed_on_is_not_told_here(cast: Cast) -> None:
    table = lay_table(cast)
    with as_system("test: other team"):
        other = Team.objects.create(municipality=cast.home, team_type="TST", name="TST Nord")
    seat(other, cast.adviser, cast.ppt, SeatRole.CHAIR)
    elsewhere, held = refer(cast, table.case_id, other, left_out=()), begin(cast, other)
    decide(cast, held, elsewhere, follow_up_days=9)
    approve(cast, held)
    lift(cast, table.meeting, table.referral)
    assert "Prøv dette." in page(cast.adviser, meeting_url(held)), "who sits in both may read it there"
    assert "Prøv dette." not in page(cast.adviser, item_url(table.meeting, table.referral))


def test_a_member_who_does_not_lead_reads_the_referral_and_not_this_page(cast: Cast) -> None:
    table = lay_table(cast)
    assert as_(cast.nurse).get(item_url(table.meeting, table.referral)).status_code == 403
    assert as_(cast.nurse).get(reverse("answers:referral", args=[table.referral.pk])).status_code == 200


@pytest.mark.parametrize("what", ["referral", "discussion", "issue"])
def test_an_item_is_not_led_before_the_meeting_has_begun(cast: Cast, what: str) -> None:
    table = lay_table(cast, begun=False)
    response = as_(cast.adviser).get(item_url(table.meeting, getattr(table, what)))
    assert response.url == meeting_url(table.meeting, "start")


@pytest.mark.parametrize("about", ["henvisning", "drofting", "systemsak", "annet"])
def test_an_item_of_another_sort_or_key_is_not_found(cast: Cast, about: str) -> None:
    table = lay_table(cast)
    wrong = {"henvisning": table.discussion, "drofting": table.issue}.get(about, table.referral)
    assert (
        as_(cast.adviser).get(reverse("meetings:item", args=[table.meeting.pk, about, wrong.pk])).status_code
        == 404
    )


def test_a_discussion_has_no_field_for_persons_and_leaves_no_event(cast: Cast) -> None:
    table = lay_table(cast)
    url = item_url(table.meeting, table.discussion)
    seen = page(cast.adviser, url)
    assert "Hva hjelper?" in seen
    assert 'name="responsible"' not in seen
    assert 'name="informs"' not in seen
    assert "den som spurte" in seen
    as_(cast.adviser).post(url, said())
    for act in ("referral.read", "minutes.read", "minutes.write"):
        assert events(act) == []


def test_a_systemsak_can_be_sent_on_only_where_there_is_a_team_above(cast: Cast) -> None:
    table = lay_table(cast)
    url = item_url(table.meeting, table.issue)
    assert 'name="send_on"' not in page(cast.adviser, url)
    with as_system("test: OST"):
        above = Team.objects.create(
            municipality=cast.home, team_type="OST", receives_system_issues=True, name="OST"
        )
    seat(above, cast.head, cast.school, SeatRole.CHAIR)
    assert 'name="send_on"' in page(cast.adviser, url)
    as_(cast.adviser).post(url, said(advice="", send_on="on"))
    approve(cast, table.meeting)
    with as_system("test: the row"):
        table.issue.refresh_from_db()
    assert table.issue.team_id == above.pk
    seen = page(cast.adviser, meeting_url(table.meeting))
    assert "Saken er sendt til det overordnede teamet." in seen


# Writing


def test_the_minutes_are_saved_and_the_next_item_comes(cast: Cast) -> None:
    table = lay_table(cast)
    lift(cast, table.meeting, table.referral)
    url = item_url(table.meeting, table.referral)
    day = timezone.localdate() + timedelta(days=10)
    sent = said(
        version="1", responsible=str(cast.nurse.pk), deadline=f"{day:%d.%m.%Y}", informs=str(cast.teacher.pk)
    )
    response = as_(cast.adviser).post(url, sent)
    assert response.url == item_url(table.meeting, table.discussion)
    written = minutes()
    assert written.advice == "Prøv en vennegruppe."
    assert (written.responsible_id, written.deadline, written.informs_id) == (
        cast.nurse.pk,
        day,
        cast.teacher.pk,
    )
    assert written.lifted_at is None, "the curtain is down again"
    assert [event.case_id for event in events("minutes.write")] == [table.case_id]


def test_whoever_was_to_tell_the_family_and_has_left_is_not_cleared_without_a_word(cast: Cast) -> None:
    table = lay_table(cast)
    name(cast, table.case_id, "adviser", "adviser", "ppt")
    name(cast, table.case_id, "adviser", "ppt_colleague", "ppt")
    lift(cast, table.meeting, table.referral)
    adviser, url = as_(cast.adviser), item_url(table.meeting, table.referral)
    with_informs = Scene(
        "adviser", url, {"advice": "Prøv dette.", "informs": str(cast.ppt_colleague.pk), "go": "stay"}
    )
    assert filled_in(adviser, with_informs).send(adviser).status_code == 302
    with as_user(cast.adviser.pk):
        participant_remove(case_id=table.case_id, person_id=cast.ppt_colleague.pk, unit_id=cast.ppt.pk)
    lift(cast, table.meeting, table.referral)  # it falls when somebody is named no more
    assert "Ppt_colleague, kan ikke spørres lenger" in page(cast.adviser, url)
    changed = Scene("adviser", url, {"summary": "Kort.", "go": "stay"})
    answer = filled_in(adviser, changed).send(adviser)
    assert str(SENTENCES["somebody_may_not_hear_it"]) in words(answer)
    assert minutes().informs_id == cast.ppt_colleague.pk
    assert filled_in(adviser, changed, {"informs": ""}).send(adviser).status_code == 302
    assert (minutes().informs_id, minutes().summary) == (None, "Kort.")


def test_after_the_last_item_comes_the_whole_meeting(cast: Cast) -> None:
    table = lay_table(cast)
    url = item_url(table.meeting, table.issue)
    assert "Lagre og se hele møtet" in page(cast.adviser, url)
    assert as_(cast.adviser).post(url, said()).url == meeting_url(table.meeting)


def test_to_save_and_stay_keeps_the_item_open(cast: Cast) -> None:
    table = lay_table(cast)
    url = item_url(table.meeting, table.referral)
    lift(cast, table.meeting, table.referral)
    assert as_(cast.adviser).post(url, said(version="1", go="stay")).url == url
    assert "Prøv en vennegruppe." in page(cast.adviser, url)


def test_an_item_that_is_left_for_later_gets_no_minutes(cast: Cast) -> None:
    table = lay_table(cast)
    as_(cast.adviser).post(item_url(table.meeting, table.discussion), said(summary="", advice=""))
    with as_system("test: minutes"):
        assert not MinutesItem.objects.exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"advice": "", "follow_up_on": "i morgen"}, "Skriv hva dere kom fram til."),
        ({"responsible": "nurse"}, "Skriv en frist"),
        ({"deadline": "i morgen"}, "Velg hvem som skal gjøre det."),
        ({"deadline": "i går", "responsible": "nurse"}, "Datoen kan ikke være før møtet"),
        ({"responsible": "nav", "deadline": "i morgen"}, "Velg et av svarene i listen."),
        ({"responsible": "child_welfare_worker", "deadline": "i morgen"}, "Velg et av svarene i listen."),
        ({"informs": "stranger"}, "Velg et av svarene i listen."),
    ],
)
def test_a_decision_has_words_a_person_who_heard_it_and_a_day(
    cast: Cast, changes: dict[str, str], message: str
) -> None:
    table = lay_table(cast)
    lift(cast, table.meeting, table.referral)
    for field in ("responsible", "informs"):
        if field in changes:
            changes = changes | {field: str(getattr(cast, changes[field]).pk)}
    seen = words(
        as_(cast.adviser).post(item_url(table.meeting, table.referral), said(version="1", **changes))
    )
    assert message in seen
    assert "Vi drøftet det." in seen
    assert minutes().summary == ""


def test_of_two_who_write_neither_loses_a_word(cast: Cast) -> None:
    table = lay_table(cast)
    seat(table.team, cast.ppt_colleague, cast.ppt, SeatRole.SECRETARY)
    url = item_url(table.meeting, table.discussion)
    assert as_(cast.ppt_colleague).post(url, said(advice="Sekretærens råd")).status_code == 302
    conflict = words(as_(cast.adviser).post(url, said(advice="Lederens råd")))
    assert "Noen andre har skrevet referat for saken" in conflict
    assert "Sekretærens råd" in conflict
    assert "Lederens råd" in conflict
    assert minutes().advice == "Sekretærens råd"
    assert 'name="version" value="1"' in conflict
    as_(cast.adviser).post(url, said(version="1", advice="Begges råd"))
    assert minutes().advice == "Begges råd"


def test_a_curtain_that_was_lifted_meanwhile_is_no_other_writer(cast: Cast) -> None:
    table = lay_table(cast)
    lift(cast, table.meeting, table.referral)
    response = as_(cast.adviser).post(item_url(table.meeting, table.referral), said(version="0"))
    assert response.status_code == 302
    assert minutes().advice == "Prøv en vennegruppe."


def test_a_draft_is_given_back_and_forgotten_when_it_is_saved(cast: Cast) -> None:
    table = lay_table(cast)
    url = item_url(table.meeting, table.discussion)
    client = as_(cast.adviser)
    form = autosave(cast.adviser, url, {"version": "0", "summary": "Halvferdig", "advice": ""})
    assert "Halvferdig" in words(client.get(url))
    client.post(url, form | said())
    with as_user(cast.adviser.pk):
        assert not Draft.objects.exists()


def test_what_was_typed_and_left_is_told_of_by_the_meeting_and_before_it_is_approved(cast: Cast) -> None:
    table = lay_table(cast)
    url = item_url(table.meeting, table.discussion)
    autosave(cast.adviser, url, {"version": "0", "summary": "Halvferdig", "advice": ""})
    for address in (meeting_url(table.meeting), meeting_url(table.meeting, "approve")):
        seen = page(cast.adviser, address)
        assert "Noe du har skrevet, er ikke lagret i referatet" in seen
        assert f'href="{url}"' in seen
    assert "ikke lagret i referatet" not in page(cast.nurse, meeting_url(table.meeting))


@pytest.mark.parametrize("who", ["teacher", "nav", "stranger", "mother", "administrator", "privacy_officer"])
def test_a_meeting_is_not_there_for_who_does_not_sit_in_the_team(cast: Cast, who: str) -> None:
    table = lay_table(cast)
    client = as_(getattr(cast, who))
    for address in (
        meeting_url(table.meeting), meeting_url(table.meeting, "screen"), meeting_url(table.meeting, "start"),
        item_url(table.meeting, table.discussion), item_url(table.meeting, table.issue),
    ):  # fmt: skip
        assert client.get(address).status_code == 404, address


def test_another_teams_item_is_not_led_in_this_meeting(cast: Cast) -> None:
    table = lay_table(cast)
    with as_system("test: other team"):
        other = Team.objects.create(municipality=cast.home, team_type="TST", name="TST Nord")
    seat(other, cast.adviser, cast.ppt, SeatRole.CHAIR)
    elsewhere = begin(cast, other)
    assert as_(cast.adviser).get(item_url(elsewhere, table.referral)).status_code == 404
    assert as_(cast.adviser).get(item_url(planned(cast, other), table.issue)).status_code == 404
