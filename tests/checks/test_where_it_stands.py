"""What two persons have registered and looked at, as «Hvem får lese hva» shows it: where each of it stands."""

from cases.case.models import Case, ParentalResponsibility
from cases.checks.models import What
from cases.consents.registered import registered_in
from cases.notices.targets import address
from municipality.access.identity import as_user
from municipality.notices.models import Notice
from tests.cast import Cast, years_ago
from tests.checks.helpers import looked_at, sent_back
from tests.checks.test_changes import lose, parents, propose
from tests.logs.helpers import as_
from tests.logs.opening import open_log
from tests.persons.helpers import born_on


def test_each_change_says_where_it_stands_and_what_holds_at_once_is_not_taken_back(
    cast: Cast,
) -> None:
    both = open_log(cast, parents=parents(cast))

    def rows() -> list[tuple[str, str, bool]]:
        with as_user(cast.teacher.pk):
            case = Case.objects.get(pk=both)
            found = registered_in(case, ParentalResponsibility.objects.filter(case=case))
            return [(row.one.what, row.stands, row.one.can_end) for row in found]

    born_on(cast, both, years_ago(8))
    born_on(cast, both, years_ago(7))
    looked_at(cast)
    born_on(cast, both, years_ago(6))
    sent_back(cast)
    lose(cast, both)
    assert rows() == [
        ("birth_date", "Falt bort", False),
        ("birth_date", "", False),
        ("birth_date", "Sendt tilbake", False),
        ("lost", "Venter på kontroll", False),
    ]
    looked_at(cast)
    propose(cast, both, What.RESPONSIBILITY)
    assert rows()[-2:] == [("lost", "", False), ("responsibility", "Venter på kontroll", True)]
    looked_at(cast)
    born_on(cast, both, years_ago(5))
    looked_at(cast)
    assert [row[:2] for row in rows()[-4:]] == [
        ("birth_date", "Sendt tilbake"),
        ("lost", "Gjelder ikke lenger"),
        ("responsibility", ""),
        ("birth_date", ""),
    ]
    assert rows()[1][1] == "Gjelder ikke lenger"


def test_the_notice_of_an_answer_leads_to_where_it_stands(cast: Cast) -> None:
    case_id = open_log(cast, parents=parents(cast))
    born_on(cast, case_id, years_ago(8))
    sent_back(cast)
    with as_user(cast.teacher.pk):
        (notice,) = Notice.objects.filter(notice_type="check.answered")
        assert address(notice) == f"/stafettlogger/{case_id}/samtykke/#kontroll"
    teacher = as_(cast.teacher)
    teacher.get(f"/stafettlogger/{case_id}/")  # which says nothing of it
    page = teacher.get("/").text
    assert "svar fra kontrollen" in page
    assert f'href="/stafettlogger/{case_id}/samtykke/"' in page
    assert 'id="kontroll"' in teacher.get(f"/stafettlogger/{case_id}/samtykke/").text
    assert "svar fra kontrollen" not in teacher.get("/").text


def test_a_consent_that_counts_for_nothing_while_a_date_waits_has_not_expired(cast: Cast) -> None:
    case_id = open_log(cast)
    assert "gjelder ikke nå" not in as_(cast.mother).get(f"/stafettlogger/{case_id}/samtykke/").text
    born_on(cast, case_id, years_ago(17))
    page = as_(cast.mother).get(f"/stafettlogger/{case_id}/samtykke/").text
    assert "gjelder ikke nå" in page
    assert "utløpt" not in page
