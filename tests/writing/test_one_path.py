"""There is one way to write something, and the pages that do not go it stand here with the reason."""

import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from municipality.writing.page import WritingPage

TEMPLATES: Final = [Path(settings.BASE_DIR) / folder for folder in ("templates", "demo/templates")]

SECRETS_TYPED: Final = (
    "sign_in second invitation invited_factor change_password add_totp remove_totp add_passkey remove_passkey"
    " renew_codes"
)
FORMS_WITH_SECRETS: Final = "_new_passkey add_totp codes invitation invitation_factor own_form second sign_in"
# Addresses that take a post and are no WritingPage.
OTHERWISE: Final = {
    "demo:login": "a click on a persona; nothing is typed",
    "logout": "one button, and the session ends",
    "openid:logged_out": "a provider's server says who has left: no form of ours, and ended once",
    "accounts:list": "a search",
    "take_invitation": "one button: yes or no",
    "choose_account": "one button: which of one's accounts",
    "go_on": "one button: somebody is still here",
    "sign_in_again": "one button, and the session ends",
    "profile:confirm_email": "one button: the link is used once",
    "session_end": "one button: a session elsewhere ends once",
    "sessions_end_others": "one button, the same",
    # What is typed there is a password or a code. It is kept nowhere, and so neither as a draft nor for its author.
    **{f"localaccounts:{name}": "asks for a password or a code" for name in SECRETS_TYPED.split()},
    "localaccounts:own": "only the decorator of these pages lets a post through; nothing is done with it",
    "localaccounts:invited_codes": "one button: the codes are kept, and one is in",
    "localaccounts:own_codes": "one button: the codes are kept",
    **{
        f"scim:{name}": "for a program that shows a token"
        for name in ("users", "groups", "search", "nowhere")
    },
    "concerns:list": "a search: what is looked for stands in the session, and leads back to the list",
    "logs:list": "a search",
    "logs:read": "a search in one log",
    "statute:find": "a search by number, which must not stand in an address; leads to the page of the decision",
    "drafts:save": "keeps drafts, for the script of every WritingPage",
    "drafts:forget": "one button: the draft is deleted",
    "notices:open": "one button: read, and on to what it is about",
    "notices:read_all": "one button",
    "remind": "one button; within a week the second is refused",
    "baton:cancel": "one button, beside the question that waits",
    "plans:order": "one button: whoever waits for a PDF already is given that one",
    "meetings:lift": "one button; the curtain falls again by itself, and nothing is stored but when it was lifted",
    "disclosures:find": "looks for a log by a number, which must not stand in an address",
    "requests:outside": "of somebody without an account, of whom nothing is kept: neither a draft",
    "discussions:claim": "reads an answer by its code, which must not stand in an address",
    "stafffile:upload": "leads to what the file would do; nothing is stored but the rows, for half an hour",
    "kostra:check": "checks a file that is never stored, before its form is read",
    "kostra:download": "the findings once more, as a spreadsheet",
}

# Templates with a form that is sent and does not carry the value that makes it be stored once.
WITHOUT_VALUE: Final = {
    "demo/_persona.html": "signs in",
    "demo/provider.html": "says at the demo's provider who one is; nothing of it is stored",
    "kostra/report.html": "a download",
    **{
        f"localaccounts/{name}.html": "a password, a code or a passkey, of which nothing may be kept"
        for name in FORMS_WITH_SECRETS.split()
    },
    "conversation/hand_screen.html": "a code, of which nothing may be kept",
    "conversation/on_screen.html": "the code that takes the screen back is kept nowhere",
    "logs/_search.html": "a search",
    "myday/_news.html": "reading a notice twice is reading it",
    "notices/list.html": "reading a notice twice is reading it",
    "signin/_session_end.html": "goes on, or signs out",
    "signin/take_invitation.html": "signs in",
    "signin/choose_account.html": "signs in",
    "profile/_sessions.html": "signs out elsewhere",
    "profile/confirm.html": "uses a link that works once",
    "ui/person.html": "signs out",
    "ui/search.html": "a search",
    "writing/_restored.html": "names the draft that is deleted, by the draft's own value",
    "writing/no_room.html": "sends again what was sent, with the value that is among its fields",
    "writing/sent_otherwise.html": "sends again what was sent, with the fresh value that is among its fields",
}


def test_every_address_that_takes_a_post_is_a_writing_page_or_says_why_not() -> None:
    otherwise = {name for name, view in addresses() if takes_post(view) and not is_writing_page(view)}
    assert otherwise - OTHERWISE.keys() == set(), "make it a WritingPage, or say here why not"
    assert OTHERWISE.keys() - otherwise == set(), "no longer needed here"


def test_every_form_that_is_sent_carries_the_value_that_makes_it_be_stored_once() -> None:
    without = {
        str(path.relative_to(folder))
        for folder in TEMPLATES
        for path in folder.rglob("*.html")
        if any("{% once" not in form for form in forms_sent(path.read_text(encoding="utf-8")))
    }
    assert without - WITHOUT_VALUE.keys() == set(), (
        "put {% once %} beside {% csrf_token %}, or say here why not"
    )
    assert WITHOUT_VALUE.keys() - without == set(), "no longer needed here"


def addresses() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every named address of the application, with its view."""

    def walk(patterns: list[Any], namespace: str) -> Iterator[tuple[str, Callable[..., Any]]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                yield from walk(pattern.url_patterns, inner)
            elif isinstance(pattern, URLPattern):
                yield f"{namespace}{pattern.name}", pattern.callback

    yield from walk(get_resolver().url_patterns, "")


def is_writing_page(view: Any) -> bool:
    return issubclass(getattr(view, "view_class", object), WritingPage)


def takes_post(view: Any) -> bool:
    """A function takes whatever its decorators let through: all of it when none of them asks."""
    if view_class := getattr(view, "view_class", None):
        return "post" in view_class.http_method_names and hasattr(view_class, "post")
    while view is not None:
        methods = inspect.getclosurevars(view).nonlocals.get("request_method_list")
        if methods is not None and "POST" not in methods:
            return False
        view = getattr(view, "__wrapped__", None)
    return True


def forms_sent(template: str) -> list[str]:
    """The forms with `method="post"`, each from its first tag to its last."""
    forms = re.findall(r"<form\b.*?</form>", template, re.DOTALL)
    assert len(forms) == template.count("<form"), "a form ends in the template it begins in"
    return [form for form in forms if 'method="post"' in form[: form.index(">")]]
