"""What is read or signed: the municipality's own words, or those that come with the product (standard.yaml)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import yaml
from django.utils import timezone

from municipality.organisation.choices import Secrecy, Source
from municipality.organisation.law import legal_reference
from municipality.secrecy.models import STANDARD, Kind, SecrecyText

BOKMAL: Final = "nb"
# The names of the languages in themselves. A family reads all that there are; staff read bokmål.
LANGUAGES: Final[Mapping[str, str]] = {"nb": "bokmål", "nn": "nynorsk", "en": "English"}
OF_A_PARTY: Final = "secrecy_of_a_party"

# Where an act binds, its row in law.yaml.
_PROVISIONS: Final[Mapping[str, str]] = {
    Secrecy.HEALTH: "confidentiality_of_health_personnel",
    Secrecy.KINDERGARTEN: "secrecy_kindergarten",
    Secrecy.PRIVATE_SCHOOL: "secrecy_private_school",
    Secrecy.ADMINISTRATION: "confidentiality_of_administration",
}
# The municipality's own people, by whom they are bound as: those who stand in for a colleague.
_OF_SOURCES: Final[Mapping[str, str]] = {
    Source.HEALTH: "confidentiality_of_health_personnel",
    Source.CHILD_WELFARE: "confidentiality_of_child_welfare",
}


@dataclass(frozen=True)
class Words:
    """One version. `texts`: by language; bokmål is always there."""

    kind: str
    version: int
    texts: Mapping[str, str]

    @property
    def text(self) -> str:
        return self.texts[BOKMAL]

    @property
    def others(self) -> list[tuple[str, str, str]]:
        """Code, name and text of the other languages."""
        return [
            (code, name, self.texts[code])
            for code, name in LANGUAGES.items()
            if code != BOKMAL and code in self.texts
        ]


@cache
def standard(kind: str) -> Words:
    """What comes with the product."""
    said = yaml.safe_load(Path(__file__).with_name("standard.yaml").read_text(encoding="utf-8"))
    return Words(kind, STANDARD, {code: text.strip() for code, text in said[kind].items()})


def words_of(municipality: int, kind: str) -> Words:
    """The version that holds."""
    last = SecrecyText.objects.filter(municipality=municipality, kind=kind).order_by("-version").first()
    return Words(kind, last.version, last.texts) if last else standard(kind)


def languages_of(kind: str) -> Mapping[str, str]:
    return LANGUAGES if kind == Kind.FAMILY else {BOKMAL: LANGUAGES[BOKMAL]}


def provision_of(secrecy: str, source: str) -> str:
    """The section that binds somebody, as it is called today; `source` is as whom those of the unit know things."""
    key = _PROVISIONS.get(secrecy) or _OF_SOURCES.get(source, "confidentiality_of_administration")
    return legal_reference(key, timezone.localdate())


def provision_of_a_party() -> str:
    return legal_reference(OF_A_PARTY, timezone.localdate())
