"""Accounts and groups as SCIM's JSON, and what is sent about them read into what is kept.

Capital letters in the names of attributes do not matter, and what we do not keep is passed over: directories send much.
"""

import re
import uuid
from collections.abc import Mapping
from typing import Any, Final

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from municipality.address import is_one_address
from municipality.scim.errors import ScimError, invalid

USER: Final = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP: Final = "urn:ietf:params:scim:schemas:core:2.0:Group"

State = dict[str, Any]
NO_USER: Final[State] = {
    "username": "", "display_name": "", "email": "", "external_id": "", "formatted": "", "given_name": "",
    "family_name": "", "active": True,
}  # fmt: skip
NO_GROUP: Final[State] = {"display_name": "", "external_id": "", "members": []}
# By the path of an attribute, in small letters: where it is kept.
TEXTS: Final[Mapping[str, str]] = {
    "username": "username", "displayname": "display_name", "externalid": "external_id",
    "name.formatted": "formatted", "name.givenname": "given_name", "name.familyname": "family_name",
}  # fmt: skip
LONGEST: Final[Mapping[str, int]] = {
    "username": 80, "display_name": 120, "external_id": 120, "formatted": 120, "given_name": 120,
    "family_name": 120, "email": 254,
}  # fmt: skip
LONGEST_GROUP_NAME: Final = 200
_NO_TEXT: Final = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\u2028\u2029]")


def text_of(value: Any, longest: int) -> str:
    """A text of one line; numbers and lists are none. Nothing for null."""
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > longest or _NO_TEXT.search(value):
        raise invalid(_("En verdi er for lang, eller ikke tekst på én linje."))
    return value.strip()


def truth_of(value: Any) -> bool:
    """True or false, also as the words that Entra ID sends."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    raise invalid(_("active er enten true eller false."))


def set_user(state: State, path: str, value: Any) -> None:
    """Keep one attribute of an account; None takes it away. What we do not keep is passed over."""
    if path in TEXTS:
        where = TEXTS[path]
        state[where] = text_of(value, LONGEST[where])
    elif path == "active":
        if value is None:
            raise ScimError(400, "mutability", _("active må ha en verdi."))
        state["active"] = truth_of(value)
    elif path == "name":
        parts = _object(value)
        for part in ("formatted", "givenname", "familyname"):
            set_user(state, f"name.{part}", parts.get(part))
    elif path == "emails":
        state["email"] = address_of(_work_address(value))
    elif path == "emails.value":
        state["email"] = address_of(value)


def set_group(state: State, path: str, value: Any) -> None:
    """Keep one attribute of a group; None takes it away."""
    if path == "displayname":
        state["display_name"] = text_of(value, LONGEST_GROUP_NAME)
    elif path == "externalid":
        state["external_id"] = text_of(value, LONGEST["external_id"])
    elif path == "members":
        state["members"] = members_of(value)


def address_of(value: Any) -> str:
    address = text_of(value, LONGEST["email"])
    if address and not is_one_address(address):
        raise invalid(_("E-postadressen er ikke én adresse."))
    return address


def members_of(value: Any) -> list[str]:
    """The ids of members: a list of {"value": id}, or one of them alone."""
    found = [
        _object(one).get("value") for one in (value if isinstance(value, list) else [value] if value else [])
    ]
    try:
        return list(dict.fromkeys(str(uuid.UUID(text_of(one, 40))) for one in found))
    except ValueError:
        raise invalid(_("Et medlem har en id som ikke er vår.")) from None


def _object(value: Any) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise invalid(_("Her skulle det stå et objekt."))
    return {str(key).lower(): one for key, one in value.items()}


def _work_address(value: Any) -> Any:
    """Of several the one at work, else the first one."""
    found = [_object(one) for one in (value if isinstance(value, list) else [value] if value else [])]
    at_work = [one for one in found if one.get("type") == "work"] or found
    return at_work[0].get("value") if at_work else None


def derived_name(state: State) -> str:
    """What somebody is called by the parts of the name, else by the user name."""
    parts = " ".join(part for part in (state["given_name"], state["family_name"]) if part)
    name: str = state["formatted"] or parts or state["username"]
    return name[: LONGEST["display_name"]]


def whole_user(state: State, before: State | None = None) -> State:
    """What is to be stored. A name that was only derived follows the parts it was derived from."""
    if not state["username"]:
        raise invalid(_("userName må ha en verdi."))
    if re.search(r"\s", state["username"]):
        raise invalid(_("userName kan ikke ha mellomrom."))
    follows = before and before["display_name"] == state["display_name"] == derived_name(before)
    name = derived_name(state) if follows else state["display_name"] or derived_name(state)
    return {key: state[key] for key in NO_USER} | {"display_name": name}


def whole_group(state: State) -> State:
    if not state["display_name"]:
        raise invalid(_("displayName må ha en verdi."))
    return {key: state[key] for key in NO_GROUP}


def user_json(row: Mapping[str, Any], base: str) -> dict[str, Any]:
    """An account as it is answered."""
    name = {
        "formatted": row["formatted"],
        "givenName": row["given_name"],
        "familyName": row["family_name"],
    }
    return _without_nothing(
        {
            "schemas": [USER],
            "id": row["id"],
            "externalId": row["external_id"],
            "userName": row["username"],
            "displayName": row["display_name"],
            "name": _without_nothing(name),
            "active": row["active"],
            "emails": [{"value": row["email"], "type": "work"}] if row["email"] else [],
            "meta": _meta("User", row, f"{base}/Users/{row['id']}"),
        }
    )


def group_json(row: Mapping[str, Any], base: str) -> dict[str, Any]:
    """A group as it is answered."""
    members = [{"value": one, "$ref": f"{base}/Users/{one}", "type": "User"} for one in row["members"] or ()]
    return _without_nothing(
        {
            "schemas": [GROUP],
            "id": row["id"],
            "externalId": row["external_id"],
            "displayName": row["display_name"],
            "members": members,
            "meta": _meta("Group", row, f"{base}/Groups/{row['id']}"),
        }
    )


def etag(row: Mapping[str, Any]) -> str:
    return f'W/"{row["version"]}"'


def _meta(kind: str, row: Mapping[str, Any], location: str) -> dict[str, Any]:
    return {
        "resourceType": kind,
        "created": _moment(row["created"]),
        "lastModified": _moment(row["changed"]),
        "location": location,
        "version": etag(row),
    }


def _moment(text: str) -> str:
    at = parse_datetime(text)
    return at.isoformat() if at else text


def _without_nothing(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value not in ("", [], {}, None)}
