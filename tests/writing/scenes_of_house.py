"""Somebody before the pages about themselves, the municipality and its accounts."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from consent.form_words import product_words
from consent.services import form_edition_enter
from municipality.access.identity import as_system, as_user
from municipality.accounts.services import account_change, account_close, account_make, overseer_give
from municipality.notices.choices import KINDS
from municipality.organisation.agreements import agreement_enter
from municipality.people.models import AccountType, Membership
from municipality.scim.tokens import token_make, tokens
from municipality.stafffile.kept import Kept, keep
from municipality.stafffile.planning import plan_of
from municipality.stafffile.reading import read
from tests.absence.scene import away
from tests.cast import Cast, make_user
from tests.plans.helpers import in_days
from tests.writing.scenes import Scene


def register_absence(cast: Cast) -> Scene:
    stand_in = f"{cast.ppt_colleague.pk}:{cast.ppt.pk}"
    typed = {"first": f"{in_days(1):%d.%m.%Y}", "last": f"{in_days(5):%d.%m.%Y}", "stand_in": stand_in}
    return Scene("adviser", reverse("absence:register"), typed, ("Ppt_colleague",))


def register_absence_of(cast: Cast) -> Scene:
    """The leader's word for a colleague who is ill."""
    stand_in = f"{cast.other_teacher.pk}:{cast.school.pk}"
    typed = {"first": f"{in_days(1):%d.%m.%Y}", "last": f"{in_days(5):%d.%m.%Y}", "stand_in": stand_in}
    return Scene("head", reverse("absence:register_for", args=[cast.teacher.pk]), typed, ("Other_teacher",))


def change_absence(cast: Cast) -> Scene:
    absence_id = away(cast, "adviser", "ppt_colleague")
    typed = {"last": f"{in_days(9):%d.%m.%Y}", "stand_in": ""}
    return Scene("adviser", reverse("absence:change", args=[absence_id]), typed)


def end_absence(cast: Cast) -> Scene:
    absence_id = away(cast, "adviser", "ppt_colleague")
    return Scene("adviser", reverse("absence:end", args=[absence_id]), {"confirmed": "1"})


# --- the municipality


def shortcuts(_cast: Cast) -> Scene:
    return Scene("nurse", reverse("shortcuts:change"), {"used": "no"})


def my_phone(_cast: Cast) -> Scene:
    return Scene("nurse", reverse("profile:phone"), {"phone": "12 34 56 78", "phone_hours": "mandag 8–15"})


def my_choices(_cast: Cast) -> Scene:
    typed = {kind.key: "daily" for kind in KINDS}
    return Scene("nurse", reverse("profile:choices"), typed, ("checked",))


def my_email(_cast: Cast) -> Scene:
    return Scene("mother", reverse("profile:email"), {"email": "ingrid@example.org"})


def make_account(cast: Cast) -> Scene:
    typed = {"display_name": "Áile Åsmyr", "username": "aile", "email": "", "account_type": "staff"}
    return Scene("administrator", reverse("accounts:make"), typed, ("checked",))


def change_account(cast: Cast) -> Scene:
    url = reverse("accounts:change", args=[cast.nurse.pk])
    typed = {"display_name": "Nora Sykepleier", "email": "", "phone": "", "phone_hours": ""}
    return Scene("administrator", url, typed)


def give_place(cast: Cast) -> Scene:
    typed = {"unit": str(cast.ppt.pk), "role": "caseworker", "profession": "lærer", "ends_on": ""}
    return Scene(
        "administrator", reverse("accounts:read", args=[cast.nurse.pk]), typed, ("checked", "selected")
    )


def approve_account(cast: Cast) -> Scene:
    with as_system("test: another administrator"):
        other = make_user("second", cast.home, AccountType.ADMINISTRATOR)
    with as_user(other.pk):
        key = account_make(username="aile", display_name="Áile", email="", account_type="executive")
    return Scene("administrator", reverse("accounts:approve", args=[key]), {"confirmed": "1"})


def invite(cast: Cast) -> Scene:
    with as_user(cast.administrator.pk):
        account_change(
            user=cast.nurse, display_name="Nurse", email="nurse@example.invalid", phone="", phone_hours=""
        )
    return Scene("administrator", reverse("accounts:invite", args=[cast.nurse.pk]), {"confirmed": "1"})


def invite_all(cast: Cast) -> Scene:
    return Scene("administrator", reverse("accounts:invite_all"), invite(cast).typed)


def close_account(cast: Cast) -> Scene:
    return Scene("administrator", reverse("accounts:close", args=[cast.nurse.pk]), {"confirmed": "1"})


def reopen_account(cast: Cast) -> Scene:
    with as_user(cast.administrator.pk):
        account_close(cast.nurse)
    return Scene("administrator", reverse("accounts:reopen", args=[cast.nurse.pk]), {"confirmed": "1"})


def stop_membership(cast: Cast) -> Scene:
    with as_system("test: a membership"):
        membership = Membership.objects.filter(user=cast.nurse).earliest("pk")
    url = reverse("accounts:membership_stop", args=[membership.pk])
    return Scene("administrator", url, {"confirmed": "1"})


def give_a_leaders_place(cast: Cast) -> Scene:
    typed = {"service": "named", "starts_on": "", "ends_on": ""}
    url = reverse("accounts:overseer_give", args=[cast.nurse.pk])
    return Scene("administrator", url, typed, ("selected",))


def end_a_leaders_place(cast: Cast) -> Scene:
    with as_user(cast.administrator.pk):
        key = overseer_give(user=cast.nurse, service=None)
    return Scene("administrator", reverse("accounts:overseer_stop", args=[key]), {"confirmed": "1"})


def load_staff_file(cast: Cast) -> Scene:
    table = read("brukernavn;navn\naile;Áile Åsmyr".encode())
    assert cast.administrator.pk is not None
    keep(cast.administrator.pk, Kept(table, is_all=False))
    with as_user(cast.administrator.pk):
        shown = plan_of(table, is_all=False, municipality=cast.home).digest
    return Scene("administrator", reverse("stafffile:changes"), {"plan_shown": shown})


def agreement(cast: Cast) -> Scene:
    typed = {"name": "Legekontoret", "organisation": "310000000", "agreed_on": "1.1.2026", "ends_on": ""}
    return Scene("administrator", reverse("administration:agreements"), typed)


def end_agreement(cast: Cast) -> Scene:
    with as_user(cast.administrator.pk):
        key = agreement_enter(
            organisation="310000000", name="Legekontoret", agreed_on=date(2026, 1, 1), ends_on=None
        )
    return Scene("administrator", reverse("administration:agreement_end", args=[key]), {"confirmed": "1"})


def _form_typed(**changes: str) -> dict[str, str]:
    texts = {f"text_{key}": " ".join(text.splitlines()) for key, text in product_words("nb").texts.items()}
    return {**texts, "valid_from": f"{timezone.localdate():%d.%m.%Y}", "checked_by": "", **changes}


def new_version(cast: Cast) -> Scene:
    return Scene("administrator", reverse("formtexts:change", args=["en"]), _form_typed())


def new_language(cast: Cast) -> Scene:
    typed = _form_typed(language="uk", name="ukrainsk", own_name="українська")
    return Scene("administrator", reverse("formtexts:add"), typed)


def check_translation(cast: Cast) -> Scene:
    with as_user(cast.administrator.pk):
        key = form_edition_enter(
            language="uk", name="ukrainsk", own_name="українська", texts=dict(product_words("nb").texts),
            valid_from=timezone.localdate(), checked_by="",
        )  # fmt: skip
    return Scene("administrator", reverse("formtexts:check", args=[key]), {"checked_by": "Språksenteret"})


def make_token(cast: Cast) -> Scene:
    typed = {"tenant": "11111111-2222-3333-4444-555555555555"}
    return Scene("administrator", reverse("scim:tokens"), typed)


def end_token(cast: Cast) -> Scene:
    with as_user(cast.administrator.pk):
        token_make("11111111-2222-3333-4444-555555555555")
        key = tokens()[0].id
    return Scene("administrator", reverse("scim:token_end", args=[key]), {"confirmed": "1"})


def settings(cast: Cast) -> Scene:
    return Scene("administrator", reverse("administration:settings"), {"executive_title": "Rådmann"})
