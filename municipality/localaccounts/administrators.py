"""An administrator made by whoever runs the server: the first one, and the one who has lost everything."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from municipality.access.identity import as_system
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.localaccounts.models import Invitation
from municipality.localaccounts.tasks import PAGE
from municipality.localaccounts.tries import forget, name_key
from municipality.notices.links import LASTS, link_make
from municipality.organisation.municipality import Municipality
from municipality.people.models import AccountType, User


@transaction.atomic
def administrator_make(*, municipality_number: str, username: str, name: str, email: str = "") -> str:
    """Make an administrator, and return the link of the invitation. ValidationError in a sentence when it is refused.

    The link works once, for 72 hours; only its hash is kept.
    """
    with as_system("create administrator"):
        municipality = Municipality.objects.filter(number=municipality_number).first()
        if municipality is None:
            raise ValidationError(
                _("Kommunen %(number)s er ikke lastet inn. Kjør load_organisation først.")
                % {"number": municipality_number}
            )
        if User.objects.filter(username=username).exists():
            raise ValidationError(
                _("Brukernavnet %(name)s er tatt. Velg et annet, eller skriv --again.") % {"name": username}
            )
        user = User(
            username=username,
            display_name=name,
            email=email,
            account_type=AccountType.ADMINISTRATOR,
            municipality=municipality,
        )
        user.full_clean()
        user.save()
        access_log.record(Act.ACCOUNT_MAKE, objects=[municipality, user])
        link = _invite(user)
    forget(name_key(username))
    return link


@transaction.atomic
def administrator_invite_again(username: str) -> str:
    """A new link for an administrator who has lost what they sign in with. ValidationError when there is none open."""
    with as_system("create administrator"):
        user = User.objects.select_related("municipality").filter(username=username).first()
        if user is None or user.account_type != AccountType.ADMINISTRATOR:
            raise ValidationError(
                _("Det er ingen administrator med brukernavnet %(name)s.") % {"name": username}
            )
        if not user.is_active:
            raise ValidationError(_("Kontoen %(name)s er stengt.") % {"name": username})
        link = _invite(user)
    forget(name_key(username))
    return link


def _invite(user: User) -> str:
    now = Now()
    invitation = Invitation.objects.create(user=user, made_at=now, ends_at=now + LASTS)
    link = link_make(invitation, PAGE)
    objects = [user.municipality, user] if user.municipality else [user]
    access_log.record(Act.INVITATION_MAKE, objects=objects)
    return link
