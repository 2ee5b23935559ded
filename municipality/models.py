"""Every model of the ground, room by room; Django looks for them here."""

from municipality.accounts.models import AccountApproval
from municipality.administration.models import EmergencyAsked
from municipality.audit.models import Event, EventCase
from municipality.audit.seals import ChainLook, Seal, UnsealedEvent
from municipality.jobs.models import Job
from municipality.localaccounts.models import Invitation, LocalAccount, Passkey, RecoveryCode, SignInTry
from municipality.notices.models import Notice, NoticeChoice
from municipality.organisation.models import Agreement, District, Service, Team, Theme, Unit, UnitName
from municipality.organisation.municipality import EarlierNumber, Municipality
from municipality.people.models import (
    FamilyAccount,
    Membership,
    Overseer,
    Resident,
    SealedIdentity,
    User,
    WithoutShortcuts,
)
from municipality.profile.models import EmailConfirmation
from municipality.scim.models import ScimGroup, ScimMember, ScimToken, ScimUser
from municipality.secrecy.models import Declaration, SecrecyText
from municipality.signin.models import AccountIdentity, SignedIn
from municipality.writing.models import Draft, Sending

__all__ = [
    "AccountApproval",
    "AccountIdentity",
    "Agreement",
    "ChainLook",
    "Declaration",
    "District",
    "Draft",
    "EarlierNumber",
    "EmailConfirmation",
    "EmergencyAsked",
    "Event",
    "EventCase",
    "FamilyAccount",
    "Invitation",
    "Job",
    "LocalAccount",
    "Membership",
    "Municipality",
    "Notice",
    "NoticeChoice",
    "Overseer",
    "Passkey",
    "RecoveryCode",
    "Resident",
    "ScimGroup",
    "ScimMember",
    "ScimToken",
    "ScimUser",
    "Seal",
    "SealedIdentity",
    "SecrecyText",
    "Sending",
    "Service",
    "SignInTry",
    "SignedIn",
    "Team",
    "Theme",
    "Unit",
    "UnitName",
    "UnsealedEvent",
    "User",
    "WithoutShortcuts",
]
