"""Which people a municipality needs before the first log: those who decide, those who lead, those who receive."""

from django.urls import reverse
from django.utils.translation import gettext as _

from municipality.administration.begin import Step
from municipality.organisation.models import Unit
from municipality.organisation.municipality import Municipality
from municipality.people.models import AccountType, Membership, MembershipRole, User
from municipality.people.workplace import ALIVE


def those_who_decide(municipality: Municipality) -> Step:
    """Two administrators, since some things need a second yes, and a privacy officer."""
    found = User.objects.filter(municipality=municipality, is_active=True)
    administrators = found.filter(account_type=AccountType.ADMINISTRATOR).count()
    lacking = []
    if administrators < 2:
        lacking.append(_("en administrator til"))
    if not found.filter(account_type=AccountType.PRIVACY_OFFICER).exists():
        lacking.append(_("personvernombudet"))
    return Step(
        title=_("Lag kontoer til dem som passer på"),
        text=_(
            "To administratorer, for noe må to være enige om. Personvernombudet ser hvem som har lest hva."
        ),
        done=not lacking,
        url=reverse("accounts:make"),
        label=_("Lag en konto"),
        lacking=lacking,
    )


def those_who_work(municipality: Municipality) -> Step:
    """Every unit has a leader, and somebody who receives invitations."""
    units = Unit.objects.in_use().filter(municipality=municipality).order_by("name")
    living = Membership.objects.filter(ALIVE, user__is_active=True)
    led = set(living.filter(role=MembershipRole.LEADER).values_list("unit", flat=True))
    received = set(living.filter(role=MembershipRole.RECEPTION).values_list("unit", flat=True))
    lacking = []
    for unit in units:
        if unit.pk not in led:
            lacking.append(_("leder i %(unit)s") % {"unit": unit.name})
        if unit.pk not in received:
            lacking.append(_("mottak i %(unit)s") % {"unit": unit.name})
    return Step(
        title=_("Gi alle enheter en leder og et mottak"),
        text=_("Lederen får beskjed om frister. Mottaket får invitasjoner og velger hvem som følger opp."),
        done=bool(units) and not lacking,
        url=reverse("accounts:list"),
        label=_("Se folk og plasser"),
        lacking=lacking,
    )
