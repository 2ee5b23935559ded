"""A translation of the consent form that the demo's municipality has added, and that nobody has checked."""

from pathlib import Path
from typing import Final

import yaml

from consent.services import form_edition_enter
from demo.laying import Laying
from demo.story import HOME
from municipality.access.identity import as_user
from municipality.people.models import AccountType

ARABIC: Final = Path(__file__).with_name("form_ar.yaml")


def lay_form_texts(laying: Laying) -> None:
    said = yaml.safe_load(ARABIC.read_text(encoding="utf-8"))
    administrator = next(
        one
        for one in laying.story.personas.values()
        if (one.municipality, one.account_type) == (HOME, AccountType.ADMINISTRATOR)
    )
    with as_user(laying.users[administrator.username].pk):
        form_edition_enter(**said, valid_from=laying.today, checked_by="")
