"""PATCH (RFC 7644, 3.5.2), with the habits of Entra ID: `op` in capital letters, paths as keys of a value without a
path, members to be removed as a value, and a path with a filter that is to make what it does not find."""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _

from municipality.scim.errors import ScimError, invalid
from municipality.scim.resources import State, members_of, set_group, set_user

SCHEMA: Final = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
MOST: Final = 1000
READ_ONLY: Final = frozenset({"id", "meta", "meta.version", "schemas"})
_URN: Final = re.compile(r"urn:ietf:params:scim:schemas:core:2\.0:(?:user|group):", re.IGNORECASE)
_OTHER_URN: Final = re.compile(r"urn:[\w:.-]+\Z", re.IGNORECASE)
_PATH: Final = re.compile(r"([a-z$][\w$-]*)(?:\[(.{1,200})\])?(?:\.([a-z$][\w$-]*))?\Z", re.IGNORECASE)
_ONE: Final = re.compile(r'\s*(\w+)\s+eq\s+(?:"((?:[^"\\]|\\.)*)"|(true|false))\s*\Z', re.IGNORECASE)


class Step(NamedTuple):
    """One thing to do: `path` in small letters without filter, and what the filter asks for, as (attribute, value)."""

    how: str
    path: str
    only: tuple[str, str] | None
    value: Any


def patch_user(state: State, body: Any) -> State:
    """The account after the operations, all of them or none."""
    return _patched(state, body, _user_step)


def patch_group(state: State, body: Any) -> State:
    return _patched(state, body, _group_step)


def _patched(state: State, body: Any, do: Callable[[State, Step], None]) -> State:
    after = dict(state)
    for step in _steps(body):
        if step.path in READ_ONLY:
            raise ScimError(400, "mutability", _("Dette bestemmer vi selv."))
        do(after, step)
    return after


def _steps(body: Any) -> Iterable[Step]:
    operations = next((one for name, one in body.items() if name.lower() == "operations"), None)
    if not isinstance(operations, list) or not 0 < len(operations) <= MOST:
        raise ScimError(400, "invalidSyntax", _("Operations er en liste med 1 til 1000 endringer."))
    for one in operations:
        yield from _steps_of(one)


def _steps_of(operation: Any) -> Iterable[Step]:
    if not isinstance(operation, dict):
        raise ScimError(400, "invalidSyntax", _("En endring er et objekt."))
    said = {str(key).lower(): value for key, value in operation.items()}
    how, path, value = str(said.get("op", "")).lower(), said.get("path"), said.get("value")
    if how not in ("add", "replace", "remove"):
        raise ScimError(400, "invalidSyntax", _("op er add, replace eller remove."))
    if path:
        yield _step(how, path, value)
    elif how == "remove":
        raise ScimError(400, "noTarget", _("remove må ha en path."))
    elif not isinstance(value, dict):
        raise invalid(_("Uten path må value være et objekt."))
    else:
        for name, one in value.items():
            if name.lower() != "schemas":
                yield _step(how, name, one)


def _step(how: str, path: Any, value: Any) -> Step:
    bad = ScimError(400, "invalidPath", _("path kan ikke leses."))
    if not isinstance(path, str) or len(path) > 300:
        raise bad
    path = _URN.sub("", path.strip(), count=1)
    if _OTHER_URN.match(path):  # an attribute of an extension, which we do not keep
        return Step(how, path.lower(), None, value)
    found = _PATH.match(path)
    if found is None:
        raise bad
    name, asked, part = found[1].lower(), found[2], (found[3] or "").lower()
    only = None
    if asked is not None:
        one = _ONE.match(asked)
        if one is None:
            raise ScimError(400, "invalidFilter", _("Filteret i path kan ikke leses."))
        only = (one[1].lower(), (one[2] if one[2] is not None else one[3]).replace('\\"', '"').lower())
    return Step(how, f"{name}.{part}" if part else name, only, value)


def _user_step(state: State, step: Step) -> None:
    # We keep the one address at work: what is said of any other is passed over.
    if step.only and (
        not step.path.startswith("emails") or step.only not in (("type", "work"), ("primary", "true"))
    ):
        return
    if step.how == "remove":
        if step.path in ("username", "active"):
            raise ScimError(400, "mutability", _("userName og active kan ikke tas bort."))
        set_user(state, step.path, None)
    elif step.path == "name" and isinstance(step.value, dict):  # what is not named stays
        for part, value in step.value.items():
            set_user(state, f"name.{part.lower()}", value)
    elif step.only and step.path == "emails" and isinstance(step.value, dict):
        set_user(state, "emails", [step.value | {"type": "work"}])
    else:
        set_user(state, step.path, step.value)


def _group_step(state: State, step: Step) -> None:
    if step.path != "members":
        if step.how == "remove" and step.path == "displayname":
            raise ScimError(400, "mutability", _("displayName kan ikke tas bort."))
        set_group(state, step.path, None if step.how == "remove" else step.value)
        return
    said = members_of([{"value": step.only[1]}] if step.only else step.value)
    if step.only and step.only[0] != "value":
        raise ScimError(400, "invalidFilter", _("Medlemmer velges med value."))
    if step.how == "add":
        state["members"] = list(dict.fromkeys([*state["members"], *said]))
    elif step.how == "replace" and not step.only:
        state["members"] = said
    elif step.how == "remove" and step.value is None and not step.only:
        state["members"] = []
    elif step.how == "remove":
        gone = set(said)
        state["members"] = [one for one in state["members"] if one not in gone]
