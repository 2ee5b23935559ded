"""The pages: what the family asks and reads, what a unit answers, the copy, and the form without an account."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.requests.copying import cover
from cases.requests.selectors import parts_to_answer, requests_own
from municipality.access.identity import as_system, as_user
from municipality.audit.acts import Act
from municipality.notices.models import Notice, NoticeType
from municipality.signin.proof import EmployeeIdentity
from tests.access.scenes import write
from tests.access_log import noted
from tests.cast import Cast
from tests.logs.helpers import as_
from tests.paper.pdf import faults, text_of
from tests.reports.helpers import reported
from tests.requests.helpers import WHY, answered, asked, found, part_of, refused_insight, told
from tests.signin.helpers import come


def page(client: Client, name: str, *keys: Any) -> str:
    return client.get(reverse(f"requests:{name}", args=keys)).text


def test_the_family_asks_and_reads_what_each_unit_answered_and_complains(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    mother = as_(cast.mother)
    assert reverse("requests:of_log", args=[emmas_log]) in mother.get(f"/stafettlogger/{emmas_log}/").text
    assert reverse("requests:of_log", args=[emmas_log]) in mother.get("/").text
    assert "ser du her hvem som skal svare" in page(mother, "of_log", emmas_log)
    mother.post(reverse("requests:insight", args=[emmas_log]), {"text": "Alt."})
    with as_user(cast.mother.pk):
        (request,) = requests_own(emmas_log)
    assert {one.unit for one in request.parts} == {cast.school.name, cast.clinic.name, cast.ppt.name}
    part_id = part_of(request.about.id, cast.school.pk)
    answered(cast.head, part_id, "partly", refusal="secret", reason=WHY, handed="I et møte.")
    with as_system("test: she is told"):
        assert Notice.objects.filter(user=cast.mother, notice_type=NoticeType.REQUEST_ANSWERED).count() == 1
    shown = page(mother, "of_log", emmas_log)
    for words in (
        WHY,
        "I et møte.",
        "personopplysningsloven § 16",
        "forvaltningsloven § 21",
        "venter",
    ):
        assert words in shown
    assert WHY in page(mother, "complain", emmas_log, part_id)
    assert as_(cast.nurse).get(reverse("requests:of_log", args=[emmas_log])).text.count(WHY) == 0


def test_a_unit_answers_from_min_dag_and_gives_it_on_a_page_of_its_own(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    part_id = part_of(asked(cast.mother, emmas_log, text="Alt fra i høst."), cast.school.pk)
    head, read = as_(cast.head), reverse("requests:read", args=[part_id])
    assert read in head.get("/").text
    assert "Krav fra familien" in page(head, "list")
    assert "Alt fra i høst." in head.get(read).text
    typed = {"answer": "refused", "refusal": "party", "reason": WHY, "version": "1"}
    assert (
        "Velg hvilken bestemmelse."
        in head.post(reverse("requests:answer", args=[part_id]), typed | {"refusal": ""}).text
    )
    answer = head.post(reverse("requests:answer", args=[part_id]), typed)
    assert answer["Location"] == reverse("requests:give", args=[part_id])
    confirm = head.get(answer["Location"])
    assert "Det kan ikke tas tilbake." in confirm.text
    version = confirm.context["form"]["version"].value()
    assert told(cast.mother, emmas_log)[cast.school.name] == ""
    head.post(answer["Location"], {"confirmed": "1", "version": version})
    assert told(cast.mother, emmas_log)[cast.school.name] == "refused"
    letter = head.get(reverse("requests:letter", args=[part_id]))
    assert "Emma" not in letter["Content-Disposition"]
    assert "forvaltningsloven § 19" in text_of(letter.content)
    assert faults(letter.content) == []
    acts = [one.act for one in noted(user=cast.head)]
    assert {Act.REQUEST_READ, Act.REQUEST_ANSWER, Act.REQUEST_GIVE, Act.REQUEST_LETTER} <= set(acts)
    assert cast.school.name in page(as_(cast.privacy_officer), "control")
    assert "Emma" not in page(as_(cast.privacy_officer), "control")


def test_who_wrote_a_note_comes_from_the_demand_to_the_note_and_is_not_asked_how_it_is_handed_over(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    entry_id = write(cast, emmas_log, "teacher", "school").pk
    request = asked(cast.mother, emmas_log, "correction", text="Feil.", should_be="Rett.", entry=entry_id)
    part_id, teacher = part_of(request, cast.school.pk), as_(cast.teacher)
    change = reverse("logs:change_entry", args=[emmas_log, entry_id])
    assert change in page(teacher, "read", part_id)
    assert "Hvordan får de det de har bedt om?" not in page(teacher, "answer", part_id)
    answered(cast.teacher, part_id, "refused", refusal="right", reason=WHY)
    assert change not in page(teacher, "read", part_id)
    complain = reverse("requests:complain", args=[emmas_log, part_id])
    sent: Any = as_(cast.mother).post(complain, {"text": "Nei."}, follow=True)
    assert "Du får svar her innen tre uker." in sent.text


def test_a_no_is_not_handed_over(cast: Cast, emmas_log: uuid.UUID) -> None:
    part_id = part_of(asked(cast.mother, emmas_log), cast.school.pk)
    typed = {"answer": "refused", "refusal": "party", "reason": WHY, "handed": "I posten.", "version": "1"}
    as_(cast.head).post(reverse("requests:answer", args=[part_id]), typed)
    assert found(cast.head, part_id).handed == ""


def test_who_hides_something_is_asked_on_min_dag_and_says_that_it_was_looked_at(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    report = reported(cast.teacher, case_id=emmas_log)
    asked(cast.mother, emmas_log)
    teacher, address = as_(cast.teacher), reverse("requests:look", args=["report", report.pk])
    assert address in teacher.get("/").text
    assert reverse("reports:change", args=[report.pk]) in teacher.get(address).text
    teacher.post(address, {"confirmed": "1"})
    assert address not in teacher.get("/").text
    (looked,) = noted(user=cast.teacher, act=Act.REPORT_READ)[-1:]
    assert looked.case_ids == []


@pytest.mark.parametrize("with_a_report", [True, False])
def test_the_copy_holds_what_she_reads_and_says_the_same_of_itself_to_everybody(
    cast: Cast, emmas_log: uuid.UUID, with_a_report: bool
) -> None:
    write(cast, emmas_log, "teacher", "school", text="Hun har fått en venn.")
    write(cast, emmas_log, "teacher", "school", text="Holdt tilbake.", withheld_because="child_at_risk")
    if with_a_report:
        reported(cast.teacher, case_id=emmas_log)
    mother = as_(cast.mother)
    answer = mother.get(reverse("requests:copy_data", args=[emmas_log]))
    data = json.loads(answer.content)
    assert (data["format"], data["version"], data["about_this_copy"]) == ("stafettpinnen-kopi", 1, cover())
    texts = {note["text"] for note in data["notes"]}
    assert "Hun har fått en venn." in texts
    assert "Holdt tilbake." not in answer.content.decode()
    assert {one["unit"] for one in data["shared_with"]} == {cast.school.name, cast.clinic.name, cast.ppt.name}
    paper = mother.get(reverse("requests:copy", args=[emmas_log]))
    assert "Emma" not in paper["Content-Disposition"] + answer["Content-Disposition"]
    said = text_of(paper.content)
    assert "Hun har fått en venn." in said
    assert "Holdt tilbake." not in said
    assert "Denne kopien er delvis." in said
    assert faults(paper.content) == []
    fetched = noted(user=cast.mother, act=Act.COPY_DATA)[0]
    assert any(one.startswith("entry:") for one in shown_in(fetched))
    assert as_(cast.teacher).get(reverse("requests:copy", args=[emmas_log])).status_code == 404


def shown_in(event: Any) -> list[str]:
    with as_system("test: what it held"):
        return [one for row in event.event.cases.all() for one in row.objects_shown]


def test_after_a_sign_in_that_leads_nowhere_services_are_asked_three_times(cast: Cast) -> None:
    ask = reverse("requests:outside")
    assert Client().get(ask)["Location"] == reverse("sign_in")
    answer, visitor = come(EmployeeIdentity("nowhere", "nobody"))
    assert ask in answer.text
    typed = {"services": [str(cast.school.service_id)], "text": "Om gutten min.", "contact": "Ola, 12345678"}
    assert "Velg minst én tjeneste." in visitor.post(ask, typed | {"services": []}).text
    for _each in range(3):
        assert visitor.post(ask, typed)["Location"] == reverse("requests:outside_sent")
    assert visitor.post(ask, typed)["Location"] == reverse("sign_in")
    with as_user(cast.head.pk):
        assert [one.contact for one in parts_to_answer(answered=False)] == ["Ola, 12345678"] * 3
    sent = visitor.get(reverse("requests:outside_sent")).text
    assert "Denne siden er den samme for alle." in sent
    (event, *_others) = noted(act=Act.REQUEST_OUTSIDE)
    assert event.event.user_id is None


def test_a_refused_answer_stands_when_it_is_complained_of(cast: Cast, emmas_log: uuid.UUID) -> None:
    part_id = refused_insight(cast, emmas_log)
    mother = as_(cast.mother)
    mother.post(reverse("requests:complain", args=[emmas_log, part_id]), {"text": "Jeg er uenig."})
    assert "Du har klaget på dette svaret." in page(mother, "of_log", emmas_log)
