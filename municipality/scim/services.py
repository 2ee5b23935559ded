"""Accounts and groups as a directory reads and writes them. Each verb asks for the token anew, and writes its event."""

import json
import uuid
from typing import Any

from municipality.access.verbs import call, value
from municipality.audit.access_log import request_id
from municipality.audit.acts import Act
from municipality.scim.filters import Ways
from municipality.scim.resources import State
from municipality.scim.tokens import Directory
from municipality.signin.proof import EmployeeIdentity
from municipality.signin.selectors import index_of

Row = dict[str, Any]


def _index(directory: Directory, state: State) -> str:
    """What somebody of the directory's tenant signs in by; nothing where the directory's key is no object id."""
    try:
        person = str(uuid.UUID(state["external_id"]))
    except ValueError:
        return ""
    return index_of(EmployeeIdentity(directory.tenant, person))


def _ways(ways: Ways | None) -> str | None:
    return None if ways is None else json.dumps([[one._asdict() for one in way] for way in ways])


def _row(said: str | None) -> Row | None:
    return None if said is None else json.loads(said)


def user_find(directory: Directory, key: uuid.UUID, *, to_change: bool = False) -> Row | None:
    """An account of the directory's municipality; None for every other id. With `to_change` it waits for the change."""
    return _row(
        call("scim_user", hash=directory.hash, id=key, lock=to_change, request=request_id.get()),
    )


def user_page(directory: Directory, ways: Ways | None, start: int, count: int) -> Row:
    """`total` and `rows`: those that fit, from the one at `start` (1 is the first)."""
    said = call(
        "scim_users",
        hash=directory.hash,
        filter=_ways(ways),
        first=start,
        rows=count,
        request=request_id.get(),
    )
    return json.loads(said)


def user_make(directory: Directory, state: State) -> uuid.UUID:
    """Make an account of staff, or open that of somebody who comes back. Refused for a name or key that is taken."""
    key: uuid.UUID = call(
        "scim_user_make",
        hash=directory.hash,
        said=json.dumps(state),
        index=_index(directory, state),
        request=request_id.get(),
    )
    return key


def user_change(directory: Directory, key: uuid.UUID, state: State) -> None:
    """Make the account what `state` says. Refused for one that opens much, unless it is closed by this."""
    call(
        "scim_user_change",
        hash=directory.hash,
        id=key,
        said=json.dumps(state),
        index=_index(directory, state),
        request=request_id.get(),
    )


def user_remove(directory: Directory, key: uuid.UUID) -> None:
    """Close the account, and let the directory find it no more."""
    call("scim_user_remove", hash=directory.hash, id=key, request=request_id.get())


def user_refused(directory: Directory, act: Act, key: uuid.UUID | None) -> None:
    """Note in the access log what was tried."""
    value("scim_refused", hash=directory.hash, act=act.value, id=key, request=request_id.get())


def group_find(
    directory: Directory, key: uuid.UUID, *, to_change: bool = False, members: bool = True
) -> Row | None:
    return _row(
        call(
            "scim_group",
            hash=directory.hash,
            id=key,
            lock=to_change,
            members=members,
            request=request_id.get(),
        )
    )


def group_page(directory: Directory, ways: Ways | None, start: int, count: int, *, members: bool) -> Row:
    said = call(
        "scim_groups",
        hash=directory.hash,
        filter=_ways(ways),
        first=start,
        rows=count,
        members=members,
        request=request_id.get(),
    )
    return json.loads(said)


def group_make(directory: Directory, state: State) -> uuid.UUID:
    """Refused for members that are not in the municipality."""
    key: uuid.UUID = call(
        "scim_group_make", hash=directory.hash, said=json.dumps(state), request=request_id.get()
    )
    return key


def group_change(directory: Directory, key: uuid.UUID, state: State) -> None:
    call("scim_group_change", hash=directory.hash, id=key, said=json.dumps(state), request=request_id.get())


def group_remove(directory: Directory, key: uuid.UUID) -> None:
    call("scim_group_remove", hash=directory.hash, id=key, request=request_id.get())
