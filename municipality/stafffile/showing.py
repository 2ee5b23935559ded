"""A plan as the page shows it: what happens to accounts and to places, how many, and the first of them by name."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple, TypeVar

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from municipality.people.models import MembershipRole, User
from municipality.stafffile.judging import Account
from municipality.stafffile.plan import Altered, Changed, Given, Plan
from municipality.stafffile.selectors import Held
from municipality.ui.words import in_a_row

MOST_NAMED: Final = 100
MOST_MISTAKES: Final = 200

_One = TypeVar("_One")


@dataclass(frozen=True)
class Entry:
    """One account or place of a group."""

    name: str
    username: str
    what: str


@dataclass(frozen=True)
class Group:
    """What happens to `count` of them, of which the first are named; `about` is what the page says of each."""

    title: str
    about: str
    count: int
    entries: list[Entry]

    @property
    def rest(self) -> int:
        return self.count - len(self.entries)


class Counts(NamedTuple):
    """A row of the table above the button."""

    of_what: str
    new: int
    changed: int
    ended: int


def counts_of(plan: Plan) -> list[Counts]:
    return [
        Counts(_("Kontoer"), len(plan.make), len(plan.change), len(plan.close)),
        Counts(_("Plasser i enheter"), len(plan.give), len(plan.alter), len(plan.stop) + len(plan.lost)),
    ]


def groups_of(plan: Plan) -> list[Group]:
    """Every group that has somebody in it: what ends first, since it cannot be undone as easily."""
    said = _Said(plan)
    opened = [one for one in plan.change if one.opens]
    changed = [one for one in plan.change if not one.opens]
    new = [Account(0, one.username, one.name, one.email, one.phone, True) for one in plan.make]
    ended = [*plan.lost, *plan.stop]
    place, email, change = _("Plass"), _("E-post"), _("Endring")
    found = [
        _group(_("Kontoer som stenges"), email, plan.close, said.account),
        _group(_("Plasser som avsluttes"), place, ended, said.held),
        _group(_("Ikke i filen, men kontoen blir stående"), email, plan.kept, said.account),
        _group(_("Stengte kontoer som åpnes igjen"), change, opened, said.changed),
        _group(_("Kontoer som endres"), change, changed, said.changed),
        _group(_("Plasser som endres"), change, plan.alter, said.altered),
        _group(_("Nye kontoer"), email, new, said.account),
        _group(_("Nye plasser"), place, plan.give, said.given),
    ]
    return [group for group in found if group.count]


def accounts_shown(plan: Plan) -> Iterator[User]:
    """The accounts that the page names, for the access log."""
    keys = [one.account.pk for one in plan.change[: 2 * MOST_NAMED]]
    keys += [one.pk for one in (*plan.close[:MOST_NAMED], *plan.kept[:MOST_NAMED])]
    keys += [one.user_id for one in [*plan.lost, *plan.stop][:MOST_NAMED]]
    keys += [one.held.user_id for one in plan.alter[:MOST_NAMED]]
    accounts = plan.known.accounts
    given = (one.place.username for one in plan.give[:MOST_NAMED])
    keys += [accounts[name].pk for name in given if name in accounts]
    return (User(pk=key) for key in dict.fromkeys(keys))


def _group(title: str, about: str, all_of_it: Sequence[_One], say: Callable[[_One], Entry]) -> Group:
    return Group(title, about, len(all_of_it), [say(one) for one in all_of_it[:MOST_NAMED]])


class _Said:
    """The words for each of them."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.by_key = {one.pk: one for one in plan.known.accounts.values()}
        self.units = {one.pk: one.name for one in plan.known.units}

    def account(self, one: Account) -> Entry:
        return Entry(one.name, one.username, one.email)

    def changed(self, one: Changed) -> Entry:
        before = one.account
        what = []
        if one.name != before.name:
            what.append(_("heter nå %(name)s") % {"name": one.name})
        if one.email != before.email:
            what.append(_("e-post blir %(email)s") % {"email": one.email})
        if one.phone != before.phone:
            what.append(_("telefon blir %(phone)s") % {"phone": one.phone})
        if one.joins:
            what.append(_("logger inn med Entra ID"))
        return Entry(before.name, before.username, in_a_row(what) if what else "")

    def held(self, one: Held) -> Entry:
        return self._of(one, f"{one.unit} ({_role(one.role)})")

    def altered(self, one: Altered) -> Entry:
        what = [f"{one.held.unit} ({_role(one.held.role)})"]
        if one.profession != one.held.profession:
            what.append(_("yrke: %(profession)s") % {"profession": one.profession})
        if one.ends_at != one.held.ends_at:
            what.append(_last_day(one.ends_at) or _("uten siste dag"))
        return self._of(one.held, ", ".join(what))

    def given(self, one: Given) -> Entry:
        place = one.place
        what = [f"{self.units[place.unit_id]} ({_role(place.role)})", one.profession, _last_day(one.ends_at)]
        name = self.plan.judged.people[place.username].name
        return Entry(name, place.username, ", ".join(filter(None, what)))

    def _of(self, held: Held, what: str) -> Entry:
        account = self.by_key[held.user_id]
        return Entry(account.name, account.username, what)


def _role(role: str) -> str:
    return str(MembershipRole(role).label)


def _last_day(ends_at: datetime | None) -> str:
    """The day before the moment at which it is over."""
    if ends_at is None:
        return ""
    day = timezone.localtime(ends_at - timedelta(seconds=1)).date()
    return _("til %(day)s") % {"day": date_format(day, "j.n.Y")}
