"""Which people a municipality needs before the first log: those who decide, lead, receive, and step in for leaders."""

from django.urls import reverse
from django.utils.translation import gettext as _

from municipality.accounts.models import AccountApproval
from municipality.accounts.overseers import somebody_is_named, units_without_leader
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
        lacking.append(_waiting_or(_("en administrator til"), municipality, AccountType.ADMINISTRATOR))
    if not found.filter(account_type=AccountType.PRIVACY_OFFICER).exists():
        lacking.append(_waiting_or(_("personvernombudet"), municipality, AccountType.PRIVACY_OFFICER))
    return Step(
        title=_("Lag kontoer til dem som passer på"),
        text=_(
            "To administratorer, for den ene må godkjenne det den andre gjør med kontoer som åpner mye. "
            "Personvernombudet ser hvem som har lest hva."
        ),
        done=not lacking,
        url=reverse("accounts:make"),
        label=_("Lag en konto"),
        lacking=lacking,
    )


def _waiting_or(lacking: str, municipality: Municipality, account_type: str) -> str:
    """With the name of the account that only waits for a second yes, if there is one."""
    waiting = AccountApproval.objects.filter(
        approved_at=None, user__municipality=municipality, user__account_type=account_type
    )
    first = waiting.select_related("user").order_by("asked_at").first()
    if first is None:
        return lacking
    told = {"lacking": lacking, "name": first.user.display_name}
    return _("%(lacking)s (%(name)s venter på godkjenning)") % told


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
        text=_(
            "Lag en konto til hver av dem, eller last inn en fil med alle ansatte. Lederen får beskjed om frister. "
            "Mottaket er den som får invitasjoner og velger hvem som følger opp. Den samme kan være begge deler."
        ),
        done=bool(units) and not lacking,
        url=reverse("accounts:list"),
        label=_("Se folk og plasser"),
        lacking=lacking,
    )


def those_who_step_in(municipality: Municipality) -> Step:
    """Somebody whom the municipality has named, and in each unit a leader or one over the units of the service."""
    lacking = [] if somebody_is_named(municipality) else [_("en person som kommunen peker ut")]
    lacking += [_("leder, eller leder over, %(unit)s") % {"unit": one.unit} for one in units_without_leader()]
    return Step(
        title=_("Bestem hvem som trer inn for en leder"),
        text=_(
            "Slutter en leder, eller skal en leder holdes utenfor, må noen andre få det en leder skal ha. "
            "Uten en utpekt person kan en stafettpinne bli liggende."
        ),
        done=not lacking,
        url=reverse("accounts:overseers"),
        label=_("Se hvem som trer inn"),
        lacking=lacking,
    )
