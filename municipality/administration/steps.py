"""The first steps that are about the municipality itself: organisation, settings, ways in, agreements."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from municipality.administration.begin import Step
from municipality.organisation.choices import OUTSIDE
from municipality.organisation.models import Agreement, Service, Unit
from municipality.organisation.municipality import Municipality
from municipality.signin.ways import names
from municipality.ui.words import in_a_row


def organisation(municipality: Municipality) -> Step:
    """Services and units, from the municipality's own file."""
    units = Unit.objects.in_use().filter(municipality=municipality).count()
    return Step(
        title=_("Last inn tjenester og enheter"),
        text=_("Den som drifter Stafettpinnen, laster inn kommunens fil. Nå er det %(units)d enheter.")
        % {"units": units},
        done=units > 0,
        url=reverse("administration:overview"),
        label=_("Se organisasjonen"),
    )


def settings(municipality: Municipality) -> Step:
    """What only the municipality knows."""
    return Step(
        title=_("Gå gjennom innstillingene"),
        text=_("Frister, aldre og navn på nivåene har vanlige verdier. Noe vet bare kommunen selv."),
        done=not municipality.missing,
        url=reverse("administration:settings"),
        label=_("Åpne innstillingene"),
        lacking=[str(one) for one in municipality.missing],
    )


def ways_in(municipality: Municipality) -> Step:
    """How people sign in is set up by whoever runs the server."""
    known = names()
    return Step(
        title=_("Sett opp innlogging"),
        text=_(
            "Satt opp: %(ways)s. Den som drifter Stafettpinnen, legger til flere. Når du har laget en konto, sender du "
            "en invitasjon fra siden til kontoen."
        )
        % {"ways": in_a_row(known)}
        if known
        else _("Ingen kan logge inn ennå. Den som drifter Stafettpinnen, setter det opp."),
        done=bool(known),
    )


def agreements(municipality: Municipality) -> Step:
    """With the outside bodies that the organisation names (D16)."""
    outside = Service.objects.in_use().filter(municipality=municipality, owner__in=OUTSIDE).order_by("name")
    alive = Agreement.objects.filter(
        municipality=municipality, ended_at=None, agreed_on__lte=timezone.localdate()
    )
    return Step(
        title=_("Registrer avtaler med dem utenfor kommunen"),
        text=_(
            "Ingen utenfor kommunen kan logge inn uten avtale. Disse tjenestene eies av andre: %(services)s."
        )
        % {"services": in_a_row(service.name for service in outside)}
        if outside
        else _("Ingen av tjenestene eies av andre."),
        done=not outside or alive.exists(),
        url=reverse("administration:agreements"),
        label=_("Se avtalene"),
    )
