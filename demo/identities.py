"""By what the demo's provider is believed: who of the directory, or of which body, an account belongs to."""

from django.utils import timezone

from demo.laying import REASON, Laying
from demo.provider.people import object_of, tenant_of
from demo.story import HOME, Persona
from municipality.access.identity import as_system, as_user
from municipality.organisation.agreements import agreement_enter
from municipality.people.identity_number import parse
from municipality.people.models import AccountType
from municipality.signin.models import AccountIdentity
from municipality.signin.proof import BodyIdentity, EmployeeIdentity
from municipality.signin.selectors import index_of


def lay_identities(laying: Laying) -> None:
    """As after an invitation; the families are found by their numbers. With a body goes the agreement with it (D16)."""
    personas = laying.story.personas.values()
    with as_system(REASON):
        for persona in personas:
            if persona.account_type != AccountType.FAMILY:
                identity = _identity(persona)
                AccountIdentity.objects.create(
                    user=laying.users[persona.username],
                    index=index_of(identity),
                    organisation=identity.organisation if isinstance(identity, BodyIdentity) else "",
                    joined_at=timezone.now(),
                )
    administrator = next(
        one for one in personas if (one.municipality, one.account_type) == (HOME, AccountType.ADMINISTRATOR)
    )
    with as_user(laying.users[administrator.username].pk):
        for persona in personas:
            if persona.body:
                agreement_enter(
                    organisation=persona.body.organisation,
                    name=persona.body.name,
                    agreed_on=laying.today,
                    ends_on=None,
                )


def _identity(persona: Persona) -> EmployeeIdentity | BodyIdentity:
    if persona.body:
        return BodyIdentity(
            persona.body.organisation, parse(persona.body.identity_number, on=timezone.localdate())
        )
    return EmployeeIdentity(tenant_of(persona.municipality), object_of(persona.username))
