"""To which accounts an identity leads. Asked before anybody is signed in, with a code that only the application has."""

from dataclasses import dataclass

from municipality.access.identity import as_user, seal_code
from municipality.access.verbs import call, value
from municipality.people.models import User
from municipality.people.workplace import label_of
from municipality.runtime.sealing import blind_index, keyed_index
from municipality.signin.proof import BodyIdentity, EmployeeIdentity, Identity, ResidentIdentity


def index_of(identity: EmployeeIdentity | BodyIdentity) -> str:
    """What is kept of an identity: from it nobody can tell whom a provider means."""
    if isinstance(identity, EmployeeIdentity):
        return keyed_index(f"tenant:{identity.tenant.lower()}:{identity.person.lower()}")
    return keyed_index(f"body:{identity.organisation}:{identity.person.digits}")


def accounts_of(identity: Identity) -> list[int]:
    """The keys of the open accounts that belong to this identity.

    A resident gets an account here, at the first sign-in, when there is a log that she may read by her own right; for
    everybody else the same work is done, and nothing of the number is kept.
    """
    if isinstance(identity, ResidentIdentity):
        index = blind_index(identity.number.digits)
        account = call("family_account_for_sign_in", index=index, code=seal_code(f"resident:{index}"))
        return [] if account is None else [account]
    index = index_of(identity)
    found: list[int] = value("accounts_of_identity", index=index, code=seal_code(f"identity:{index}"))
    return found


@dataclass(frozen=True)
class Choice:
    """One of several accounts: its key, what it is called and what it is for."""

    pk: int
    name: str
    role: str
    place: str


def choices(accounts: list[int]) -> list[Choice]:
    """In words, for the person who has them: each as it sees itself. Those that were closed meanwhile are left out."""
    found = []
    for pk in accounts:
        with as_user(pk):
            user = User.objects.select_related("municipality").filter(pk=pk).first()
            if user is not None:
                found.append(Choice(pk, user.display_name, user.get_account_type_display(), label_of(user)))
    return found
