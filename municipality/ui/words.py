"""Words joined as in speech, numbers in runs, and how a child is named."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from municipality.ui.dates import age_text


def in_a_row(words: Iterable[str]) -> str:
    """«deg», «deg og Kari», «deg, Kari og Per»."""
    *first, last = words
    return _("%(first)s og %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def in_runs(lines: Iterable[int]) -> str:
    """Numbers of lines in rising order as people write them: 3, 7–12, 20."""
    runs: list[list[int]] = []
    for line in lines:
        if runs and line == runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    return ", ".join(f"{first}–{last}" if last > first else str(first) for first, last in runs)


_ORDER: Final = str.maketrans(
    "æäøöå", "{{||}"
)  # what follows z in ASCII; by its number å would come before æ


def by_alphabet(words: str) -> str:
    """A key to sort by, as in a Norwegian telephone book."""
    return words.casefold().translate(_ORDER)


class Child(NamedTuple):
    """A child as lists name it. One that is not born yet has a day on which it is expected, `due`."""

    name: str
    born: date | None
    due: date | None = None

    @property
    def age(self) -> str:
        """«9 år», or «termin 12.3.2027»."""
        if self.born:
            return age_text(self.born, timezone.localdate())
        return _("termin %(day)s") % {"day": date_format(self.due, "j.n.Y")} if self.due else ""

    @property
    def whom(self) -> str:
        """«Emma Eksempel, 9 år»: where somebody acts on a child, the first name alone could be another's."""
        return f"{self.name}, {self.age}"


def alike(children: Iterable[Child]) -> dict[Child, str]:
    """Those among them that would be called the same, each with its day of birth: «Ola Nes, 9 år (født 3.4.2017)»."""
    by_words: dict[str, set[Child]] = defaultdict(set)
    for child in children:
        by_words[child.whom].add(child)
    born = _("%(whom)s (født %(day)s)")
    return {
        child: born % {"whom": words, "day": date_format(child.born, "j.n.Y")}
        for words, same in by_words.items()
        if len(same) > 1
        for child in same
        if child.born
    }
