"""The demo's way to sign in: its people in groups, each with a button, and what to type for Emma."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from demo.story import HOME, Persona, Story, read_story
from municipality.people.models import AccountType
from municipality.signin.ways import Way

SCHOOL = "Baksalen skole"

GROUPS: list[tuple[Promise, Callable[[Persona], bool]]] = [
    (_("Baksalen skole"), lambda who: who.unit == SCHOOL),
    (_("Andre tjenester"), lambda who: who.municipality == HOME and who.unit not in ("", SCHOOL)),
    (_("Familiene"), lambda who: who.account_type == AccountType.FAMILY),
    (
        _("Andre roller"),
        lambda who: who.account_type != AccountType.FAMILY and (not who.unit or who.municipality != HOME),
    ),
]


@dataclass(frozen=True)
class SignInButton:
    """A log-in button: where it posts, and whom it lets in; `role` in a word or two, `about` in a sentence."""

    url: str
    name: str
    role: str
    about: str


def one_click(request: HttpRequest) -> Way:
    """Everybody once, by group and by username, with buttons that lead on to `next`, and the words of the line.

    `as_in_production`: whether the demo's own provider can be tried.
    """
    story = read_story()
    after = f"?{urlencode({'next': request.GET['next']})}" if "next" in request.GET else ""
    buttons = {username: _button(who, after) for username, who in story.personas.items()}
    groups = [
        (title, [buttons[who.username] for who in story.personas.values() if belongs(who)])
        for title, belongs in GROUPS
    ]
    return Way(
        sign_in="demo/sign_in.html",
        front="demo/front_page.html",
        context={
            "buttons": buttons,
            "groups": groups,
            "words": _words(story),
            "as_in_production": bool(settings.SIGN_IN_PROVIDERS),
        },
    )


def _button(who: Persona, after: str) -> SignInButton:
    return SignInButton(
        url=reverse("demo:login", args=[who.username]) + after,
        name=who.name,
        # The usernames of those without a profession are Norwegian words for what they are: mor, ungdom, administrator.
        role=who.profession or who.username,
        about=who.description,
    )


def _words(story: Story) -> dict[str, str]:
    """Emma, her birth date, and the numbers of the family: what the guided list asks people to type."""
    family = story.family("havblikk")
    emma = family.children[0]
    mother, father = family.adults
    return {
        "child": emma.name,
        "born": f"{emma.born:%d.%m.%Y}",
        "child_number": emma.identity_number,
        "mother": mother.name,
        "mother_number": mother.identity_number,
        "father": father.name,
        "father_number": father.identity_number,
    }
