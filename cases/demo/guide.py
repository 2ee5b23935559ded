"""What the front page of the demo needs: its people in groups, and what to type for Emma."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.demo.story import Persona as Character
from cases.demo.story import read_story
from municipality.people.models import AccountKind
from municipality.people.signin import DemoGuide, Persona

HOME = "5603"
SCHOOL = "Baksalen skole"

GROUPS: list[tuple[Promise, Callable[[Character], bool]]] = [
    (_("Baksalen skole"), lambda who: who.unit == SCHOOL),
    (_("Andre tjenester"), lambda who: who.municipality == HOME and who.unit not in ("", SCHOOL)),
    (_("Familiene"), lambda who: who.kind == AccountKind.FAMILY),
    (
        _("Andre roller"),
        lambda who: who.kind != AccountKind.FAMILY and (not who.unit or who.municipality != HOME),
    ),
]


def demo_guide() -> DemoGuide:
    """Everybody once, and the words of the line: Emma, her birth date, and the numbers of the family."""
    story = read_story()
    emma_family = story.family("havblikk")
    emma = emma_family.children[0]
    mother, father = emma_family.adults
    assert emma.birth_date is not None  # noqa: S101 - every child of the file has one
    return DemoGuide(
        groups={
            title: [_persona(who) for who in story.personas.values() if belongs(who)]
            for title, belongs in GROUPS
        },
        words={
            "child": emma.name,
            "first_name": emma.name.split()[0],
            "born": f"{emma.birth_date:%d.%m.%Y}",
            "child_number": emma.identity_number,
            "mother": mother.name,
            "mother_number": mother.identity_number,
            "father": father.name,
            "father_number": father.identity_number,
        },
    )


def _persona(who: Character) -> Persona:
    # The usernames of those without a profession are Norwegian words for what they are: mor, ungdom, administrator.
    return Persona(
        username=who.username, name=who.name, role=who.profession or who.username, about=who.description
    )
