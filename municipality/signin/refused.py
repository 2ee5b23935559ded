"""Sign-ins that lead nowhere, noted for the privacy officer of the municipality that was meant (`refused.sql`)."""

import logging
from collections.abc import Collection

from municipality.access.identity import seal_code
from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.signin.proof import BodyIdentity, EmployeeIdentity, Identity

logger = logging.getLogger(__name__)


def note_refused(act: Act, *, tenants: Collection[str] = (), organisation: str = "") -> None:
    """Note a sign-in that failed (`act`), without who it was; of the current user where somebody is signed in.

    Tenants, or an outside body's number, tell the municipality. Where they do not, and there are several, no privacy
    officer sees the event: then the line in the log, with the same reference, is all there is.
    """
    call(
        "sign_in_refused",
        act=act.value,
        tenants=[tenant.lower() for tenant in tenants],
        organisation=organisation,
        request=access_log.request_id.get(),
        code=seal_code(f"sign in refused:{act.value}"),
    )
    logger.info("A sign-in led nowhere: %s. Reference %s", act.value, access_log.reference())


def note_nothing_here(identity: Identity | None) -> None:
    """Note that somebody has nothing here. Of a resident not even the number is looked at (D12)."""
    match identity:
        case EmployeeIdentity(tenant=tenant):
            note_refused(Act.SIGN_IN_NOTHING, tenants=[tenant])
        case BodyIdentity(organisation=organisation):
            note_refused(Act.SIGN_IN_NOTHING, organisation=organisation)
        case _:
            note_refused(Act.SIGN_IN_NOTHING)
