"""After a history: one of them opens the pages, and each shows what the oracle says and no more."""

from django.test import Client

from tests.access.play_statute import StatutePlay
from tests.access.reading_statute import statutes_fetched


def everything_fetched(play: StatutePlay, person: str) -> None:
    """The same through HTTP: each page shows what the oracle says and no more."""
    client = Client()
    client.force_login(play.user(person))
    listed = client.get("/stafettlogger/").content.decode()
    found = client.post("/stafettlogger/", {"q": "Emma"}, follow=True).content.decode()
    heads = client.get("/saksopplysninger/").content.decode()
    for case in play.cases:
        reads, sees_head = play.oracle.reads_case(person, case), play.oracle.reads_head(person, case)
        assert (f"/stafettlogger/{case.key}/" in listed) == reads, person
        assert (f"/stafettlogger/{case.key}/" in found) == (reads and not case.pregnancy), person
        assert (f"/saksopplysninger/{case.key}/" in heads) == sees_head, person
        assert (client.get(f"/saksopplysninger/{case.key}/").status_code == 200) == sees_head, person
        writes = client.get(f"/stafettlogger/{case.key}/notat/").status_code
        allowed = play.oracle.may_change(person, case) and not case.closed
        assert writes == (200 if allowed else 403 if reads else 404), person
        page = client.get(f"/stafettlogger/{case.key}/")
        assert page.status_code == (200 if reads else 404), person
        text = page.content.decode()
        for entry in case.entries:
            shown = play.oracle.reads_entry(person, case, entry)
            assert (entry.text in text) == shown, (person, entry)
        printed = client.get(f"/stafettlogger/{case.key}/utskrift/")
        assert printed.status_code == page.status_code, person
        for entry in case.entries:
            assert (entry.text in printed.text) == play.oracle.reads_entry(person, case, entry), (
                person,
                entry,
            )
        _work_fetched(play, person, client, case.key, text)
    _teams_fetched(play, person, client)
    statutes_fetched(play, person, client)


def _work_fetched(play: StatutePlay, person: str, client: Client, case_key: str, page: str) -> None:
    oracle, log = play.oracle, f"/stafettlogger/{case_key}"
    for goal in oracle.goals:
        if goal.case.key == case_key:
            assert (goal.text in page) == oracle.reads_goal(person, goal), person
    of_it = [measure for measure in oracle.measures if measure.goal.case.key == case_key]
    for measure in of_it:
        reads = oracle.reads_measure(person, measure)
        assert (f"{log}/tiltak/{measure.key}/" in page) <= reads, person
    for measure in of_it[-1:]:
        status = client.get(f"{log}/tiltak/{measure.key}/").status_code
        assert status == (200 if oracle.reads_measure(person, measure) else 404), person
    for plan in oracle.plans:
        if plan.case.key != case_key:
            continue
        status = client.get(f"{log}/plan/").status_code
        assert (status == 200) == oracle.reads_plan(person, plan), person
        for paper in plan.documents[-1:]:
            status = client.get(f"{log}/plan/pdf/{paper.key}/fil/").status_code
            assert (status == 200) == oracle.reads_file(person, plan, paper), person


def _teams_fetched(play: StatutePlay, person: str, client: Client) -> None:
    oracle = play.oracle
    for one in oracle.referrals[-2:]:
        page = client.get(f"/henvisninger/{one.key}/")
        reads = oracle.reads_referral(person, one)
        assert (page.status_code == 200) == reads, person
        assert (one.text in page.content.decode()) == reads, person
    for meeting in oracle.meetings[-1:]:
        page = client.get(f"/moter/{meeting.key}/")
        assert (page.status_code == 200) == oracle.sits(person), person
        text = page.content.decode()
        for one in oracle.referrals:
            assert (one.key in text) <= oracle.reads_referral(person, one), person
    for minutes in oracle.minutes[-1:]:
        for task in minutes.tasks[:1]:
            opened = client.get(f"/oppgaver/{task.key}/").status_code == 200
            assert opened == (oracle.reads_minutes(person, minutes) and task.person == person), person
