"""Text as it is kept, and as it is compared.

What people paste comes in several spellings of the same letters, with characters that nobody sees.
"""

import re
import unicodedata
from typing import Final

BREAKS: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
SPACES: Final = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
HYPHENS: Final = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
JOINER: Final = "\u200d"  # holds several signs together as one picture
PICTURES: Final = ("So", "Sk", "Mn")
# Letters of other alphabets that look like ours, in lower case.
LOOK_ALIKES: Final = str.maketrans("аеорсухіјѕһԁɡοαиνρτυкмвт", "aeopcyxijshdgoauvptykmbt")


def as_stored(text: str) -> str:
    """The text with composed letters (NFC), one character for a line break, plain spaces, and nothing invisible."""
    plain = SPACES.sub(" ", BREAKS.sub("\n", unicodedata.normalize("NFC", text)))
    if plain.isascii() and plain.replace("\n", "").replace("\t", "").isprintable():
        return plain
    return "".join(one for at, one in enumerate(plain) if _is_kept(one, plain[at - 1 : at]))


def _is_kept(one: str, before: str) -> bool:
    if one == JOINER:
        return bool(before) and unicodedata.category(before) in PICTURES
    return one in "\n\t" or unicodedata.category(one) not in ("Cc", "Cf", "Cs")


def as_compared(text: str) -> str:
    """The text as names and numbers are looked for in it: small letters, one hyphen, no look-alikes."""
    folded = unicodedata.normalize("NFKC", as_stored(text)).casefold()
    return HYPHENS.sub("-", as_stored(folded)).translate(LOOK_ALIKES)
