"""Takes typed values out of a document, and notes a problem with its line for each that is wrong.

A value that fails is left out or replaced by an empty one, so that one walk finds every mistake in the file.
"""

import re
from collections.abc import Collection
from contextlib import suppress
from datetime import date
from difflib import get_close_matches

from django.utils.translation import gettext as _

from municipality.organisation.document import Mapping, Problem, Scalar, Sequence, Value

_KEY = re.compile(r"[a-z0-9][a-z0-9-]*\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


class Checker:
    """Collects the problems of one document."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems

    def problem(self, line: int, text: str) -> None:
        self.problems.append(Problem(line, text))

    def mapping(
        self, value: Value, what: str, *, required: Collection[str], optional: Collection[str]
    ) -> Mapping:
        """The value as a mapping; keys that are missing, and keys that nobody reads, are problems."""
        if not isinstance(value, Mapping):
            self.problem(value.line, _("%(what)s skal være på formen {nøkkel: verdi}.") % {"what": what})
            return Mapping(value.line)
        for key, line in value.key_lines.items():
            if key not in required and key not in optional:
                self.problem(
                    line, _("Ukjent nøkkel «%(key)s».") % {"key": key} + _hint(key, [*required, *optional])
                )
        for key in required:
            if key not in value.entries:
                self.problem(value.line, _("%(what)s mangler «%(key)s».") % {"what": what, "key": key})
        return value

    def items(self, mapping: Mapping, key: str) -> list[Value]:
        """The items of the list under the key; none when the key is missing."""
        value = mapping.entries.get(key)
        if value is None:
            return []
        if not isinstance(value, Sequence):
            self.problem(value.line, _("«%(key)s» skal være en liste.") % {"key": key})
            return []
        return value.items

    def text(self, mapping: Mapping, key: str, max_length: int) -> str:
        """The text under the key, "" when it is missing or wrong. Empty text is a problem."""
        value = mapping.entries.get(key)
        return "" if value is None else self.as_text(value, key, max_length)

    def as_text(self, value: Value, what: str, max_length: int) -> str:
        """The value as a text of one to max_length characters, "" when it is not."""
        if not isinstance(value, Scalar) or value.tag == "null":
            self.problem(value.line, _("«%(what)s» skal være en tekst.") % {"what": what})
            return ""
        if value.tag != "str":
            self.problem(
                value.line,
                _('«%(what)s» skal være en tekst. Skriv den i anførselstegn: "%(text)s".')
                % {"what": what, "text": value.text},
            )
            return ""
        text = " ".join(value.text.split())
        if not text:
            self.problem(value.line, _("«%(what)s» er tom.") % {"what": what})
        elif len(text) > max_length:
            self.problem(
                value.line,
                _("«%(what)s» er for lang: %(length)d tegn, høyst %(max)d.")
                % {"what": what, "length": len(text), "max": max_length},
            )
            return ""
        return text

    def texts(self, mapping: Mapping, key: str, max_length: int) -> list[str]:
        """The texts of the list under the key; one that is written twice is a problem and counts once."""
        return list(self.texts_with_lines(mapping, key, max_length))

    def texts_with_lines(self, mapping: Mapping, key: str, max_length: int) -> dict[str, int]:
        """As `texts`, each with its line."""
        found: dict[str, int] = {}
        for item in self.items(mapping, key):
            text = self.as_text(item, key, max_length)
            if text in found:
                self.twice(item.line, text)
            elif text:
                found[text] = item.line
        return found

    def number(self, value: Value) -> str:
        """A municipality number, "" when it is not one. Quotes or not: digits count, not what YAML makes of 0602."""
        if (
            isinstance(value, Scalar)
            and len(value.text) == 4
            and value.text.isascii()
            and value.text.isdecimal()
        ):
            return value.text
        self.problem(value.line, _("Et kommunenummer skal ha fire siffer."))
        return ""

    def day(self, value: Value, what: str) -> date | None:
        """A day as 2027-07-31, with or without quotes; anything else is a problem and gives None."""
        if isinstance(value, Scalar) and _DAY.match(value.text):
            with suppress(ValueError):
                return date.fromisoformat(value.text)
        self.problem(value.line, _("«%(what)s» skal være en dag, skrevet slik: 2027-07-31.") % {"what": what})
        return None

    def key(self, mapping: Mapping, name: str, max_length: int) -> str:
        """The key that stands under the name, "" when it is missing or not one."""
        text = self.text(mapping, name, max_length)
        if text and not _KEY.match(text):
            self.problem(
                mapping.entries[name].line,
                _("«%(name)s» kan bare ha små bokstaver a–z, siffer og bindestrek.") % {"name": name},
            )
            return ""
        return text

    def boolean(self, value: Value, what: str) -> bool:
        """true or false; anything else is a problem and gives False."""
        if not isinstance(value, Scalar) or value.tag != "bool":
            self.problem(value.line, _("«%(what)s» skal være true (ja) eller false (nei).") % {"what": what})
            return False
        return value.text.lower() in ("true", "yes", "on")

    def integer(self, value: Value, what: str, low: int, high: int) -> int:
        """A whole number from low to high; anything else is a problem and gives low."""
        if (
            isinstance(value, Scalar)
            and value.tag == "int"
            and value.text.isascii()
            and value.text.isdecimal()
        ):
            number = int(value.text) if len(value.text) < 10 else high + 1
            if low <= number <= high:
                return number
        self.problem(
            value.line,
            _("«%(what)s» skal være et helt tall fra %(low)d til %(high)d.")
            % {"what": what, "low": low, "high": high},
        )
        return low

    def choice(self, mapping: Mapping, key: str, choices: Collection[str], default: str) -> str:
        """One of the choices; the default when the key is missing."""
        text = self.text(mapping, key, 100)
        if not text:
            return default
        return self.one_of(text, mapping.entries[key].line, key, choices) or default

    def one_of(self, text: str, line: int, what: str, choices: Collection[str]) -> str:
        """The text when it is one of the choices, else a problem and ""."""
        if text in choices:
            return text
        self.problem(
            line,
            _("«%(text)s» er ikke et valg for «%(what)s». Velg mellom: %(choices)s.")
            % {"text": text, "what": what, "choices": ", ".join(choices)},
        )
        return ""

    def twice(self, line: int, text: str) -> None:
        self.problem(line, _("«%(text)s» står to ganger.") % {"text": text})

    def reference(self, text: str, line: int, what: str, known: Collection[str]) -> bool:
        """Whether the text names something in the file; if not, a problem that suggests the nearest name."""
        if text in known:
            return True
        self.problem(
            line,
            _("%(what)s «%(text)s» finnes ikke i filen.") % {"what": what, "text": text} + _hint(text, known),
        )
        return False


def _hint(text: str, known: Collection[str]) -> str:
    near = get_close_matches(text, list(known), n=1)
    return " " + _("Mente du «%(near)s»?") % {"near": near[0]} if near else ""
