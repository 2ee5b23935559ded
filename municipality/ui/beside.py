"""What is shown beside a field, and follows what is typed: who will read it, and what to do first."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

Lines = Mapping[tuple[str, ...], str]  # by what the followed fields say


@dataclass(frozen=True)
class Readers:
    """Who reads what is written in a field: `text`, or the one of `texts` that the fields of `follows` decide.

    A key of `texts` has a value for each of these fields, in their order. Of a field with `?` after its name it
    only counts whether something is chosen: "1" or nothing.
    """

    text: str
    follows: tuple[str, ...] = ()
    texts: Lines | None = None

    @property
    def followed(self) -> str:
        """The names for the script that follows the fields."""
        return " ".join(self.follows)

    @property
    def texts_json(self) -> str:
        """The texts for the same script."""
        return json.dumps(
            {"|".join(key): text for key, text in (self.texts or {}).items()}, ensure_ascii=False
        )


@dataclass(frozen=True)
class Callout:
    """What is shown beside a field when this answer is chosen; without a script it is always shown."""

    answer: str
    html: SafeString
