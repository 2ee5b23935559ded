"""Somebody before each page that is written in: what lies behind it, and what is typed.

What is typed is said by the names that the page's form has. `tests/writing/pages.py` fills in the form with it.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils import timezone

from cases.case.models import ParentalResponsibility
from cases.concerns.models import Concern
from cases.concerns.services import KeptOut, concern_keep_out, concern_register
from cases.keepout.services import case_keep_out
from cases.logs.models import Entry
from cases.opening.services import Parent
from consent.exclusion import Exclusion
from consent.form_words import product_words
from consent.models import Answer, Asked, Consent
from consent.services import form_edition_enter
from municipality.access.identity import as_system, as_user
from municipality.accounts.services import account_change, account_close, account_make, overseer_give
from municipality.notices.choices import KINDS
from municipality.organisation.agreements import agreement_enter
from municipality.organisation.models import Theme
from municipality.people.models import AccountType, Membership
from municipality.scim.tokens import token_make, tokens
from municipality.stafffile.kept import Kept, keep
from municipality.stafffile.planning import plan_of
from municipality.stafffile.reading import read
from teams.meetings.models import Meeting, Task
from teams.members.models import Seat
from tests.absence.scene import away
from tests.access.scenes import join as join_for
from tests.access.scenes import name, time_passes
from tests.access.scenes import withdraw as take_back
from tests.cast import Cast, make_user, years_ago
from tests.conversation.helpers import Walk
from tests.logs.helpers import as_, join
from tests.logs.opening import one_yes_is_enough, open_log
from tests.plans.helpers import in_days, make_plan, say_yes_to_plan, tell
from tests.teams.helpers import approve, begin, decide, give_district, make_team, refer
from tests.teams.table import item_url, planned, raise_issue
from tests.work.helpers import set_goal, set_measure

TEXT = "Det går bedre i friminuttene."
OTHER = "Det går ikke bedre i timene."

Typed = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Scene:
    """`person` types `typed` in the form of `page` that is sent to `url`. `shows` stands on the page afterwards."""

    person: str
    url: str
    typed: Typed = field(default_factory=dict)
    shows: tuple[str, ...] = field(default=())
    page: str = ""

    @property
    def opens(self) -> str:
        return self.page or self.url


# --- a worry


def register(cast: Cast) -> Scene:
    typed = {
        "child_name": "Ada Eksempel", "birth_date": "03.05.2017", "observed": TEXT, "since": "01.10.2025",
    }  # fmt: skip
    return Scene("teacher", reverse("concerns:register"), typed)


def concern(cast: Cast) -> uuid.UUID:
    with as_user(cast.teacher.pk):
        return concern_register(
            author=cast.teacher, unit=cast.school, child_name="Emma Eksempel", birth_date=years_ago(9),
            observed="Emma er mye alene.", since=years_ago(0),
        ).pk  # fmt: skip


def change_concern(cast: Cast) -> Scene:
    return Scene("teacher", reverse("concerns:change", args=[concern(cast)]), {"observed": TEXT})


def share(cast: Cast) -> Scene:
    key = concern(cast)
    typed = {"colleague": str(cast.other_teacher.pk)}
    page = reverse("concerns:read", args=[key])
    return Scene("teacher", reverse("concerns:share", args=[key]), typed, ("selected",), page)


def give_concern(cast: Cast) -> Scene:
    typed = {"colleague": str(cast.other_teacher.pk)}
    return Scene("teacher", reverse("concerns:give", args=[concern(cast)]), typed)


def keep_out_of_concern(cast: Cast) -> Scene:
    typed = {"person": str(cast.head.pk), "because": "kin"}
    return Scene("teacher", reverse("keepout:concern", args=[concern(cast)]), typed, ("Head",))


def let_into_concern(cast: Cast) -> Scene:
    key = concern(cast)
    with as_user(cast.teacher.pk):
        concern_keep_out(concern=Concern.objects.get(pk=key), kept_out=KeptOut(cast.head.pk, "kin"))
    return Scene("teacher", reverse("keepout:concern_let_in", args=[key, cast.head.pk]))


def close_concern(cast: Cast) -> Scene:
    return Scene("teacher", reverse("concerns:close", args=[concern(cast)]), {"reason": TEXT})


# --- leaving a unit


def leave_the_unit(cast: Cast) -> Scene:
    concern(cast)
    url = reverse("leaving:own", args=[cast.school.pk])
    typed = {"last_day": f"{in_days(14):%d.%m.%Y}", "all_to": str(cast.other_teacher.pk), "sure": "on"}
    return Scene("teacher", url, typed)


def leaves_the_unit(cast: Cast) -> Scene:
    concern(cast)
    url = reverse("leaving:of", args=[cast.school.pk, cast.teacher.pk])
    typed = {"last_day": f"{in_days(14):%d.%m.%Y}", "all_to": str(cast.other_teacher.pk), "sure": "on"}
    return Scene("head", url, typed)


# --- a log


def log(cast: Cast) -> uuid.UUID:
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "adviser")
    return case_id


def keep_out_of_log(cast: Cast) -> Scene:
    typed = {"person": str(cast.head.pk), "because": "kin"}
    return Scene("teacher", reverse("keepout:case", args=[log(cast)]), typed, ("Head",))


def let_into_log(cast: Cast) -> Scene:
    case_id = log(cast)
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=case_id, kept_out=KeptOut(cast.head.pk, "kin"))
    return Scene("teacher", reverse("keepout:case_let_in", args=[case_id, cast.head.pk]))


def write_note(cast: Cast) -> Scene:
    url = reverse("logs:write", args=[log(cast)])
    return Scene("teacher", url, {"kind": "family", "text": TEXT})


def change_note(cast: Cast) -> Scene:
    """A note that the family does not read, of a child who was asked about the parents at another age."""
    case_id = log(cast)
    with as_system("test: the first entry"):
        entry = Entry.objects.get(case_id=case_id)
        Entry.objects.filter(pk=entry.pk).update(kept_from_parents=True, withheld_because="third_person")
    return Scene("teacher", reverse("logs:change_entry", args=[case_id, entry.pk]), {"text": TEXT})


def release_note(cast: Cast) -> Scene:
    """The one kept for the young person; the other stays withheld."""
    case_id = log(cast)
    with as_system("test: the first entry"):
        entry = Entry.objects.get(case_id=case_id)
        Entry.objects.filter(pk=entry.pk).update(kept_from_parents=True)
    typed = {"what": "kept", "told": "on"}
    return Scene("teacher", reverse("logs:release_entry", args=[case_id, entry.pk]), typed, ("checked",))


def withdraw(cast: Cast) -> Scene:
    typed = {"what": str(cast.clinic.pk), "kind": "health", "how": "oral"}
    return Scene("teacher", reverse("consents:withdraw", args=[log(cast)]), typed, ("checked", "selected"))


def withdraw_own(cast: Cast) -> Scene:
    """All that the mother has said of herself."""
    case_id = log(cast)
    walk = Walk(cast.teacher, case=case_id)
    walk.units([(cast.clinic, ["health"])])
    walk.period()
    walk.read()
    mother = walk.person("Mona").pk
    walk.says({"Mona": "yes"}, **{f"own-{mother}-units": str(cast.clinic.pk)})
    walk.conclude()
    with as_system("test: the mother"):
        parent = ParentalResponsibility.objects.get(case=case_id, relation="mor")
    url = reverse("consents:withdraw_own", args=[case_id, parent.pk])
    return Scene("teacher", url, {"what": "all", "how": "oral"}, ("checked",))


def show_responsibility(cast: Cast) -> Scene:
    told = Parent("Mona Eksempel", "mor", True, "opplyst", Answer.YES, cast.mother_number)
    case_id = open_log(cast, parents=[told])
    with as_system("test: the parent"):
        parent = ParentalResponsibility.objects.get(case=case_id)
    url = reverse("consents:show_responsibility", args=[case_id, parent.pk])
    return Scene("teacher", url, {"source": "folkeregisteret", "seen_on": "01.10.2025"})


def correct_child(cast: Cast) -> Scene:
    typed: Typed = {"name": "Emma Nyvik", "source": "folkeregisteret"}
    return Scene("teacher", reverse("persons:child", args=[log(cast)]), typed)


def correct_parent(cast: Cast) -> Scene:
    case_id = log(cast)
    with as_system("test: the parent"):
        parent = ParentalResponsibility.objects.get(case=case_id, relation="mor")
    typed: Typed = {"name": "Mona Nyvik", "source": "dokument"}
    return Scene("teacher", reverse("persons:parent", args=[case_id, parent.pk]), typed)


def release(cast: Cast) -> Scene:
    one_yes_is_enough(cast)
    case_id = open_log(
        cast,
        address_protection="fortrolig",
        parents=[
            Parent("Mona Eksempel", "mor", True, "folkeregisteret", Answer.YES, cast.mother_number),
            Parent("Fredrik Eksempel", "far", True, "folkeregisteret", Answer.NOT_ASKED, cast.father_number),
        ],
    )
    with as_system("test: the other parent"):
        parent = ParentalResponsibility.objects.get(case_id=case_id, relation="far")
    typed = {"source": "folkeregisteret", "seen_on": "01.10.2025"}
    return Scene("teacher", reverse("consents:release", args=[case_id, parent.pk]), typed)


def protect(cast: Cast) -> Scene:
    typed = {"protection": "fortrolig"}
    return Scene("teacher", reverse("persons:protection", args=[log(cast)]), typed)


def lose_responsibility(cast: Cast) -> Scene:
    case_id = log(cast)
    with as_system("test: the mother"):
        parent = ParentalResponsibility.objects.get(case_id=case_id, relation="mor")
    typed = {"source": "folkeregisteret", "seen_on": "01.10.2025"}
    return Scene("teacher", reverse("persons:lost", args=[case_id, parent.pk]), typed)


def new_parent(cast: Cast) -> Scene:
    typed = {
        "name": "Ny Forelder", "relation": "annen", "which_number": "pending", "source": "folkeregisteret",
        "seen_on": "01.10.2025",
    }  # fmt: skip
    return Scene("teacher", reverse("persons:new_parent", args=[log(cast)]), typed)


def end_rest(cast: Cast) -> Scene:
    case_id = log(cast)
    time_passes(case_id, "consent", days=201)
    return Scene("teacher", reverse("heads:rest_end", args=[case_id]), {"confirmed": "1"})


def leave(cast: Cast) -> Scene:
    return Scene("nurse", reverse("logs:leave", args=[log(cast)]), {"confirmed": "1"})


# --- who holds the baton, who takes part


def offer(cast: Cast) -> Scene:
    typed = {"to": f"{cast.nurse.pk}:{cast.clinic.pk}", "why": "Kan du?"}
    return Scene("teacher", reverse("baton:offer", args=[log(cast)]), typed, ("Kan du?", "checked"))


def asked(cast: Cast) -> str:
    case_id = log(cast)
    typed = {"to": f"{cast.nurse.pk}:{cast.clinic.pk}", "why": ""}
    as_(cast.teacher).post(reverse("baton:offer", args=[case_id]), typed)
    return reverse("baton:answer", args=[case_id])


def answer(cast: Cast) -> Scene:
    typed = {"answer": "no", "reason": "Jeg har permisjon."}
    return Scene("nurse", asked(cast), typed, ("Jeg har permisjon.",))


def answer_yes(cast: Cast) -> Scene:
    return Scene("nurse", asked(cast), {"answer": "yes"})


def name_colleague(cast: Cast) -> Scene:
    case_id = log(cast)
    typed = {"person": str(cast.ppt_colleague.pk)}
    page = reverse("heads:read", args=[case_id])
    return Scene("adviser", reverse("heads:name", args=[case_id]), typed, ("selected",), page)


def name_myself(cast: Cast) -> Scene:
    """In a log that the adviser's unit has a consent for, and in which nobody of it is named."""
    case_id = open_log(cast)
    page = reverse("heads:read", args=[case_id])
    return Scene("adviser", reverse("heads:name", args=[case_id]), {"myself": "1"}, (), page)


def remove_colleague(cast: Cast) -> Scene:
    case_id = log(cast)
    name(cast, case_id, "adviser", "ppt_colleague", "ppt")
    url = reverse("heads:remove", args=[case_id, cast.ppt_colleague.pk])
    return Scene("adviser", url, {"confirmed": "1"})


# --- goals and measures


def set_a_goal(cast: Cast) -> Scene:
    """With its first measure in the same form."""
    responsible = f"{cast.nurse.pk}:{cast.clinic.pk}"
    typed = {
        "goal-text": TEXT, "goal-life_area": "leisure", "measure-what": "Leksehjelp to ganger i uka",
        "measure-responsible": responsible, "measure-arena": "school",
        "measure-deadline": f"{in_days(200):%d.%m.%Y}",
    }  # fmt: skip
    return Scene("teacher", reverse("work:goal_set", args=[log(cast)]), typed)


def change_goal(cast: Cast) -> Scene:
    case_id = log(cast)
    url = reverse("work:goal_change", args=[case_id, set_goal(cast, case_id)])
    return Scene("teacher", url, {"text": TEXT})


def set_a_measure(cast: Cast) -> Scene:
    case_id = log(cast)
    typed = {
        "what": TEXT, "responsible": f"{cast.nurse.pk}:{cast.clinic.pk}", "arena": "school",
        "deadline": f"{in_days(200):%d.%m.%Y}",
    }  # fmt: skip
    return Scene("teacher", reverse("work:measure_set", args=[case_id, set_goal(cast, case_id)]), typed)


def measure(cast: Cast) -> tuple[uuid.UUID, uuid.UUID]:
    case_id = log(cast)
    return case_id, set_measure(cast, case_id, set_goal(cast, case_id)).pk


def change_measure(cast: Cast) -> Scene:
    return Scene("teacher", reverse("work:measure_change", args=measure(cast)), {"what": TEXT})


def evaluate(cast: Cast) -> Scene:
    typed = {
        "effect": "3", "text": TEXT, "childs_view": "Det er fint.", "how_heard": "talk", "decision": "continue",
        "next_on": f"{in_days(60):%d.%m.%Y}",
    }  # fmt: skip
    return Scene("teacher", reverse("work:evaluate", args=measure(cast)), typed)


# --- the individuell plan


def start_plan(cast: Cast) -> Scene:
    case_id = log(cast)
    say_yes_to_plan(cast, case_id)
    join_for(cast, case_id, "coordinator", "coordinating")
    coordinator = f"{cast.coordinator.pk}:{cast.coordinating.pk}"
    typed = {"coordinator": coordinator, "say": "chose", "revise_on": f"{in_days(100):%d.%m.%Y}"}
    return Scene("teacher", reverse("plans:start", args=[case_id]), typed, ("checked", typed["revise_on"]))


def change_plan(cast: Cast) -> Scene:
    case_id = log(cast)
    tell(cast, make_plan(cast, case_id), "Jeg liker å tegne.")
    return Scene("coordinator", reverse("plans:change", args=[case_id]), {"text": TEXT})


def change_plan_without_its_text(cast: Cast) -> Scene:
    """Of a kind that the coordinator may not read any more, so that the form does not show it."""
    case_id = log(cast)
    tell(cast, make_plan(cast, case_id), "Jeg er redd for sprøyter.", kind="health")
    take_back(cast, case_id, "mother", "coordinating", kind="health")
    typed = {"revise_on": f"{in_days(60):%d.%m.%Y}"}
    return Scene("coordinator", reverse("plans:change", args=[case_id]), typed)


def name_coordinator(cast: Cast) -> Scene:
    case_id = log(cast)
    make_plan(cast, case_id)
    name(cast, case_id, "coordinator", "other_coordinator", "coordinating")
    coordinator = f"{cast.other_coordinator.pk}:{cast.coordinating.pk}"
    url = reverse("plans:coordinator", args=[case_id])
    return Scene("teacher", url, {"coordinator": coordinator, "say": "chose"}, ("checked",))


# --- teams


def give_seat(cast: Cast) -> Scene:
    url = reverse("members:list", args=[make_team(cast).pk])
    typed = {"person": f"{cast.nav.pk}:{cast.nav_office.pk}", "role": "secretary"}
    return Scene("administrator", url, typed, ("selected", "checked"))


def end_seat(cast: Cast) -> Scene:
    team = make_team(cast)
    with as_system("test: a seat"):
        seat = Seat.objects.filter(team=team).earliest("pk")
    return Scene("administrator", reverse("members:end", args=[team.pk, seat.pk]), {"confirmed": "1"})


def send_to_team(cast: Cast) -> Scene:
    """To the team of the school's district, in which barnevern may not hear it and is left out."""
    team, case_id = make_team(cast), log(cast)
    give_district(cast, team, cast.school)
    typed: Typed = {"wish": "advice", "question": TEXT, "left_out": [str(cast.child_welfare.pk)]}
    return Scene("teacher", reverse("referrals:send", args=[case_id]), typed)


def take_off_the_table(cast: Cast) -> Scene:
    case_id = log(cast)
    referral = refer(cast, case_id, make_team(cast))
    return Scene("teacher", reverse("referrals:close", args=[referral.pk]), {"confirmed": "1"})


def ask_without_names(cast: Cast) -> Scene:
    team = make_team(cast)
    with as_system("test: theme"):
        theme = Theme.objects.create(municipality=cast.home, name="Vennskap")
    typed = {
        "team": str(team.pk), "age_band": "6-9", "theme": str(theme.pk), "arena": "school", "question": TEXT,
        "fits_many": "on",
    }  # fmt: skip
    return Scene("teacher", reverse("discussions:ask"), typed)


def raise_an_issue(cast: Cast) -> Scene:
    typed = {"title": "Overganger", "what_fails": TEXT, "suggestion": "Et møte i mai."}
    return Scene("nurse", reverse("systemissues:raise", args=[make_team(cast).pk]), typed)


# --- meetings


def meeting(cast: Cast) -> Meeting:
    return planned(cast, make_team(cast))


def plan_meeting(cast: Cast) -> Scene:
    typed = {"day": f"{in_days(9):%d.%m.%Y}", "clock": "09.30", "place": "Rådhuset"}
    return Scene("adviser", reverse("meetings:plan", args=[make_team(cast).pk]), typed)


def move(cast: Cast) -> Scene:
    url = reverse("meetings:move", args=[meeting(cast).pk])
    typed = {"day": "i morgen", "clock": "9.30", "place": "Rådhuset"}
    return Scene("adviser", url, typed, ("Rådhuset", "9.30"))


def call_off(cast: Cast) -> Scene:
    typed = {"confirmed": "1", "why": TEXT}
    return Scene("adviser", reverse("meetings:cancel", args=[meeting(cast).pk]), typed)


def undo_the_start(cast: Cast) -> Scene:
    held = begin(cast, make_team(cast))
    return Scene("adviser", reverse("meetings:undo", args=[held.pk]), {"confirmed": "1"})


def begin_meeting(cast: Cast) -> Scene:
    found = meeting(cast)
    with as_system("test: a seat"):
        seat = Seat.objects.filter(team=found.team).earliest("pk")
    return Scene(
        "adviser", reverse("meetings:start", args=[found.pk]), {"present": [str(seat.pk)]}, ("checked",)
    )


def write_minutes(cast: Cast) -> Scene:
    """Of a systemsak, which has no curtain: what was decided stands already, and is changed."""
    team = make_team(cast)
    issue, held = raise_issue(cast, team), begin(cast, team)
    decide(cast, held, issue, responsible="nurse", follow_up_days=30)
    return Scene("adviser", item_url(held, issue), {"summary": TEXT, "go": "stay"})


def write_minutes_that_send_on(cast: Cast) -> Scene:
    """The issue goes to a team above that is there no more."""
    team = make_team(cast)
    above = make_team(cast, team_type="OST", receives_system_issues=True, name="OST")
    issue, held = raise_issue(cast, team), begin(cast, team)
    decide(cast, held, issue, responsible="nurse", send_on=True)
    with as_system("test: the team above is gone"):
        above.seats.all().delete()
        above.delete()
    return Scene("adviser", item_url(held, issue), {"summary": TEXT, "go": "stay"})


def approve_minutes(cast: Cast) -> Scene:
    team = make_team(cast)
    issue, held = raise_issue(cast, team), begin(cast, team)
    decide(cast, held, issue, responsible="nurse")
    return Scene("adviser", reverse("meetings:approve", args=[held.pk]), {"confirmed": "1"})


def task(cast: Cast) -> Task:
    """The nurse's, of a systemsak: minutes that are locked say so."""
    team = make_team(cast)
    issue, held = raise_issue(cast, team), begin(cast, team)
    decide(cast, held, issue, responsible="nurse")
    approve(cast, held)
    with as_system("test: the row"):
        return Task.objects.select_related("item").get()


def give_task(cast: Cast) -> Scene:
    """The nurse, who had it, sits in the team no more: barnevern or the leader can do it."""
    found = task(cast)
    with as_system("test: the nurse and barnevern have left the team"):
        Seat.objects.exclude(role="chair").update(ends_at=timezone.now())
    return Scene("adviser", reverse("tasks:give", args=[found.pk]), {"to": str(cast.adviser.pk)})


def correct_minutes(cast: Cast) -> Scene:
    item = task(cast).item
    return Scene("adviser", reverse("meetings:correct", args=[item.meeting_id, item.pk]), {"text": TEXT})


def do_task(cast: Cast) -> Scene:
    return Scene("nurse", reverse("tasks:do", args=[task(cast).pk]), {"text": TEXT})


# --- absence


def register_absence(cast: Cast) -> Scene:
    stand_in = f"{cast.ppt_colleague.pk}:{cast.ppt.pk}"
    typed = {"first": f"{in_days(1):%d.%m.%Y}", "last": f"{in_days(5):%d.%m.%Y}", "stand_in": stand_in}
    return Scene("adviser", reverse("absence:register"), typed, ("Ppt_colleague",))


def register_absence_of(cast: Cast) -> Scene:
    """The leader's word for a colleague who is ill."""
    stand_in = f"{cast.other_teacher.pk}:{cast.school.pk}"
    typed = {"first": f"{in_days(1):%d.%m.%Y}", "last": f"{in_days(5):%d.%m.%Y}", "stand_in": stand_in}
    return Scene("head", reverse("absence:register_for", args=[cast.teacher.pk]), typed, ("Other_teacher",))


def change_absence(cast: Cast) -> Scene:
    absence_id = away(cast, "adviser", "ppt_colleague")
    typed = {"last": f"{in_days(9):%d.%m.%Y}", "stand_in": ""}
    return Scene("adviser", reverse("absence:change", args=[absence_id]), typed)


def end_absence(cast: Cast) -> Scene:
    absence_id = away(cast, "adviser", "ppt_colleague")
    return Scene("adviser", reverse("absence:end", args=[absence_id]), {"confirmed": "1"})


# --- the municipality


def shortcuts(_cast: Cast) -> Scene:
    return Scene("nurse", reverse("shortcuts:change"), {"used": "no"})


def my_phone(_cast: Cast) -> Scene:
    return Scene("nurse", reverse("profile:phone"), {"phone": "12 34 56 78", "phone_hours": "mandag 8–15"})


def my_choices(_cast: Cast) -> Scene:
    typed = {kind.key: "daily" for kind in KINDS}
    return Scene("nurse", reverse("profile:choices"), typed, ("checked",))


def my_email(_cast: Cast) -> Scene:
    return Scene("mother", reverse("profile:email"), {"email": "ingrid@example.org"})


def make_account(cast: Cast) -> Scene:
    typed = {"display_name": "Áile Åsmyr", "username": "aile", "email": "", "account_type": "staff"}
    return Scene("administrator", reverse("accounts:make"), typed, ("checked",))


def change_account(cast: Cast) -> Scene:
    url = reverse("accounts:change", args=[cast.nurse.pk])
    typed = {"display_name": "Nora Sykepleier", "email": "", "phone": "", "phone_hours": ""}
    return Scene("administrator", url, typed)


def give_place(cast: Cast) -> Scene:
    typed = {"unit": str(cast.ppt.pk), "role": "caseworker", "profession": "lærer", "ends_on": ""}
    return Scene(
        "administrator", reverse("accounts:read", args=[cast.nurse.pk]), typed, ("checked", "selected")
    )


def approve_account(cast: Cast) -> Scene:
    with as_system("test: another administrator"):
        other = make_user("second", cast.home, AccountType.ADMINISTRATOR)
    with as_user(other.pk):
        key = account_make(username="aile", display_name="Áile", email="", account_type="executive")
    return Scene("administrator", reverse("accounts:approve", args=[key]), {"confirmed": "1"})


def invite(cast: Cast) -> Scene:
    with as_user(cast.administrator.pk):
        account_change(
            user=cast.nurse, display_name="Nurse", email="nurse@example.invalid", phone="", phone_hours=""
        )
    return Scene("administrator", reverse("accounts:invite", args=[cast.nurse.pk]), {"confirmed": "1"})


def invite_all(cast: Cast) -> Scene:
    return Scene("administrator", reverse("accounts:invite_all"), invite(cast).typed)


def close_account(cast: Cast) -> Scene:
    return Scene("administrator", reverse("accounts:close", args=[cast.nurse.pk]), {"confirmed": "1"})


def reopen_account(cast: Cast) -> Scene:
    with as_user(cast.administrator.pk):
        account_close(cast.nurse)
    return Scene("administrator", reverse("accounts:reopen", args=[cast.nurse.pk]), {"confirmed": "1"})


def stop_membership(cast: Cast) -> Scene:
    with as_system("test: a membership"):
        membership = Membership.objects.filter(user=cast.nurse).earliest("pk")
    url = reverse("accounts:membership_stop", args=[membership.pk])
    return Scene("administrator", url, {"confirmed": "1"})


def give_a_leaders_place(cast: Cast) -> Scene:
    typed = {"service": "named", "starts_on": "", "ends_on": ""}
    url = reverse("accounts:overseer_give", args=[cast.nurse.pk])
    return Scene("administrator", url, typed, ("selected",))


def end_a_leaders_place(cast: Cast) -> Scene:
    with as_user(cast.administrator.pk):
        key = overseer_give(user=cast.nurse, service=None)
    return Scene("administrator", reverse("accounts:overseer_stop", args=[key]), {"confirmed": "1"})


def load_staff_file(cast: Cast) -> Scene:
    table = read("brukernavn;navn\naile;Áile Åsmyr".encode())
    assert cast.administrator.pk is not None
    keep(cast.administrator.pk, Kept(table, is_all=False))
    with as_user(cast.administrator.pk):
        shown = plan_of(table, is_all=False, municipality=cast.home).digest
    return Scene("administrator", reverse("stafffile:changes"), {"plan_shown": shown})


def lift_exclusion(cast: Cast) -> Scene:
    case_id = log(cast)
    with as_system("test: something is excepted"):
        consent = Consent.objects.get(case_id=case_id)
        excluded = Exclusion.objects.create(
            consent=consent, case_id=case_id, fact="Mors sykdom", made_at=timezone.now(),
            wanted_by=Asked.objects.get(consent=consent, relation="mor"),
        )  # fmt: skip
    return Scene(
        "mother", reverse("consents:lift_exclusion", args=[case_id, excluded.pk]), {"confirmed": "1"}
    )


def agreement(cast: Cast) -> Scene:
    typed = {"name": "Legekontoret", "organisation": "310000000", "agreed_on": "1.1.2026", "ends_on": ""}
    return Scene("administrator", reverse("administration:agreements"), typed)


def end_agreement(cast: Cast) -> Scene:
    with as_user(cast.administrator.pk):
        key = agreement_enter(
            organisation="310000000", name="Legekontoret", agreed_on=date(2026, 1, 1), ends_on=None
        )
    return Scene("administrator", reverse("administration:agreement_end", args=[key]), {"confirmed": "1"})


def _form_typed(**changes: str) -> dict[str, str]:
    texts = {f"text_{key}": " ".join(text.splitlines()) for key, text in product_words("nb").texts.items()}
    return {**texts, "valid_from": f"{timezone.localdate():%d.%m.%Y}", "checked_by": "", **changes}


def new_version(cast: Cast) -> Scene:
    return Scene("administrator", reverse("formtexts:change", args=["en"]), _form_typed())


def new_language(cast: Cast) -> Scene:
    typed = _form_typed(language="uk", name="ukrainsk", own_name="українська")
    return Scene("administrator", reverse("formtexts:add"), typed)


def check_translation(cast: Cast) -> Scene:
    with as_user(cast.administrator.pk):
        key = form_edition_enter(
            language="uk", name="ukrainsk", own_name="українська", texts=dict(product_words("nb").texts),
            valid_from=timezone.localdate(), checked_by="",
        )  # fmt: skip
    return Scene("administrator", reverse("formtexts:check", args=[key]), {"checked_by": "Språksenteret"})


def make_token(cast: Cast) -> Scene:
    typed = {"tenant": "11111111-2222-3333-4444-555555555555"}
    return Scene("administrator", reverse("scim:tokens"), typed)


def end_token(cast: Cast) -> Scene:
    with as_user(cast.administrator.pk):
        token_make("11111111-2222-3333-4444-555555555555")
        key = tokens()[0].id
    return Scene("administrator", reverse("scim:token_end", args=[key]), {"confirmed": "1"})


def settings(cast: Cast) -> Scene:
    return Scene("administrator", reverse("administration:settings"), {"executive_title": "Rådmann"})
