"""Ten codes for the day that phone and passkey are gone."""

import re
import secrets
from typing import Final

from municipality.runtime.sealing import keyed_index

HOW_MANY: Final = 10
# Without those that look alike: 31 signs, twelve of them are 59 bits.
SIGNS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS: Final = 3
_NO_SIGN: Final = re.compile(r"[\s-]")


def new_codes() -> list[str]:
    """In groups of four, as they are shown once."""
    return ["-".join(_group() for _group_no in range(GROUPS)) for _code in range(HOW_MANY)]


def _group() -> str:
    return "".join(secrets.choice(SIGNS) for _sign in range(4))


def code_hash(code: str, user_id: int) -> str:
    """As it is stored: keyed, so that nobody with the table alone can try codes against it."""
    return keyed_index(f"recovery code:{user_id}:{_NO_SIGN.sub('', code).casefold()}")
