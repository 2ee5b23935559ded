"""Varsler: what waits for me, and the way to it."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.concerns.services import concern_register
from consent.models import HowWithdrawn
from consent.services import consent_withdraw
from municipality.access.identity import as_system, as_user
from municipality.navigation import unread_count
from municipality.notices.models import Notice
from tests.access_log import noted
from tests.cast import years_ago


def page_of(client, user):
    client.force_login(user)
    return client.get(reverse("notices:list")).content.decode()


def notice_of(user, **about):
    with as_system("test: look up"):
        return Notice.objects.get(user=user, **about)


def test_it_says_what_has_come_and_about_which_child(log, entry, client):
    page = page_of(client, log.nurse)
    assert "Det er skrevet et nytt notat" in page
    assert "Emma S-" in page
    assert "Havblikk" not in page


def test_nothing_waits_is_said_with_what_would_come_here(cast, client):
    assert "Ingenting venter på deg" in page_of(client, cast.nav)


def test_opening_a_notice_marks_it_as_read_and_leads_to_the_log(log, entry, client):
    notice = notice_of(log.nurse, entry_id=entry.pk)
    client.force_login(log.nurse)

    answer = client.post(reverse("notices:open", args=[notice.pk]))

    assert answer.url == reverse("logs:read", args=[log.case_id])
    assert notice_of(log.nurse, entry_id=entry.pk).read_at is not None


def test_an_invitation_leads_to_the_case_head_and_shows_initials_only(log, client):
    notice = notice_of(log.adviser, notice_type="case.invited")
    page = page_of(client, log.adviser)
    assert "E.H. S-" in page
    assert "Emma" not in page
    answer = client.post(reverse("notices:open", args=[notice.pk]))
    assert answer.url == reverse("heads:read", args=[log.case_id])


def test_a_concern_is_reached_from_its_notice(cast, client):
    with as_user(cast.teacher.pk):
        concern = concern_register(
            author=cast.teacher,
            unit=cast.school,
            child_name="Emma Havblikk",
            birth_date=years_ago(9),
            observed="Hun går alene.",
            since=years_ago(0),
        )
    client.force_login(cast.head)
    answer = client.post(reverse("notices:open", args=[notice_of(cast.head, concern_id=concern.pk).pk]))
    assert answer.url == reverse("concerns:read", args=[concern.pk])


def test_after_a_withdrawal_the_list_is_empty_and_the_notice_is_not_found(log, entry, client, rf):
    notice = notice_of(log.nurse, entry_id=entry.pk)
    with as_user(log.nurse.pk):
        assert unread_count(rf.get("/")) > 0
    with as_user(log.teacher.pk):
        consent_withdraw(case_id=log.case_id, how=HowWithdrawn.ORAL, unit_id=log.clinic.pk)

    assert "Ingenting venter på deg" in page_of(client, log.nurse)
    assert client.post(reverse("notices:open", args=[notice.pk])).status_code == 404
    assert notice_of(log.nurse, entry_id=entry.pk).read_at is None
    with as_user(log.nurse.pk):
        assert unread_count(rf.get("/")) == 0


def test_somebody_elses_notice_is_not_found_and_stays_unread(log, entry, client):
    notice = notice_of(log.nurse, entry_id=entry.pk)
    client.force_login(log.mother)
    assert client.post(reverse("notices:open", args=[notice.pk])).status_code == 404
    assert notice_of(log.nurse, entry_id=entry.pk).read_at is None


def test_marking_all_as_read_marks_ones_own_only(log, entry, client):
    client.force_login(log.nurse)
    client.post(reverse("notices:read_all"))
    assert notice_of(log.nurse, entry_id=entry.pk).read_at is not None
    assert notice_of(log.mother, entry_id=entry.pk).read_at is None


def test_unread_ones_come_first_and_then_the_newest(log, entry, client):
    client.force_login(log.nurse)
    client.post(reverse("notices:read_all"))
    with as_user(log.teacher.pk):
        from cases.logs.services import entry_write

        newer = entry_write(
            author=log.teacher, unit=log.school, case_id=log.case_id, kind="health", text="Ny."
        )
    page = page_of(client, log.nurse)
    assert page.index(str(notice_of(log.nurse, entry_id=newer.pk).pk)) < page.index(
        str(notice_of(log.nurse, entry_id=entry.pk).pk)
    )
    assert page.count("ds-tag") == 1


def test_the_list_shows_a_child_and_so_the_access_log_says_so(log, entry, client):
    page_of(client, log.nurse)
    [event] = noted(user=log.nurse, act="notice.list")
    assert (event.case_id, event.objects) == (log.case_id, [f"case:{log.case_id}", f"entry:{entry.pk}"])


@pytest.mark.parametrize("address", ["notices:list", "notices:read_all"])
def test_who_is_not_signed_in_is_sent_to_sign_in(db, client, address):
    method = client.get if address == "notices:list" else client.post
    assert method(reverse(address)).url.startswith(reverse("sign_in"))


def test_pages_turn_from_the_unread_to_the_read_and_no_notice_is_lost_or_stands_twice(cast, client):
    with as_system("test: 40 unread and 45 read"):
        moment = timezone.now()
        for number in range(85):
            Notice.objects.create(
                user=cast.nurse, notice_type="case.named", created_at=moment - timedelta(minutes=number),
                read_at=None if number % 2 == 0 and number < 80 else moment,
            )  # fmt: skip
        unread = [
            one.pk for one in Notice.objects.filter(user=cast.nurse, read_at=None).order_by("-created_at")
        ]
        read = Notice.objects.filter(user=cast.nurse, read_at__isnull=False).order_by("-created_at")
        all_of_them = [*unread, *(one.pk for one in read)]
    client.force_login(cast.nurse)
    found = []
    for number in (1, 2, 3):
        page = client.get(reverse("notices:list"), {"page": number}).content.decode()
        found += [uuid.UUID(key) for key in re.findall(r'action="/varsler/([0-9a-f-]{36})/"', page)]
        assert ('rel="next"' in page) == (number < 3)
    assert found == all_of_them
    beyond = client.get(reverse("notices:list"), {"page": 9}).content.decode()
    assert str(all_of_them[0]) in beyond
