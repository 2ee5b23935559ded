"""What an e-mail address of ours looks like, and a telephone number.

An e-mail address is one, without anything that a mail server reads as more than one. The one definition for the field,
the database's constraint (so the expression must mean the same to Postgres) and the environment, which knows no Django.
Stricter than the standard: no quotes, comments or numbers of machines.
"""

import re
from typing import Final

_LETTERS = "A-Za-z0-9\\u00a1-\\uffff"
_LABEL = f"[{_LETTERS}]([{_LETTERS}-]{{0,61}}[{_LETTERS}])?"
_WORD = "[A-Za-z0-9#$&'*+/=?^_{|}~-]+"
ONE_PHONE: Final = r"^\+?[0-9][0-9 ]{1,28}$"
ONE_ADDRESS: Final = f"^{_WORD}(\\.{_WORD})*@{_LABEL}(\\.{_LABEL})+$"


def is_one_address(text: str) -> bool:
    """Whether it is one address. A line break at its end is not part of an address."""
    return re.fullmatch(ONE_ADDRESS, text) is not None and not text.endswith("\n")
