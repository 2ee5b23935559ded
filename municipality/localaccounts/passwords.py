"""Hashing passwords, and comparing them in the same time whether there is an account or not."""

import secrets
from functools import cache

from django.contrib.auth.hashers import check_password, make_password


def password_hash(password: str) -> str:
    """As it is stored: argon2, with its own salt (PASSWORD_HASHERS)."""
    return make_password(password)


def is_right(password: str, stored: str) -> bool:
    """Whether this is the password. Without a stored one (empty) it takes as long, and is not."""
    instead = _nobodys()
    return check_password(password, stored or instead) and stored != ""


@cache
def _nobodys() -> str:
    """The hash of a password that nobody knows."""
    return make_password(secrets.token_urlsafe())
