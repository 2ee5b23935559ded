"""Making the plan of a file, with what there is at this moment."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from municipality.organisation.municipality import Municipality
from municipality.signin.proof import EmployeeIdentity
from municipality.signin.selectors import index_of
from municipality.stafffile.columns import HEADERS, Table
from municipality.stafffile.judging import Account, Mistake, Person, Place, judge
from municipality.stafffile.plan import Altered, Changed, Given, Plan
from municipality.stafffile.selectors import Held, held, joined, known
from municipality.ui.words import in_runs


def plan_of(table: Table, *, is_all: bool, municipality: Municipality) -> Plan:
    """What loading does now. `is_all`: who is not in the file does not work in the municipality any more."""
    there = known(municipality, sorted({line.username for line in table.lines}))
    plan = Plan(judge(table, there, timezone.localdate()), there)
    if plan.judged.mistakes:
        return plan
    _plan_accounts(plan, table)
    if not plan.judged.mistakes:
        _plan_places(plan, table, is_all, held(municipality))
    return plan


def _plan_accounts(plan: Plan, table: Table) -> None:
    stay = [one for name, one in plan.judged.people.items() if name not in plan.judged.left]
    accounts = plan.known.accounts
    indexes = {
        one.username: index_of(EmployeeIdentity(one.identity.tenant, one.identity.person))
        for one in stay
        if one.identity
    }
    asked = {accounts[name].pk: index for name, index in indexes.items() if name in accounts}
    found = joined(asked)
    others = {name for name in indexes if name in accounts and found[accounts[name].pk].has_another}
    if others:
        rows = in_runs(line.number for line in table.lines if line.username in others and line.person)
        reason = _("Kontoen hører alt til en annen objekt-id. Da kan ikke en fil bytte den.")
        plan.judged.mistakes.append(Mistake(rows, HEADERS["person"], reason))
        plan.judged.wrong_rows = sum(line.username in others and bool(line.person) for line in table.lines)
        return
    plan.make = [one for one in stay if one.username not in accounts]
    plan.join = {
        name: index
        for name, index in indexes.items()
        if name not in accounts or not found[accounts[name].pk].has_this
    }
    changed = [_changed(one, accounts[one.username], plan) for one in stay if one.username in accounts]
    plan.change = [one for one in changed if one.is_change]


def _changed(person: Person, account: Account, plan: Plan) -> Changed:
    return Changed(
        account,
        person.name,
        person.email or account.email,
        person.phone or account.phone,
        opens=not account.is_active,
        joins=person.username in plan.join,
    )


def _plan_places(plan: Plan, table: Table, is_all: bool, there: list[Held]) -> None:
    names = {one.pk: one.username for one in plan.known.accounts.values()}
    by_place = {Place(names[one.user_id], one.unit_id, one.role): one for one in there}
    for place, terms in plan.judged.places.items():
        has = by_place.get(place)
        ends = _end_of(terms.until) if terms.until else None
        if has is None:
            plan.give.append(Given(place, terms.profession, ends))
            continue
        altered = Altered(
            has, terms.profession or has.profession, ends if table.has("until") else has.ends_at
        )
        if (altered.profession, altered.ends_at) != (has.profession, has.ends_at):
            plan.alter.append(altered)
    past = plan.judged.past - plan.judged.places.keys()
    over = {one.pk for place, one in by_place.items() if place in past}
    if is_all:
        wanted = {by_place[place].pk for place in plan.judged.places if place in by_place}
        over |= {one.pk for one in there if one.pk not in wanted and not one.elsewhere}
        _plan_closing(plan, [one for one in there if one.pk not in over])
    closed = {one.pk for one in plan.close}
    plan.stop = [one for one in there if one.pk in over and one.user_id not in closed]
    plan.lost = [one for one in there if one.user_id in closed]
    plan.accounts = sum(one.is_active for one in plan.known.accounts.values())
    plan.places = len(there)


def _plan_closing(plan: Plan, staying: list[Held]) -> None:
    """Who is not in the file is closed, but not those who keep a place in a service that others own too."""
    here = plan.judged.people.keys() - plan.judged.left
    keep = {one.user_id for one in staying}
    gone = [one for name, one in plan.known.accounts.items() if name not in here and one.is_active]
    plan.close = [one for one in gone if one.pk not in keep]
    plan.kept = [one for one in gone if one.pk in keep]


def _end_of(day: date) -> datetime:
    """The moment at which the day is over, in Norway."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
