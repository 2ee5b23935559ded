"""The page «Noen andre svarer i stedet», from an undring and in a log."""

from typing import Any

from consent.deputies import Deputy
from municipality.access.identity import as_system
from tests.cast import Cast
from tests.conversation.helpers import MOTHER, Walk, a_concern, open_question
from tests.conversation.test_deputies import CALLED
from tests.logs.helpers import as_
from tests.logs.opening import open_log
from tests.plans.helpers import in_days


def typed(cast: Cast, kind: str = "care_order", **more: str) -> dict[str, Any]:
    by_barnevern = kind == "care_order"
    return {
        "kind": kind,
        "unit": str(cast.child_welfare.pk) if by_barnevern else "",
        "name": "" if by_barnevern else "Vera Verge",
        "ascertained": "dokument",
        "starts": f"{in_days(0):%d.%m.%Y}",
        "ends": "",
    } | more


def walked(cast: Cast, *, age: int = 9) -> Walk:
    walk = Walk(cast.teacher, concern=a_concern(cast, age=age))
    if age < 18:
        walk.child(cast.emma_number.digits)
        walk.grown_ups(MOTHER)
    else:
        walk.send("barnet", {"which_number": "pending", "address_protection": "none"})
    return walk


def test_care_taken_over_is_written_down_in_the_conversation_and_barnevern_is_asked_instead(
    cast: Cast,
) -> None:
    walk = walked(cast)
    page = walk.send("i_stedet", typed(cast)).text
    assert "Barneverntjenesten, etter vedtak om omsorgsovertakelse" in page
    walk.units([(cast.clinic, ["health"])])
    walk.period()
    walk.read()
    answers = walk.get("svar").text
    assert "Hva sier den som svarer etter vedtak?" in answers
    assert "Hva sier Mona?" not in answers
    walk.says({CALLED: "yes"})
    walk.open_log()
    assert open_question(walk.key) is None


def test_written_down_by_mistake_it_is_taken_away_as_long_as_nobody_has_answered(cast: Cast) -> None:
    walk = walked(cast)
    page = walk.send("i_stedet", typed(cast))
    away = page.text.split('href="')
    url = next(one.split('"')[0] for one in away if "/bort/" in one)
    assert "Vera Verge" not in walk.client.post(url, {"confirmed": "1"}, follow=True).text
    assert walk.get("i_stedet").text.count("/bort/") == 0


def test_in_a_log_what_happens_at_once_is_said_before_it_is_done(cast: Cast) -> None:
    case_id = open_log(cast)
    walk = Walk(cast.teacher, case=case_id)
    page = walk.send("i_stedet", typed(cast)).text
    assert "Foreldrene leser ikke stafettloggen lenger." in page
    assert as_(cast.mother).get(f"/stafettlogger/{case_id}/").status_code == 200
    page = walk.send("i_stedet", typed(cast) | {"confirmed": "1"})
    assert page.request["PATH_INFO"] == f"/saksopplysninger/{case_id}/"
    assert as_(cast.mother).get(f"/stafettlogger/{case_id}/").status_code == 404


def test_where_the_log_goes_on_the_holder_does_so_too(cast: Cast) -> None:
    case_id = open_log(cast)
    page = Walk(cast.teacher, case=case_id).send("i_stedet", typed(cast, "verge"))
    assert page.request["PATH_INFO"] == f"/stafettlogger/{case_id}/samtykke/"


def test_what_stands_in_a_field_of_another_kind_is_neither_kept_nor_judged(cast: Cast) -> None:
    walk = walked(cast)
    walk.send("i_stedet", typed(cast, name="Vera Verge", identity_number="1"))
    walk.send("i_stedet", typed(cast, "foster", unit=str(cast.child_welfare.pk), identity_number="1"))
    with as_system("test: who answers instead"):
        kept = Deputy.objects.order_by("registered_at").values_list("kind", "unit", "name")
        assert list(kept) == [("care_order", cast.child_welfare.pk, ""), ("foster", None, "Vera Verge")]


def test_each_field_says_to_which_kinds_it_belongs(cast: Cast) -> None:
    page = walked(cast).get("i_stedet").text
    for kinds in ("care_order|acute|moving_ban", "verge|representative|verge_adult"):
        assert f'data-shown-for="kind={kinds}"' in page


def test_a_name_is_asked_of_a_person_and_a_unit_of_barnevern(cast: Cast) -> None:
    walk = walked(cast)
    assert "Skriv navnet på den som svarer." in walk.send("i_stedet", typed(cast, "verge", name="")).text
    assert "Velg barneverntjenesten" in walk.send("i_stedet", typed(cast, unit="")).text
    before = f"{in_days(-5):%d.%m.%Y}"
    assert "Velg hva du har sett." in walk.send("i_stedet", typed(cast, ascertained="", starts=before)).text


def test_for_somebody_of_age_only_a_verge_can_answer(cast: Cast) -> None:
    walk = walked(cast, age=18)
    page = walk.get("i_stedet").text
    assert "Verge for en voksen" in page
    assert "omsorgsovertakelse" not in page
    assert "Vera Verge" in walk.send("i_stedet", typed(cast, "verge_adult")).text


def test_the_page_is_not_there_before_the_conversation_has_begun(cast: Cast) -> None:
    walk = Walk(cast.teacher, concern=a_concern(cast))
    assert "Hvem gjelder det?" in walk.get("i_stedet").text


def test_foster_parents_answer_only_beside_barnevern_and_the_page_says_so(cast: Cast) -> None:
    page = walked(cast).get("i_stedet").text
    part = page.split('data-shown-for="kind=foster|institution"')[1]
    assert "svarer bare ved siden av barneverntjenesten" in part.split("</p>")[0]
