"""A consent as a PDF: what was read, who answered what, and until when each part holds; and the empty form."""

import re
import uuid
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.utils import timezone

from cases.consents import paper
from consent.form_words import PRODUCT_VERSION, product_words
from consent.models import Consent
from consent.readings import Reading
from municipality.access.identity import as_system
from municipality.paper.making import lay_out
from tests.access.scenes import join, withdraw
from tests.access_log import noted
from tests.attacks.helpers import browser
from tests.cast import EVERYBODY, FAMILY, Cast
from tests.logs.opening import open_log
from tests.paper.pdf import faults, text_of


def address(case_id: uuid.UUID, number: int = 0) -> str:
    with as_system("test: the consent"):
        found = Consent.objects.filter(case_id=case_id).order_by("registered_at")[number]
    return f"/stafettlogger/{case_id}/samtykke/{found.pk}/pdf/"


def words_of(cast: Cast, person: str, where: str) -> str:
    answer: Any = browser(getattr(cast, person)).get(where)
    assert answer.status_code == 200
    return text_of(answer.content)


def test_it_says_what_was_read_who_answered_and_until_when_each_part_holds(cast: Cast) -> None:
    case_id = open_log(cast)
    answer = browser(cast.mother).get(address(case_id))
    assert faults(answer.content) == []
    # A line can go on on the next page.
    words = re.sub(r"Skjema \S+ · skrevet ut \S+ Side 1 av 2 ", "", text_of(answer.content))
    with as_system("test: what was read"):
        read = Reading.objects.values_list("text", flat=True).get(consent__case_id=case_id)
    for line in filter(None, read.splitlines()):
        assert line in words
    today, last = timezone.localdate(), timezone.localdate() + timedelta(days=200)
    for said in (
        "Emma Eksempel", "Mona Eksempel", "mor, med foreldreansvar", "Har sagt ja", "i en samtale",
        f"Skjema {PRODUCT_VERSION}", "på bokmål, av Teacher", cast.clinic.name,
        "helse, skole og barnehage", "alt tjenestene vet",
        "Slik trekker dere samtykket", f"{today.day}. ", str(last.year),
    ):  # fmt: skip
        assert said in words, said
    assert answer["Content-Disposition"] == f'attachment; filename="samtykke-{today}.pdf"'


def test_a_part_that_was_withdrawn_says_so(cast: Cast) -> None:
    case_id = open_log(cast)
    assert "Trukket" not in words_of(cast, "mother", address(case_id))
    withdraw(cast, case_id, "mother", "clinic")
    assert "Trukket" in words_of(cast, "mother", address(case_id))


def test_only_those_who_are_told_the_text_have_the_paper_and_the_link_to_it(cast: Cast) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "adviser", "ppt")
    where, page = address(case_id), f"/stafettlogger/{case_id}/samtykke/"
    for person in EVERYBODY:
        client = browser(getattr(cast, person))
        status = client.get(where).status_code
        assert status == (200 if person in ("teacher", "mother") else 404), person
        if person in ("teacher", "mother", "adviser"):
            assert (where in client.get(page).text) == (status == 200), person
    done = noted(act="consent.print", case_id=case_id)
    assert {one.user_id for one in done if not one.refused} == {cast.teacher.pk, cast.mother.pk}
    assert cast.adviser.pk in {one.user_id for one in done if one.refused}


@pytest.mark.parametrize("protection", ["fortrolig", "strengt_fortrolig"])
def test_with_a_protected_address_it_names_services_and_no_unit_whoever_has_it(
    cast: Cast, protection: str
) -> None:
    case_id = open_log(cast, address_protection=protection)
    for person in ("mother", "teacher"):
        words = words_of(cast, person, address(case_id))
        for unit in (cast.school, cast.clinic):
            assert unit.name not in words, (person, unit)
            assert unit.service.name in words
        assert "Mona Eksempel" in words
        assert "av Teacher" not in words
        assert product_words("nb").lines("told")[0] in words


def test_of_a_consent_for_barnevern_nobody_who_must_not_know_finds_a_paper(cast: Cast) -> None:
    case_id = open_log(cast, shares={"school": ("school", "child_welfare"), "ppt": ("school",),
                                     "child_welfare": ("child_welfare",)})  # fmt: skip
    join(cast, case_id, "adviser", "ppt")
    assert browser(cast.teacher).get(address(case_id)).status_code == 200
    nothing = f"/stafettlogger/{case_id}/samtykke/{uuid.uuid4()}/pdf/"
    client = browser(cast.adviser)
    assert client.get(address(case_id)).status_code == client.get(nothing).status_code == 404


def test_of_another_log_a_consent_is_not_found(cast: Cast) -> None:
    first, second = open_log(cast), open_log(cast, number=cast.youth_number)
    of_the_second = address(second).replace(str(second), str(first))
    assert browser(cast.teacher).get(of_the_second).status_code == 404


def test_the_empty_form_has_the_words_of_the_form_and_names_nobody(cast: Cast) -> None:
    open_log(cast)
    answer = browser(cast.teacher).get("/samtykkeskjema/")
    assert faults(answer.content) == []
    words = text_of(answer.content)
    for line in product_words("nb").lines("told"):
        assert line in words
    assert f"Skjema {PRODUCT_VERSION}" in words
    assert words.count("☐") > 40
    for name in ("Emma", "Mona", "Teacher", cast.school.name):
        assert name not in words


def test_an_empty_form_is_laid_out_once_for_everybody_who_gets_the_same_words(cast: Cast) -> None:
    paper._of_nobody.cache_clear()
    with mock.patch.object(paper, "lay_out", wraps=lay_out) as laid_out:
        forms: list[Any] = [
            browser(getattr(cast, one)).get("/samtykkeskjema/") for one in ("teacher", "nurse", "stranger")
        ]
        assert forms[0].content == forms[1].content
        of_home = [cast.home.name in one.args[0] for one in laid_out.call_args_list]
        assert of_home == [True, False], "the stranger's is of another municipality"
        assert f"{cast.away.name} kommune" in text_of(forms[2].content)
        browser(cast.teacher).get("/samtykkeskjema/", {"sprak": "en"})
        assert laid_out.call_count == 3


def test_families_are_given_no_empty_form(cast: Cast) -> None:
    for person in FAMILY:
        assert browser(getattr(cast, person)).get("/samtykkeskjema/").status_code == 404
