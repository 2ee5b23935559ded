"""From the case to the team's table, and what comes back: the pages of a referral."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from cases.case.models import AddressProtection, Case
from municipality.access.identity import as_system, as_user
from municipality.organisation.models import Unit
from municipality.writing.models import Draft
from teams.meetings.services import meeting_plan
from teams.referrals.models import Referral
from tests.access.scenes import hand_over, seen_by, withdraw
from tests.attacks.helpers import plain
from tests.cast import Cast
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log
from tests.teams.helpers import give_district, make_team, refer, seat
from tests.writing.opened import opened_by

QUESTION = "Hvordan får vi henne med i friminuttene?"


@pytest.fixture
def scene(cast: Cast) -> SimpleNamespace:
    """TST Sentrum of the school's district, in which barnevern has no consent for Emma's log."""
    team, case_id = make_team(cast), open_log(cast)
    give_district(cast, team, cast.school)
    return SimpleNamespace(team=team, case_id=case_id, url=f"/stafettlogger/{case_id}/henvisning/")


def seen_of(client: Client, url: str) -> str:
    """What the page says, in its hidden field, that it has shown of the room."""
    return str(client.get(url).context["form"].seen_now)


def sent(cast: Cast, scene: SimpleNamespace, **changes: object) -> dict[str, object]:
    """What the teacher's form sends: barnevern is held outside."""
    return (
        {
            "team": scene.team.pk,
            "wish": "advice",
            "question": QUESTION,
            "kind": "school",
            "left_out": [cast.child_welfare.pk],
        }
        | {"seen": changes.get("seen") or seen_of(as_(cast.teacher), scene.url)}
        | changes
    )


def only_referral() -> Referral:
    with as_system("test"):
        return Referral.objects.get()


def test_the_team_of_the_schools_district_and_the_services_kind_are_chosen_already(
    cast: Cast, scene: SimpleNamespace
) -> None:
    make_team(cast, team_type="OST", receives_system_issues=True, name="Alle sitt team")
    page = as_(cast.teacher).get(scene.url)
    assert page.context["form"].team_shown == scene.team
    assert page.context["form"]["kind"].value() == "school"


def test_a_kind_is_proposed_that_the_team_may_hear_about_and_the_page_says_why(
    cast: Cast, scene: SimpleNamespace
) -> None:
    """The nurse's own kind is health, about which PPT, who leads the team, may hear nothing."""
    join(cast, scene.case_id, "nurse")
    hand_over(cast, scene.case_id, "teacher", "nurse", "clinic")
    page = as_(cast.nurse).get(scene.url)
    assert page.context["form"]["kind"].value() == "school"
    assert (
        "Forslag: «skole og barnehage». Da er det bare Barneverntjenesten i TST Sentrum som ikke kan høre det."
        in page.text
    )
    with as_system("test: barnevern leaves the team"):
        scene.team.seats.filter(user=cast.child_welfare_worker).delete()
    page = as_(cast.nurse).get(scene.url)
    assert "Alle i TST Sentrum har samtykke til å høre om det." in page.text


def test_where_the_leader_may_hear_about_nothing_no_kind_is_proposed(
    cast: Cast, scene: SimpleNamespace
) -> None:
    withdraw(cast, scene.case_id, "mother", "ppt")
    page = as_(cast.teacher).get(scene.url)
    assert "Forslag:" not in page.text
    assert page.context["form"]["kind"].value() == "school"


def test_what_was_chosen_stays_and_is_not_proposed_away(cast: Cast, scene: SimpleNamespace) -> None:
    page = as_(cast.teacher).post(scene.url, sent(cast, scene, kind="family", go="show"))
    assert page.context["form"]["kind"].value() == "family"
    assert "Forslag: «skole og barnehage»." in page.text


def test_a_holder_without_a_district_is_shown_the_team_of_somebody_who_takes_part(
    cast: Cast, scene: SimpleNamespace
) -> None:
    """Who opened the log is not hers to know: that it was the school says nothing here."""
    make_team(cast, name="TST Aller først")
    join(cast, scene.case_id, "nurse")
    hand_over(cast, scene.case_id, "teacher", "nurse", "clinic")
    assert as_(cast.nurse).get(scene.url).context["form"].team_shown == scene.team


def test_without_a_team_of_the_district_none_is_chosen_and_it_is_sent_only_after_its_room_was_shown(
    cast: Cast, scene: SimpleNamespace
) -> None:
    """The first of the list would be sent to unseen."""
    with as_system("test: no district"):
        Unit.objects.filter(pk=cast.school.pk).update(district=None)
    page = as_(cast.teacher).get(scene.url)
    assert page.context["form"].team_shown is None
    assert '<option value="" selected>Velg team</option>' in page.text
    assert not page.context["form"]["kind"].value(), "no kind is proposed before there is a team to hear it"
    assert "Når du har valgt team, ser du her hvem som hører saken." in page.text
    form = sent(cast, scene)
    silent = as_(cast.teacher).post(scene.url, {**form, "team": ""})
    assert silent.context["form"].errors["team"] == ["Velg teamet som skal ta opp saken."]
    chosen = as_(cast.teacher).post(scene.url, form)
    assert "Nå ser du hvem som hører dette i TST Sentrum." in chosen.text
    assert "Hold Barneverntjenesten utenfor denne saken" in chosen.text
    with as_system("test"):
        assert not Referral.objects.exists()
    as_(cast.teacher).post(scene.url, {**form, "seen": chosen.context["form"].seen_now})
    assert only_referral().team == scene.team


def test_the_form_says_exactly_who_will_read_and_who_has_no_consent(
    cast: Cast, scene: SimpleNamespace
) -> None:
    page = as_(cast.teacher).get(scene.url).text
    assert "Leses av: deg, Baksalen skole, Helsestasjonen, PPT og mor." in page
    assert "Mor har ikke sagt ja til at Barneverntjenesten får vite om dette" in page
    for choice in (
        "Hold Barneverntjenesten utenfor denne saken",
        "Spør om samtykke først",
        "Drøft uten navn",
    ):
        assert choice in page


def test_looking_at_another_kind_shows_who_hears_that_and_keeps_what_was_typed(
    cast: Cast, scene: SimpleNamespace
) -> None:
    page = as_(cast.teacher).post(scene.url, sent(cast, scene, kind="health", go="show", wish="help"))
    assert "Leses av: deg, Helsestasjonen og mor." in page.text
    assert "PPT leder teamet og må høre saken" in page.text
    assert QUESTION in page.text
    assert page.context["form"]["wish"].value() == "help"
    assert "Rett opp" not in page.text
    assert not Referral.objects.exists()


def test_sending_puts_the_case_on_the_table_and_says_when_the_team_meets(
    cast: Cast, scene: SimpleNamespace
) -> None:
    with as_user(cast.adviser.pk):
        starts_at = timezone.localtime().replace(hour=9, minute=0) + timedelta(days=4)
        meeting_plan(team=scene.team, starts_at=starts_at, place="Rådhuset")
    answer = as_(cast.teacher).post(scene.url, sent(cast, scene, urgent="on"), follow=True)
    assert f"/stafettlogger/{scene.case_id}/" in answer.redirect_chain[-1][0]
    assert "Emma er meldt til TST Sentrum. Neste møte er " in answer.text
    assert "kl. 09.00" in answer.text
    referral = only_referral()
    assert (referral.question, referral.urgent, referral.left_out) == (
        QUESTION,
        True,
        [cast.child_welfare.pk],
    )
    assert referral.pk in seen_by(cast, "nurse", Referral)
    assert referral.pk not in seen_by(cast, "child_welfare_worker", Referral)


def test_without_a_choice_for_barnevern_nothing_is_sent_and_nothing_is_lost(
    cast: Cast, scene: SimpleNamespace
) -> None:
    page = as_(cast.teacher).post(scene.url, sent(cast, scene, left_out=[]))
    assert page.status_code == 200
    assert "Velg hva dere gjør med Barneverntjenesten før du sender." in page.text
    assert QUESTION in page.text
    assert as_(cast.adviser).get(f"/stafettlogger/{scene.case_id}/").status_code == 404


def test_what_was_shown_of_the_room_must_still_be_true_when_it_is_sent(
    cast: Cast, scene: SimpleNamespace
) -> None:
    form = sent(cast, scene)
    seat(scene.team, cast.nav, cast.nav_office)
    page = as_(cast.teacher).post(scene.url, form)
    assert "er et annet enn det siden viste" in page.text
    assert "Hold NAV utenfor denne saken" in page.text
    wider = {**form, "kind": "health"}
    assert "er et annet enn det siden viste" in as_(cast.teacher).post(scene.url, wider).text
    with as_system("test"):
        assert not Referral.objects.exists()


def test_asking_for_consent_first_keeps_the_referral_as_a_draft(cast: Cast, scene: SimpleNamespace) -> None:
    teacher = as_(cast.teacher)
    form = opened_by(cast.teacher, scene.url)
    answer = teacher.post(scene.url, form | sent(cast, scene, go="consent"), follow=True)
    assert answer.redirect_chain[-1][0] == f"/stafettlogger/{scene.case_id}/samtykke/nytt/enheter/"
    assert "lagret som utkast" in answer.text
    page = teacher.get(scene.url)
    assert QUESTION in page.text
    assert page.context["form"].chosen_out == {cast.child_welfare.pk}
    teacher.post(scene.url, form | sent(cast, scene))
    with as_system("test"):
        assert not Draft.objects.exists()


def test_going_on_without_names_carries_the_team_and_nothing_of_the_child(
    cast: Cast, scene: SimpleNamespace
) -> None:
    answer = as_(cast.teacher).post(scene.url, sent(cast, scene, go="anonymous"), follow=True)
    assert answer.redirect_chain == [(f"/drofting/ny/?team={scene.team.pk}", 302)]
    assert answer.context["form"]["team"].value() == scene.team.pk
    assert QUESTION not in answer.text
    assert "Emma" not in answer.text


def test_a_unit_with_consent_can_be_left_out_too(cast: Cast, scene: SimpleNamespace) -> None:
    out = [cast.child_welfare.pk, cast.clinic.pk]
    as_(cast.teacher).post(scene.url, sent(cast, scene, left_out=out))
    assert only_referral().pk not in seen_by(cast, "nurse", Referral)
    assert scene.case_id not in seen_by(cast, "nurse", Case)


def test_when_the_one_who_leads_has_no_consent_only_asking_and_anonymity_are_left(
    cast: Cast, scene: SimpleNamespace
) -> None:
    withdraw(cast, scene.case_id, "mother", "ppt")
    page = as_(cast.teacher).get(scene.url)
    assert "PPT leder teamet og må høre saken. Derfor kan de ikke holdes utenfor." in page.text
    answer = as_(cast.teacher).post(scene.url, sent(cast, scene))
    assert "Den som leder teamet, må kunne høre saken." in answer.text
    forged = as_(cast.teacher).post(
        scene.url, sent(cast, scene, left_out=[cast.child_welfare.pk, cast.ppt.pk])
    )
    assert forged.status_code == 200
    with as_system("test"):
        assert not Referral.objects.exists()


def test_a_case_on_the_table_is_not_put_there_twice(cast: Cast, scene: SimpleNamespace) -> None:
    referral = refer(cast, scene.case_id, scene.team)
    teacher = as_(cast.teacher)
    page = teacher.get(scene.url).text
    assert "Emma står alt på bordet" in page
    assert f"/henvisninger/{referral.pk}/" in page
    assert "Saken er alt meldt til dette teamet" in teacher.post(scene.url, sent(cast, scene)).text
    assert only_referral() == referral


def test_a_holder_is_not_told_of_an_item_that_one_is_left_out_of(cast: Cast, scene: SimpleNamespace) -> None:
    pages = []
    for unseen in (False, True):
        before = transaction.savepoint()
        if unseen:
            refer(cast, scene.case_id, scene.team, left_out=("clinic", "child_welfare"))
        join(cast, scene.case_id, "nurse")
        hand_over(cast, scene.case_id, "teacher", "nurse", "clinic")
        nurse, typed = as_(cast.nurse), {"team": scene.team.pk, "kind": "school", "go": "show"}
        seen = nurse.post(scene.url, typed).context["form"].seen_now
        answer = nurse.post(scene.url, sent(cast, scene, seen=seen), follow=True)
        pages.append(plain(answer.text))
        transaction.savepoint_rollback(before)
    assert "Emma er meldt til TST Sentrum." in pages[0]
    assert pages[0] == pages[1]


def test_a_strictly_protected_child_is_never_referred_by_name(cast: Cast) -> None:
    make_team(cast)
    case_id = open_log(cast, address_protection=AddressProtection.STRICT)
    url = f"/stafettlogger/{case_id}/henvisning/"
    for page in (as_(cast.teacher).get(url), as_(cast.teacher).post(url, {"question": QUESTION})):
        assert "Emma har strengt fortrolig adresse" in page.text
        assert "Drøft uten navn" in page.text
        assert "Send til teamet" not in page.text
    with as_system("test"):
        assert not Referral.objects.exists()


def test_in_a_municipality_where_nobody_sits_in_a_team_the_page_says_so(cast: Cast) -> None:
    case_id = open_log(cast)
    page = as_(cast.teacher).post(f"/stafettlogger/{case_id}/henvisning/", {"question": QUESTION})
    assert "Ingen sitter i noe team ennå" in page.text


@pytest.mark.parametrize(
    ("person", "status"), [("mother", 403), ("father", 404), ("head", 404), ("adviser", 404)]
)
def test_nobody_but_the_relay_holder_refers(
    cast: Cast, scene: SimpleNamespace, person: str, status: int
) -> None:
    assert as_(getattr(cast, person)).get(scene.url).status_code == status


def test_the_way_from_the_case_is_for_the_relay_holder_only(cast: Cast, scene: SimpleNamespace) -> None:
    assert scene.url in as_(cast.teacher).get(f"/stafettlogger/{scene.case_id}/").text
    assert scene.url not in as_(cast.mother).get(f"/stafettlogger/{scene.case_id}/").text
