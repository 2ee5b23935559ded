"""Who works here, in which unit and until when, and the residents the work is about.

Every table here holds persons: row security decides which rows a session sees (`accounts.sql`, `residents.sql`).
"""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from municipality.address import ONE_ADDRESS, ONE_PHONE, is_one_address
from municipality.organisation.models import Service, Unit
from municipality.organisation.municipality import Municipality
from municipality.people.keys import AccountKey


class AccountType(models.TextChoices):
    """What an account is for. Somebody with two has two accounts, so that neither's rights leak into the other."""

    STAFF = "staff", _("fagperson")
    FAMILY = "family", _("familie")
    ADMINISTRATOR = "administrator", _("administrator")
    PRIVACY_OFFICER = "privacy_officer", _("personvernombud")
    EXECUTIVE = "executive", _("øverste leder")


def validate_one_address(text: str) -> None:
    """ValidationError for anything but one address; the database refuses the same."""
    if not is_one_address(text):
        raise ValidationError(_("Skriv én e-postadresse, for eksempel navn@kommune.no."), code="one_address")


class User(AbstractBaseUser, PermissionsMixin):
    """An account that can sign in. There are no superusers: nobody is above row security."""

    username = models.CharField(_("brukernavn"), max_length=80, unique=True)
    display_name = models.CharField(_("navn"), max_length=120)
    email = models.EmailField(_("e-post"), blank=True, validators=[validate_one_address])
    # Where somebody who works here is called, and when; in the words of the person.
    phone = models.CharField(_("telefon"), max_length=30, blank=True, db_default="")
    phone_hours = models.CharField(_("telefontid"), max_length=80, blank=True, db_default="")
    account_type = models.CharField(_("slags konto"), max_length=20, choices=AccountType)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, verbose_name=_("kommune")
    )
    is_active = models.BooleanField(_("aktiv"), default=True)

    is_superuser = False
    user_permissions = None  # type: ignore[assignment]
    # Django would write it at every login; when somebody was here is the access log's to know.
    last_login = None
    # Who has a password has it in a table that no login reads (municipality/localaccounts).
    password = None  # type: ignore[assignment]

    objects = BaseUserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("bruker")
        verbose_name_plural = _("brukere")
        constraints = [
            models.CheckConstraint(
                name="only_family_accounts_have_no_municipality",
                condition=models.Q(account_type=AccountType.FAMILY, municipality=None)
                | (~models.Q(account_type=AccountType.FAMILY) & models.Q(municipality__isnull=False)),
            ),
            # What is sent to it concerns one person, and nothing in it may end a line or begin another address.
            models.CheckConstraint(
                name="one_address", condition=models.Q(email="") | models.Q(email__regex=ONE_ADDRESS)
            ),
            models.CheckConstraint(
                name="one_phone", condition=models.Q(phone="") | models.Q(phone__regex=ONE_PHONE)
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def is_family(self) -> bool:
        return self.account_type == AccountType.FAMILY

    @cached_property
    def resident_ids(self) -> frozenset[uuid.UUID]:
        """Who this account is of, among the residents: a log about one of them is the reader's own. Empty for staff."""
        accounts = FamilyAccount.objects.values_list("resident_id", flat=True)
        return frozenset(accounts) if self.is_family else frozenset()

    @property
    def first_name(self) -> str:
        return self.display_name.split(" ")[0]

    @cached_property
    def oversees(self) -> bool:
        """Whether the account takes a leader's place, or has done so. The current user comes with the answer."""
        known: bool | None = self.__dict__.get("has_overseen")
        return Overseer.objects.filter(user=self).exists() if known is None else known

    @property
    def uses_shortcuts(self) -> bool:
        """Of the current user; under row security nobody sees it of others."""
        return not hasattr(self, "without_shortcuts")


class WithoutShortcuts(models.Model):
    """That somebody has turned the shortcuts of the keyboard off; seen by that account alone."""

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="without_shortcuts")

    def __str__(self) -> str:
        return str(self.pk)


class MembershipRole(models.TextChoices):
    CASEWORKER = "caseworker", _("fagperson")
    RECEPTION = "reception", _("mottak")
    LEADER = "leader", _("leder")


class Membership(models.Model):
    """Somebody works in a unit from a moment until a moment (`ends_at` empty: still). Nothing follows from it alone."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=MembershipRole)
    profession = models.CharField(max_length=60, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="membership_ends_after_it_starts",
                condition=models.Q(ends_at=None) | models.Q(ends_at__gte=models.F("starts_at")),
            ),
            models.UniqueConstraint(
                name="one_open_membership_per_role",
                fields=["user", "unit", "role"],
                condition=models.Q(ends_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.unit_id}"


class Overseer(models.Model):
    """Who takes a leader's place, from a moment until a moment (`ends_at` empty: still).

    With a `service`: the leader over the units of that service, who by this alone sees counts only. Without: the person
    whom the municipality has named for when there is nobody else, who sees case heads only. D6 in docs/access.md.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="overseer_ends_after_starting",
                condition=models.Q(ends_at=None) | models.Q(ends_at__gte=models.F("starts_at")),
            ),
            models.UniqueConstraint(
                name="one_open_row_per_overseer",
                fields=["user", "municipality", "service"],
                condition=models.Q(ends_at=None),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Resident(models.Model):
    """A child, young person or parent in one municipality, without a name.

    Names stay where they were registered, in the case: finding a child by number must not show what another
    case calls it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT)

    def __str__(self) -> str:
        return str(self.pk)


class FamilyAccount(models.Model):
    """That an account belongs to a resident; seen by that account alone, so that nobody learns who is known here."""

    resident = models.OneToOneField(Resident, models.CASCADE, primary_key=True)
    user = AccountKey(User, models.CASCADE, related_name="residents")

    def __str__(self) -> str:
        return str(self.pk)


class SealedIdentity(models.Model):
    """A number that a resident has or has had, encrypted, with the keyed index it is found by (`runtime/sealing.py`).

    The resident is found by each that `leads`, also after it has ended (`ended_at`), and signs in by these and by the
    one that she has now. A number leads to one resident in a municipality: to whoever had it first. The application's
    database role can neither read nor write it; `resident_find_or_register` and `resident_number_change` do.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    resident = models.ForeignKey(Resident, models.CASCADE, related_name="+")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    number_type = models.CharField(max_length=16)
    index = models.CharField(max_length=64)
    sealed = models.BinaryField()
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    leads = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_number_leads_to_one_resident",
                fields=["municipality", "index"],
                condition=models.Q(leads=True),
            ),
            models.UniqueConstraint(name="a_number_of_a_resident_once", fields=["resident", "index"]),
            models.UniqueConstraint(
                name="one_number_of_a_resident_now",
                fields=["resident"],
                condition=models.Q(ended_at=None),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
