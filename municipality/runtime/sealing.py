"""Identity numbers, drafts and documents at rest: AES-256-GCM with key id and place; a keyed index to find numbers by.

A sealed value is `key id NUL nonce(12) ciphertext`. The place (table, primary key, column) is authenticated
with it, so a value that is moved to another row no longer opens.
"""

import base64
import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12
LONGEST_KEY_ID = 40


def _place(table: str, pk: object, column: str) -> bytes:
    return f"{table}/{pk}/{column}".encode()


def seal_bytes(content: bytes, *, table: str, pk: object, column: str) -> bytes:
    """Encrypt under the current key (the first in FIELD_KEYS)."""
    key_id, key = next(iter(settings.FIELD_KEYS.items()))
    nonce = os.urandom(NONCE_BYTES)
    return key_id.encode() + b"\0" + nonce + AESGCM(key).encrypt(nonce, content, _place(table, pk, column))


def open_bytes(sealed: bytes, *, table: str, pk: object, column: str) -> bytes:
    """Decrypt. Raises cryptography's InvalidTag if the value was changed or moved, KeyError if its key is unknown."""
    key_id, _nul, rest = bytes(sealed).partition(b"\0")
    key = settings.FIELD_KEYS[key_id.decode()]
    return AESGCM(key).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], _place(table, pk, column))


def key_of(sealed: bytes) -> str:
    """The name of the key under which this is encrypted; its first letters where it is nothing encrypted."""
    return bytes(sealed).partition(b"\0")[0][:LONGEST_KEY_ID].decode(errors="replace")


def seal(text: str, *, table: str, pk: object, column: str) -> bytes:
    """`seal_bytes` of a text."""
    return seal_bytes(text.encode(), table=table, pk=pk, column=column)


def open_sealed(sealed: bytes, *, table: str, pk: object, column: str) -> str:
    """`open_bytes` of a text."""
    return open_bytes(sealed, table=table, pk=pk, column=column).decode()


def seal_as_text(text: str, *, table: str, pk: object, column: str) -> str:
    """`seal` in letters, for where bytes cannot be kept: a session, the cache server."""
    return base64.b64encode(seal(text, table=table, pk=pk, column=column)).decode()


def open_as_text(sealed: str, *, table: str, pk: object, column: str) -> str:
    """What `seal_as_text` was given. Raises besides what `open_bytes` does ValueError for what is not base64."""
    return open_sealed(base64.b64decode(sealed), table=table, pk=pk, column=column)


def keyed_index(text: str) -> str:
    """The 64 hex digits by which something is found without being readable (HMAC-SHA-256)."""
    return hmac.new(settings.BLIND_INDEX_KEY, text.encode(), hashlib.sha256).hexdigest()


def blind_index(digits: str) -> str:
    """`keyed_index` of an identity number. Other texts hold more than digits: none has the index of a number."""
    return keyed_index(digits)
