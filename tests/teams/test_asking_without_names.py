"""Asking a team without names: what is refused, what is kept, and that nothing leads back to the one who asked."""

import re
from types import SimpleNamespace

import pytest
from django.test import Client

from cases.concerns.services import concern_register
from municipality.access.identity import as_system, as_user
from municipality.audit.models import Event
from municipality.notices.models import Notice
from municipality.organisation.models import Theme
from municipality.people.models import MembershipRole
from municipality.people.services import membership_start
from municipality.writing.models import Draft, Sending
from teams.discussions.models import AnonymousDiscussion
from teams.discussions.traces import name_in, number_in
from tests.cast import Cast, years_ago
from tests.logs.helpers import as_
from tests.logs.opening import open_log
from tests.teams.helpers import approve, begin, decide, give_district, make_team
from tests.writing.opened import autosave

ASK, CLAIM = "/drofting/ny/", "/drofting/svar/"
QUESTION = "Hvordan får vi barnet med i friminuttene?"


@pytest.fixture
def scene(cast: Cast) -> SimpleNamespace:
    """A team to ask, a theme, and a school that is big enough to be named."""
    with as_system("test: theme"):
        theme = Theme.objects.create(municipality=cast.home, name="Psykososiale vansker")
        cast.school.children = 240
        cast.school.save()
    return SimpleNamespace(team=make_team(cast), theme=theme)


def asked(cast: Cast, scene: SimpleNamespace, **changes: object) -> dict[str, object]:
    return {
        "team": scene.team.pk,
        "unit": cast.school.pk,
        "age_band": "6-9",
        "theme": scene.theme.pk,
        "arena": "school",
        "tried": "Vennegruppe siden i høst.",
        "question": QUESTION,
        "fits_many": "on",
    } | changes


def code_on(page: str) -> str:
    found = re.search(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b", page)
    assert found
    return found[0]


def ask(cast: Cast, scene: SimpleNamespace, **changes: object) -> str:
    """Asked by the teacher; returns the code."""
    return code_on(as_(cast.teacher).post(ASK, asked(cast, scene, **changes)).text)


def count() -> int:
    with as_system("test"):
        return AnonymousDiscussion.objects.count()


def test_the_code_is_shown_once_and_brings_the_answer_to_whoever_has_it(
    cast: Cast, scene: SimpleNamespace
) -> None:
    code = ask(cast, scene)
    assert "Teamet har ikke svart ennå" in as_(cast.teacher).post(CLAIM, {"code": code}).text
    meeting = begin(cast, scene.team)
    with as_system("test"):
        discussion = AnonymousDiscussion.objects.get()
    decide(cast, meeting, discussion)
    approve(cast, meeting)
    for spelled in (code, code.lower().replace("-", " ")):
        page = as_(cast.other_teacher).post(CLAIM, {"code": spelled})
        assert "Prøv dette." in page.text
        assert QUESTION in page.text


def test_a_code_that_is_none_is_told_beside_the_field_and_not_across_municipalities(
    cast: Cast, scene: SimpleNamespace
) -> None:
    code = ask(cast, scene)
    assert (
        "Vi finner ikke noe spørsmål med denne koden" in as_(cast.teacher).post(CLAIM, {"code": "AAAA"}).text
    )
    assert (
        "Vi finner ikke noe spørsmål med denne koden" in as_(cast.stranger).post(CLAIM, {"code": code}).text
    )
    assert QUESTION not in as_(cast.stranger).post(CLAIM, {"code": code}).text


def test_nothing_leads_from_the_question_to_the_one_who_asked(cast: Cast, scene: SimpleNamespace) -> None:
    teacher = as_(cast.teacher)
    form = autosave(cast.teacher, ASK, asked(cast, scene))
    with as_system("test"):
        assert Draft.objects.get().form == ASK
        events = Event.objects.count()
    assert QUESTION in teacher.get(ASK).text
    answer = teacher.post(ASK, form | asked(cast, scene))
    code = code_on(answer.text)
    assert answer.headers["Cache-Control"] == "no-store"
    with as_system("test"):
        assert not Draft.objects.exists()
        assert Event.objects.count() == events
        assert not Notice.objects.exists()
        assert not Sending.objects.exists()
        row = AnonymousDiscussion.objects.values().get()
    assert code not in str(row)
    assert set(row) == {
        "id", "team_id", "service_id", "unit_id", "age_band", "theme_id", "arena", "tried", "question", "asked_on",
        "claim", "answer", "answered_on",
    }  # fmt: skip
    assert code not in str(dict(teacher.session))
    assert code not in teacher.get("/team/").text


def test_the_same_form_sent_again_asks_nothing_twice_and_shows_the_same_code(
    cast: Cast, scene: SimpleNamespace
) -> None:
    teacher = as_(cast.teacher)
    sent = asked(cast, scene, claim=teacher.get(ASK).context["form"]["claim"].value())
    codes = {code_on(teacher.post(ASK, sent).text) for _time in range(2)}
    assert len(codes) == 1
    assert count() == 1


def test_other_words_from_the_same_form_are_asked_about_and_the_first_question_stands(
    cast: Cast, scene: SimpleNamespace
) -> None:
    teacher = as_(cast.teacher)
    sent = asked(cast, scene, claim=teacher.get(ASK).context["form"]["claim"].value())
    first = code_on(teacher.post(ASK, sent).text)
    other = teacher.post(ASK, sent | {"question": "Hva med skoleveien?"})
    assert "Du har alt sendt et spørsmål fra denne siden, og det står." in other.text
    assert "Hva med skoleveien?" in other.text
    assert count() == 1
    again = sent | {"question": "Hva med skoleveien?", "claim": other.context["form"]["claim"].value()}
    assert code_on(teacher.post(ASK, again).text) != first
    assert count() == 2


def test_the_code_is_in_no_draft_and_another_in_every_form_that_is_opened(
    cast: Cast, scene: SimpleNamespace
) -> None:
    teacher = as_(cast.teacher)
    autosave(cast.teacher, ASK, asked(cast, scene, claim="23456789ABCD"))
    claims = {teacher.get(ASK).context["form"]["claim"].value() for _time in range(2)}
    assert len(claims) == 2
    assert "23456789ABCD" not in claims


def test_loading_the_page_with_the_code_anew_asks_nothing_twice(cast: Cast, scene: SimpleNamespace) -> None:
    code = ask(cast, scene)
    again = as_(cast.teacher).post(ASK, asked(cast, scene))
    assert "Spørsmålet er alt sendt" in again.text
    assert code not in again.text
    assert count() == 1


def test_no_team_is_chosen_beforehand_but_that_of_the_district(cast: Cast, scene: SimpleNamespace) -> None:
    teacher = as_(cast.teacher)
    assert '<option value="" selected>Velg team</option>' in teacher.get(ASK).text
    silent = teacher.post(ASK, asked(cast, scene, team=""))
    assert silent.context["form"].errors["team"] == ["Velg teamet du vil spørre."]
    give_district(cast, scene.team, cast.school)
    assert teacher.get(ASK).context["form"]["team"].value() == scene.team.pk


def test_somebody_in_two_units_says_for_which_one_is_asked(cast: Cast, scene: SimpleNamespace) -> None:
    with as_system("test: two units"):
        membership_start(user=cast.teacher, unit=cast.clinic, role=MembershipRole.CASEWORKER)
    teacher = as_(cast.teacher)
    assert '<option value="" selected>Velg enhet</option>' in teacher.get(ASK).text
    silent = teacher.post(ASK, asked(cast, scene, unit=""))
    assert silent.context["form"].errors["unit"] == ["Velg enheten du skriver for."]
    assert count() == 0
    ask(cast, scene)
    assert count() == 1


def test_the_unit_is_kept_where_it_is_big_enough_and_only_its_service_where_it_is_not(
    cast: Cast, scene: SimpleNamespace
) -> None:
    page = as_(cast.teacher).get(ASK).text
    assert "Teamet ser hvor spørsmålet kommer fra: Baksalen skole." in page
    ask(cast, scene)
    with as_system("test"):
        assert AnonymousDiscussion.objects.get().unit_id == cast.school.pk
        cast.school.children = 12
        cast.school.save()
    page = as_(cast.teacher).get(ASK).text
    assert "tjenesten skole, uten navn på enheten" in page
    ask(cast, scene, question="Hva med skoleveien?")
    with as_system("test"):
        small = AnonymousDiscussion.objects.get(question="Hva med skoleveien?")
        assert (small.unit_id, small.service_id) == (None, cast.school.service_id)
    refused = as_(cast.teacher).post(ASK, asked(cast, scene, tried="Vi på Baksalen skole har prøvd."))
    assert "«Baksalen skole» er så liten at navnet kan peke på ett barn." in refused.text


def refusal(cast: Cast, scene: SimpleNamespace, **typed: object) -> str:
    page = as_(cast.teacher).post(ASK, asked(cast, scene, **typed))
    assert page.status_code == 200
    assert count() == 0
    for text in typed.values():
        assert str(text) in page.text, "nothing typed is lost"
    return str(page.text)


@pytest.mark.parametrize("word", ["Emma", "emma", "Emmas", "EKSEMPEL", "Mona"])
def test_names_of_those_in_ones_own_logs_are_refused_beside_the_field(
    cast: Cast, scene: SimpleNamespace, word: str
) -> None:
    open_log(cast)  # of Emma Eksempel, whose mother is Mona Eksempel
    assert f"Du har skrevet «{word}», som er navnet på noen" in refusal(
        cast, scene, question=f"Hva gjør vi når {word} gråter?"
    )


@pytest.mark.parametrize("spelled", ["Em\u00adma", "Em\u200bma", "Еmmа"])
def test_a_name_is_found_through_invisible_and_look_alike_letters(
    cast: Cast, scene: SimpleNamespace, spelled: str
) -> None:
    open_log(cast)
    page = as_(cast.teacher).post(ASK, asked(cast, scene, question=f"Hva gjør vi når {spelled} gråter?"))
    assert "som er navnet på noen du arbeider med" in page.text
    assert count() == 0


def test_the_name_of_a_child_one_is_worried_about_is_refused_too(cast: Cast, scene: SimpleNamespace) -> None:
    with as_user(cast.teacher.pk):
        concern_register(
            author=cast.teacher, unit=cast.school, child_name="Jonas Fiskvær", birth_date=years_ago(9), observed="x",
            since=years_ago(0),
        )  # fmt: skip
    assert "Du har skrevet «Fiskvær»" in refusal(cast, scene, tried="Snakket med familien Fiskvær.")


def test_a_name_that_only_others_work_with_is_not_told(cast: Cast, scene: SimpleNamespace) -> None:
    open_log(cast)
    page = as_(cast.nav).post(ASK, asked(cast, scene, unit=cast.nav_office.pk, question="Emma er lei seg."))
    assert "Ta vare på koden" in page.text


@pytest.mark.parametrize(
    "trace",
    [
        "12.3.2017", "12/3", "2017-03-12", "12. mars", "3. november 2025", "99 88 77 66", "+47 99887766",
        "120317 12345", "anne@example.com", "412\u00a034\u00a0567", "03\u201104\u20112017", "４１２３４５６７",
    ],
)  # fmt: skip
def test_dates_numbers_and_addresses_are_found(trace: str) -> None:
    assert number_in(f"Det begynte {trace} tror vi.")


@pytest.mark.parametrize(
    "plain",
    [
        "2-3 ganger i uka",
        "siden 2. klasse",
        "9 år",
        "kl. 10.05",
        "halvparten, 1 av 4",
        "siden 2024",
        "30 minutter",
    ],
)
def test_what_many_would_write_is_not_taken_for_a_number(plain: str) -> None:
    assert number_in(plain) == ""


def test_only_whole_words_are_names() -> None:
    names = frozenset({"emma", "liv"})
    assert name_in("Hun heter Liv.", names) == "Liv"
    assert name_in("Livet er femmaen.", names) == ""


def test_it_must_be_confirmed_that_the_text_fits_many(cast: Cast, scene: SimpleNamespace) -> None:
    page = as_(cast.teacher).post(ASK, asked(cast, scene, fits_many=""))
    assert "kryss av når den kan passe på minst fem barn" in page.text
    assert QUESTION in page.text
    assert count() == 0


def test_a_team_or_theme_of_another_municipality_and_a_unit_of_others_are_no_choices(
    cast: Cast, scene: SimpleNamespace
) -> None:
    with as_system("test"):
        theme = Theme.objects.create(municipality=cast.away, name="Annet sted")
    for changes in ({"theme": theme.pk}, {"unit": cast.ppt.pk}, {"team": scene.team.pk + 1}):
        assert as_(cast.teacher).post(ASK, asked(cast, scene, **changes)).context["form"].errors
    assert count() == 0


@pytest.mark.parametrize("person", ["mother", "administrator", "privacy_officer"])
@pytest.mark.parametrize("path", [ASK, CLAIM])
def test_only_those_who_work_in_a_unit_ask_and_fetch(cast: Cast, person: str, path: str) -> None:
    assert as_(getattr(cast, person)).get(path).status_code == 403


def test_where_nobody_sits_in_a_team_there_is_nobody_to_ask(cast: Cast) -> None:
    client: Client = as_(cast.teacher)
    assert "Ingen sitter i noe team ennå" in client.get(ASK).text
    assert "Ingen sitter i noe team ennå" in client.post(ASK, {"question": QUESTION}).text
