"""Every address, and what each role is answered at it: 200 shown, 302 done or sent on, 403 visible but not allowed,
404 not there for this person, 405 wrong method.

The case is Emma's log (tests/logs/helpers.py) with the nurse and the adviser named; the concern is the teacher's.
"""

from django.urls import URLPattern, URLResolver

from tests.cast import EVERYBODY as CAST
from tests.cast import FAMILY

NOBODY = "nobody"
# Who takes a leader's place: over the units of the school's service, and named by the municipality.
IN_PLACE = ("overseer", "named_person")
EVERYBODY = (*CAST, *IN_PLACE)
ROLES = (*EVERYBODY, NOBODY)
# Last, since nobody is signed in after them.
SIGN_OUT = ("sign_in_again", "logout")
# Sent to sign in: what a visitor without a session gets on every page that shows something.
SENT = 302


def only(status: int, *roles: str, others: int = 404, **exceptions: int) -> dict[str, int]:
    """`status` for the roles, `others` for everybody else; nobody is sent to sign in."""
    return dict.fromkeys(EVERYBODY, others) | {NOBODY: SENT} | dict.fromkeys(roles, status) | exceptions


STAFF_WITH_UNIT = (
    "teacher", "other_teacher", "head", "nurse", "adviser", "ppt_colleague", "child_welfare_worker", "nav",
    "coordinator", "other_coordinator", "stranger",
)  # fmt: skip
TAKES_PART = ("teacher", "nurse", "adviser")
READS_PLAN = (*TAKES_PART, "coordinator", "mother")
WITH_HOUSE = tuple(role for role in EVERYBODY if role not in FAMILY)
# Clinic and PPT have no leader, so whom the municipality has named sees the head in their place.
HEADS = ("teacher", "head", "nurse", "adviser", "named_person")
AT_HOME = tuple(role for role in STAFF_WITH_UNIT if role != "stranger")
SEATED = ("adviser", "nurse", "child_welfare_worker")
# Those who know of a team of their municipality and may not do this: 403. The stranger and the family do not find it.
NOT_THEIRS = dict.fromkeys((*AT_HOME, *IN_PLACE, "administrator", "privacy_officer", "executive"), 403)
OF_A_LOCAL_ACCOUNT = "change_password add_totp remove_totp add_passkey remove_passkey renew_codes own_codes"
everybody = dict.fromkeys(ROLES, 200)
signed_in = only(200, *EVERYBODY)


def of_staff(*roles: str) -> dict[str, int]:
    """The same among those who work in a unit; all others are refused."""
    return only(403, others=403) | dict.fromkeys(STAFF_WITH_UNIT, 404) | dict.fromkeys(roles, 200)


def of_a_question(*roles: str) -> dict[str, int]:
    """Of the teacher by the head of the school, asked and not answered yet."""
    asked = (*STAFF_WITH_UNIT, *IN_PLACE, "privacy_officer")
    return only(403, others=403) | dict.fromkeys(asked, 404) | dict.fromkeys(roles, 200)


TABLE: dict[str, dict[str, dict[str, int]]] = {
    "healthz": {"GET": everybody},
    "sign_in": {"GET": dict.fromkeys(EVERYBODY, 302) | {NOBODY: 200}},
    # Without accounts to choose from it leads to the sign-in page, which leads somebody who is signed in home.
    "take_invitation": {"GET": dict.fromkeys(ROLES, 302), "POST": dict.fromkeys(ROLES, 302)},
    "choose_account": {"GET": dict.fromkeys(ROLES, 302), "POST": dict.fromkeys(ROLES, 302)},
    "time_left": {"GET": everybody},
    "go_on": {"GET": dict.fromkeys(ROLES, 405), "POST": signed_in},
    "sign_in_again": {"GET": dict.fromkeys(ROLES, 405), "POST": dict.fromkeys(ROLES, 302)},
    "profile:read": {"GET": signed_in},
    "profile:phone": {"GET": only(200, *WITH_HOUSE)},
    "profile:choices": {"GET": only(200, *STAFF_WITH_UNIT, *IN_PLACE, *FAMILY)},
    "profile:email": {"GET": only(200, *FAMILY)},
    # Whoever has an e-mail's link needs no account; tests/profile has one that works.
    "profile:confirm_email": {"GET": dict.fromkeys(ROLES, 404), "POST": dict.fromkeys(ROLES, 404)},
    "session_end": {"GET": dict.fromkeys(ROLES, 405), "POST": only(404)},
    "sessions_end_others": {"GET": dict.fromkeys(ROLES, 405), "POST": only(302, *EVERYBODY)},
    # Nobody of the cast signs in with a password: tests/localaccounts has those who do.
    "localaccounts:sign_in": {
        method: dict.fromkeys(EVERYBODY, 302) | {NOBODY: 200} for method in ("GET", "POST")
    },
    "localaccounts:second": {"GET": dict.fromkeys(ROLES, 302), "POST": dict.fromkeys(ROLES, 302)},
    "localaccounts:invitation": {"GET": dict.fromkeys(ROLES, 404), "POST": dict.fromkeys(ROLES, 404)},
    "localaccounts:invited_factor": {"GET": dict.fromkeys(ROLES, 404), "POST": dict.fromkeys(ROLES, 404)},
    "localaccounts:invited_codes": {"GET": dict.fromkeys(ROLES, 302), "POST": dict.fromkeys(ROLES, 302)},
    **{f"localaccounts:{name}": {"GET": only(404), "POST": only(404)} for name in OF_A_LOCAL_ACCOUNT.split()},
    "localaccounts:own": {"GET": only(404)},
    "logout": {"GET": dict.fromkeys(ROLES, 405), "POST": dict.fromkeys(ROLES, 302)},
    # No provider is set up here, so there is none of this name: tests/openid has them.
    "openid:begin": {"GET": dict.fromkeys(ROLES, 404)},
    "openid:answer": {"GET": dict.fromkeys(ROLES, 404)},
    "openid:logged_out": {"GET": dict.fromkeys(ROLES, 404), "POST": dict.fromkeys(ROLES, 404)},
    "openid:left": {"GET": dict.fromkeys(ROLES, 404)},
    # Not in production: tests/runtime/test_production.py. What a click does: tests/demo/test_one_click.py.
    "demo:login": {"GET": dict.fromkeys(ROLES, 405)},
    "home": {"GET": everybody | {"executive": 302}},
    "concerns:list": {"GET": signed_in, "POST": dict.fromkeys(ROLES, 302)},
    "concerns:register": {"GET": only(200, *STAFF_WITH_UNIT, others=403)},
    "concerns:read": {"GET": only(200, "teacher", "head")},
    "concerns:change": {"GET": only(200, "teacher", head=403)},
    "concerns:share": {"GET": only(200, "teacher", head=403), "POST": only(200, "teacher", head=403)},
    "concerns:close": {"GET": only(200, "teacher", head=403)},
    "concerns:give": {"GET": only(200, "teacher", head=403)},
    "leaving:overview": {"GET": signed_in},
    "leaving:own": {"GET": only(200, "nurse")},
    "leaving:of": {"GET": only(200, "nurse", "named_person")},
    # Who works in no unit is told so before anything is looked for: the try names no log.
    "reports:list": {"GET": only(200, *STAFF_WITH_UNIT, others=403)},
    "reports:suspicion": {"GET": only(200, *STAFF_WITH_UNIT, others=403)},
    "reports:register": {"GET": only(200, *STAFF_WITH_UNIT, others=403)},
    "reports:read": {"GET": only(200, "teacher")},
    "reports:change": {"GET": only(200, "teacher")},
    "reports:of_concern": {"GET": of_staff("teacher", "head")},
    "reports:of_log": {"GET": of_staff(*TAKES_PART)},
    # Who works here is led to look for it by number, whether there is a log or not.
    "disclosures:find": {"GET": only(200, *STAFF_WITH_UNIT, *IN_PLACE, others=403)},
    "disclosures:begin": {
        "GET": only(302, *STAFF_WITH_UNIT, *IN_PLACE, others=403)
        | dict.fromkeys(("teacher", "head", "nurse", "named_person"), 200)
    },
    "disclosures:read": {"GET": only(200, "teacher", "head")},
    **{
        f"disclosures:{name}": {"GET": only(200, "teacher")}
        for name in ("change", "choose", "make", "drop", "tell")
    },
    # Not before it is made: tests/disclosures has one.
    "disclosures:file": {"GET": only(404)},
    # The family and who takes part; what is one's own, and the copy, is the mother's.
    **{
        f"requests:{name}": {"GET": only(200, *TAKES_PART, "mother")}
        for name in ("of_log", "insight", "object", "correct_fact")
    },
    **{
        f"requests:{name}": {"GET": only(200, "mother")}
        for name in ("correct_note", "why", "copy", "copy_data")
    },
    "requests:list": {"GET": only(200, *STAFF_WITH_UNIT, *IN_PLACE, others=403)},
    # What the mother has asked of the school; an answer is written and not given.
    **{f"requests:{name}": {"GET": only(200, "head")} for name in ("read", "answer", "give", "prolong")},
    "requests:complain": {"GET": only(404)},
    "requests:letter": {"GET": only(404)},
    "requests:look": {"GET": only(302, *STAFF_WITH_UNIT, *IN_PLACE, others=403) | {"teacher": 200}},
    "requests:control": {"GET": only(200, "privacy_officer", others=403)},
    # After a sign-in that led nowhere, and for a family without a log: tests/requests.
    "requests:outside": {"GET": only(302, *EVERYBODY) | dict.fromkeys(FAMILY, 200)},
    "requests:outside_sent": {"GET": everybody},
    "wrongchild:list": {"GET": only(200, *STAFF_WITH_UNIT, *IN_PLACE, others=403)},
    "wrongchild:note": {"GET": only(200, "teacher")},
    "wrongchild:to_log": {"GET": only(200, "teacher")},
    "wrongchild:to_concern": {"GET": only(200, "teacher")},
    "wrongchild:concern": {"GET": only(200, "teacher", head=403)},
    "deviations:list": {"GET": only(200, "privacy_officer", others=403)},
    "deviations:read": {"GET": only(200, "privacy_officer", others=403)},
    # Of an undring, which no family is told of: tests/deviations has a reading.
    "deviations:tell": {"GET": only(404, others=403) | {"privacy_officer": 404}},
    "deviations:report": {"GET": only(200, *STAFF_WITH_UNIT, others=403)},
    "deviations:own": {"GET": only(200, *STAFF_WITH_UNIT, *IN_PLACE, others=403)},
    "informing:list": {"GET": only(200, *STAFF_WITH_UNIT, *IN_PLACE, others=403)},
    # The note is about the child.
    "informing:answer": {"GET": only(403, others=403) | dict.fromkeys((*STAFF_WITH_UNIT, *IN_PLACE), 404)},
    "informing:counts": {"GET": only(200, "privacy_officer", others=403)},
    "patterns:list": {"GET": only(200, "head", "stranger", "privacy_officer", *IN_PLACE, others=403)},
    "questions:list": {"GET": only(200, *STAFF_WITH_UNIT, *IN_PLACE, "privacy_officer", others=403)},
    # Of days on which nobody read anything: tests/questions has others.
    "questions:send": {
        "GET": only(403, others=403) | dict.fromkeys((*STAFF_WITH_UNIT, *IN_PLACE, "privacy_officer"), 404)
    },
    "questions:read": {"GET": of_a_question("privacy_officer", "head", "teacher")},
    "questions:ask": {"GET": of_a_question()},
    "questions:answer": {"GET": of_a_question("teacher")},
    "questions:conclude": {"GET": of_a_question("head")},
    "questions:advise": {"GET": of_a_question("privacy_officer")},
    "bylaw:overview": {"GET": only(200, *STAFF_WITH_UNIT, *IN_PLACE, others=403)},
    "bylaw:control": {"GET": only(200, "privacy_officer", others=403)},
    # What NAV's worker has opened, in a municipality that lets caseworkers of NAV do so; nobody leads that office.
    "emergency:open": {"GET": only(200, "nav", others=403)},
    "emergency:read": {"GET": only(200, "nav")},
    "emergency:end": {"GET": only(200, "nav")},
    "emergency:tell": {"GET": only(200, "nav")},
    "emergency:look": {"GET": only(200, "named_person")},
    "emergency:list": {"GET": signed_in | {"privacy_officer": 302}},
    # Who leads a unit whose notes are in the log: the school's head, and of the clinic whom the municipality has named.
    "statute:find": {"GET": only(200, "head", "stranger", *IN_PLACE, others=403)},
    "statute:decide": {"GET": only(200, "head", "named_person")},
    "statute:decided": {"GET": only(200, "head")},
    "statute:extend": {"GET": only(200, "head")},
    "statute:end": {"GET": only(200, "head")},
    "statute:received": {"GET": only(200, "nurse")},
    "statute:remove": {"GET": only(200, "nurse")},
    "statute:read": {"GET": only(200, "nurse")},
    "concerns:heads": {"GET": signed_in},
    "keepout:concern": {"GET": only(200, "teacher", head=403)},
    "keepout:concern_let_in": {"GET": only(404, head=403)},
    "keepout:case": {
        "GET": only(200, "teacher", nurse=403, adviser=403, mother=403, head=403, named_person=403)
    },
    "keepout:case_let_in": {"GET": only(404, nurse=403, adviser=403, mother=403, head=403, named_person=403)},
    "conversation:go_on": {"GET": only(302, "teacher", head=403)},
    "conversation:barnet": {"GET": only(200, "teacher", head=403)},
    "conversation:voksne": {"GET": only(302, "teacher", head=403)},
    "conversation:enheter": {"GET": only(302, "teacher", head=403)},
    "conversation:unntak": {"GET": only(302, "teacher", head=403)},
    "conversation:periode": {"GET": only(302, "teacher", head=403)},
    "conversation:les": {"GET": only(302, "teacher", head=403)},
    "conversation:svar": {"GET": only(302, "teacher", head=403)},
    # Only beside an answer that is missing: tests/checks has one.
    "conversation:ett_ja": {"GET": only(302, "teacher", head=403)},
    "new_consent:ett_ja": {"GET": only(302, "teacher", nurse=403, adviser=403, mother=403)},
    "checks:list": {"GET": signed_in},
    "checks:look": {"GET": only(404)},
    "checks:end": {"GET": only(404)},
    "conversation:apne": {"GET": only(302, "teacher", head=403)},
    "conversation:forkast": {"GET": only(302, "teacher", head=403)},
    "conversation:skjerm": {"GET": only(302, "teacher", head=403)},
    "conversation:pa_skjermen": {"GET": only(302, "teacher", head=403)},
    "conversation:i_stedet": {"GET": only(302, "teacher", head=403)},
    "conversation:i_stedet_bort": {"GET": only(404, head=403)},
    "logs:list": {"GET": signed_in, "POST": dict.fromkeys(ROLES, 302)},
    "logs:read": {"GET": only(200, *TAKES_PART, "mother"), "POST": only(302, *TAKES_PART, "mother")},
    "logs:write": {"GET": only(200, *TAKES_PART, mother=403), "POST": only(200, *TAKES_PART, mother=403)},
    "logs:change_entry": {"GET": only(200, "teacher", mother=403), "POST": only(200, "teacher", mother=403)},
    # Nothing of the first note is kept.
    "logs:release_entry": {"GET": only(404, mother=403), "POST": only(404, mother=403)},
    "consents:list": {"GET": only(200, *TAKES_PART, "mother")},
    "consents:print": {"GET": only(200, *TAKES_PART, "mother")},
    "new_consent:go_on": {"GET": only(302, "teacher", nurse=403, adviser=403, mother=403)},
    "new_consent:enheter": {"GET": only(200, "teacher", nurse=403, adviser=403, mother=403)},
    "new_consent:unntak": {"GET": only(302, "teacher", nurse=403, adviser=403, mother=403)},
    "new_consent:periode": {"GET": only(302, "teacher", nurse=403, adviser=403, mother=403)},
    "new_consent:les": {"GET": only(302, "teacher", nurse=403, adviser=403, mother=403)},
    "new_consent:svar": {"GET": only(302, "teacher", nurse=403, adviser=403, mother=403)},
    "new_consent:registrer": {"GET": only(302, "teacher", nurse=403, adviser=403, mother=403)},
    "new_consent:skjerm": {"GET": only(302, "teacher", nurse=403, adviser=403, mother=403)},
    "new_consent:pa_skjermen": {"GET": only(302, "teacher", nurse=403, adviser=403, mother=403)},
    "new_consent:i_stedet": {"GET": only(200, "teacher", nurse=403, adviser=403, mother=403)},
    "new_consent:i_stedet_bort": {"GET": only(404, nurse=403, adviser=403, mother=403)},
    # Nobody expects a child in this log.
    "new_consent:videre": {"GET": only(404, nurse=403, adviser=403, mother=403)},
    "new_consent:slutt": {"GET": only(404, nurse=403, adviser=403, mother=403)},
    "new_consent:forkast": {"GET": only(302, "teacher", nurse=403, adviser=403, mother=403)},
    # Nobody is shut out of this log, so there is nobody to release it to.
    "persons:protection": {"GET": only(200, "teacher", nurse=403, adviser=403, mother=403)},
    "persons:new_parent": {"GET": only(200, "teacher", nurse=403, adviser=403, mother=403)},
    "persons:lost": {"GET": only(200, "teacher", nurse=403, adviser=403, mother=403)},
    "consents:release": {"GET": only(404, "teacher", nurse=403, adviser=403, mother=403)},
    # The mother's responsibility is shown already.
    "consents:show_responsibility": {"GET": only(404, "teacher", nurse=403, adviser=403, mother=403)},
    "persons:child": {"GET": only(200, "teacher", nurse=403, adviser=403, mother=403)},
    "persons:parent": {"GET": only(200, "teacher", nurse=403, adviser=403, mother=403)},
    "consents:lift_exclusion": {"GET": only(404)},
    # Of the mother: she and the relay holder take back what she has said of herself.
    # tests/consents/test_yes_that_waits.py has a yes that waits.
    # There is no other log, and the mother has not been asked: tests/joining has those.
    "joining:page": {"GET": only(200, "teacher", nurse=403, adviser=403, mother=403)},
    **{
        f"joining:{name}": {"GET": only(404, nurse=403, adviser=403, mother=403)}
        for name in ("propose", "accept", "decline")
    },
    "joining:take_back": {"GET": only(404)},
    "joining:part": {"GET": only(404)},
    "consents:take_back_yes": {"GET": only(404)},
    "consents:withdraw_own": {"GET": only(200, "teacher", "mother", nurse=403, adviser=403)},
    "consents:withdraw": {"GET": only(200, *TAKES_PART, "mother")},
    "logs:events": {"GET": only(200, "mother")},
    # The child is 9: tests/logs/test_together.py.
    "logs:together": {"GET": only(404)},
    "logs:print": {"GET": only(200, *TAKES_PART, "mother")},
    "logs:leave": {"GET": only(200, *TAKES_PART, mother=403)},
    "work:goal_set": {"GET": only(200, *TAKES_PART, mother=403), "POST": only(200, *TAKES_PART, mother=403)},
    "work:goal_change": {
        "GET": only(200, *TAKES_PART, mother=403),
        "POST": only(200, *TAKES_PART, mother=403),
    },
    "work:measure_set": {
        "GET": only(200, *TAKES_PART, mother=403),
        "POST": only(200, *TAKES_PART, mother=403),
    },
    "work:measure_read": {"GET": only(200, *TAKES_PART, "mother"), "POST": only(405, *EVERYBODY, others=405)},
    "work:measure_change": {
        "GET": only(200, *TAKES_PART, mother=403),
        "POST": only(200, *TAKES_PART, mother=403),
    },
    "work:evaluate": {"GET": only(200, *TAKES_PART, mother=403), "POST": only(200, *TAKES_PART, mother=403)},
    # There is a plan, so starting one leads to it.
    "empty_form": {"GET": only(200, *WITH_HOUSE)},
    "consents:pdf": {"GET": only(200, "teacher", "mother")},
    # One in a log, about the school, that is withheld from the family.
    "documents:fetch": {"GET": only(200, *TAKES_PART)},
    "plans:start": {"GET": only(302, "teacher", "coordinator", nurse=403, adviser=403, mother=403)},
    "plans:read": {"GET": only(200, *READS_PLAN)},
    "plans:change": {"GET": only(200, "coordinator", teacher=403, nurse=403, adviser=403, mother=403)},
    "plans:coordinator": {"GET": only(200, "teacher", "coordinator", nurse=403, adviser=403, mother=403)},
    "plans:order": {"GET": only(405, *EVERYBODY, others=405), "POST": only(302, *READS_PLAN)},
    "plans:document": {"GET": only(200, *READS_PLAN)},
    "plans:download": {"GET": only(200, *READS_PLAN)},
    "heads:list": {"GET": signed_in},
    "heads:read": {"GET": only(200, *HEADS)},
    "heads:name": {
        "GET": only(200, "nurse", "adviser", teacher=403, head=403, named_person=403),
        "POST": only(200, "nurse", "adviser", teacher=403, head=403, named_person=403),
    },
    "heads:remove": {"GET": only(200, "nurse", "named_person")},
    # Their log does not rest.
    "heads:rest_end": {"GET": only(403, *HEADS)},
    "baton:offer": {
        "GET": only(200, "teacher", nurse=403, adviser=403, head=403, named_person=403, mother=403)
    },
    "baton:cancel": {
        "GET": only(405, *EVERYBODY, others=405) | {NOBODY: SENT},
        # The mother sees the log and no head, so for her there is nothing to take back.
        "POST": only(302, "teacher", nurse=403, adviser=403, head=403, named_person=403),
    },
    "baton:answer": {"GET": only(302, *TAKES_PART, "mother")},
    # The teacher's, with another teacher as stand-in; the person it can be registered for is the nurse.
    "absence:list": {"GET": only(200, *STAFF_WITH_UNIT)},
    "absence:register": {"GET": only(200, *STAFF_WITH_UNIT)},
    "absence:register_for": {
        "GET": only(404) | NOT_THEIRS | {"nurse": 200, "named_person": 200, "executive": 404}
    },
    "absence:read": {"GET": only(200, "teacher", "other_teacher", "head")},
    "absence:change": {"GET": only(200, "teacher", "head", other_teacher=403)},
    "absence:end": {"GET": only(200, "teacher", "head", other_teacher=403)},
    "teams:list": {"GET": only(200, *STAFF_WITH_UNIT, "administrator", others=403)},
    "teams:team": {"GET": only(404) | NOT_THEIRS | dict.fromkeys(SEATED, 200)},
    "members:list": {
        "GET": only(404) | NOT_THEIRS | {"administrator": 200},
        "POST": only(404) | NOT_THEIRS | {"administrator": 200},
    },
    "members:end": {
        "GET": only(404) | NOT_THEIRS | {"administrator": 200},
        "POST": only(404) | NOT_THEIRS | {"administrator": 200},
    },
    "referrals:send": {
        "GET": only(200, "teacher", nurse=403, adviser=403, mother=403),
        "POST": only(200, "teacher", nurse=403, adviser=403, mother=403),
    },
    "answers:referral": {"GET": only(200, *TAKES_PART, "mother"), "POST": only(405, *EVERYBODY, others=405)},
    "referrals:close": {
        "GET": only(200, "teacher", "adviser", nurse=403, mother=403),
        "POST": only(200, "teacher", "adviser", nurse=403, mother=403),
    },
    "discussions:ask": {
        "GET": only(200, *STAFF_WITH_UNIT, others=403),
        "POST": only(200, *STAFF_WITH_UNIT, others=403),
    },
    "discussions:claim": {
        "GET": only(200, *STAFF_WITH_UNIT, others=403),
        "POST": only(200, *STAFF_WITH_UNIT, others=403),
    },
    "systemissues:raise": {
        "GET": only(200, *AT_HOME, others=403, stranger=404),
        "POST": only(200, *AT_HOME, others=403, stranger=404),
    },
    "answers:issue": {"GET": only(200, "teacher", *SEATED)},
    # Of the meetings, one has begun, in which the chair stands at the gate of Emma's item; an earlier one is approved.
    "meetings:plan": {
        "GET": only(404) | NOT_THEIRS | {"adviser": 200},
        "POST": only(404) | NOT_THEIRS | {"adviser": 200},
    },
    "meetings:read": {"GET": only(200, *SEATED), "POST": only(405, *EVERYBODY, others=405)},
    "meetings:move": {"GET": only(302, "adviser", nurse=403, child_welfare_worker=403)},
    "meetings:cancel": {"GET": only(302, "adviser", nurse=403, child_welfare_worker=403)},
    "meetings:undo": {
        "GET": only(200, "adviser", nurse=403, child_welfare_worker=403),
        "POST": only(200, "adviser", nurse=403, child_welfare_worker=403),
    },
    "meetings:start": {
        "GET": only(200, "adviser", nurse=403, child_welfare_worker=403),
        "POST": only(200, "adviser", nurse=403, child_welfare_worker=403),
    },
    "meetings:item": {"GET": only(200, "adviser", nurse=403), "POST": only(200, "adviser", nurse=403)},
    "meetings:screen": {"GET": only(200, "adviser", nurse=403, child_welfare_worker=403)},
    "meetings:lift": {
        "GET": only(405, *EVERYBODY, others=405),
        "POST": only(404, "adviser", nurse=403, child_welfare_worker=403),
    },
    "meetings:approve": {
        "GET": only(200, "adviser", nurse=403, child_welfare_worker=403),
        "POST": only(200, "adviser", nurse=403, child_welfare_worker=403),
    },
    "meetings:correct": {
        "GET": only(200, *TAKES_PART, "mother"),
        "POST": only(200, *TAKES_PART, "mother"),
    },
    "tasks:give": {
        "GET": only(302, "teacher", "adviser", nurse=403, mother=403),
        "POST": only(302, "teacher", "adviser", nurse=403, mother=403),
    },
    "tasks:do": {
        "GET": only(200, "nurse", teacher=403, adviser=403, mother=403),
        "POST": only(200, "nurse", teacher=403, adviser=403, mother=403),
    },
    "remind": {
        "GET": dict.fromkeys(ROLES, 405),
        "POST": dict.fromkeys(ROLES, 403) | {"teacher": 302, NOBODY: SENT},
    },
    "notices:list": {"GET": signed_in},
    "shortcuts:change": {"GET": signed_in, "POST": signed_in},
    "notices:read_all": {"GET": dict.fromkeys(ROLES, 405), "POST": dict.fromkeys(ROLES, 302)},
    "notices:open": {"GET": dict.fromkeys(ROLES, 405), "POST": only(302, "nurse")},
    "drafts:save": {"GET": dict.fromkeys(ROLES, 405)},
    "drafts:forget": {"GET": dict.fromkeys(ROLES, 405)},
    "audit:list": {"GET": only(200, "privacy_officer", others=403)},
    "audit:export": {"GET": only(200, "privacy_officer", others=403)},
    "audit:seal": {"GET": only(200, "privacy_officer", others=403)},
    "administration:overview": {"GET": only(200, *WITH_HOUSE, others=403)},
    "mail:given_up": {"GET": only(200, "administrator", others=403)},
    "administration:settings": {"GET": only(200, "administrator", others=403)},
    "accounts:list": {
        "GET": only(200, "administrator", others=403),
        "POST": only(302, "administrator", others=403),
    },
    # Nobody of the cast has an e-mail address to be invited at.
    "accounts:invite_all": {"GET": only(404, "administrator", others=403)},
    "accounts:make": {"GET": only(200, "administrator", others=403)},
    # Of the nurse: nobody approves or opens an account that is open.
    "accounts:read": {"GET": only(200, "administrator", others=403)},
    "accounts:change": {"GET": only(200, "administrator", others=403)},
    "accounts:approve": {"GET": only(404, "administrator", others=403)},
    # Nobody of the cast has an e-mail address to be invited at.
    "accounts:invite": {"GET": only(404, "administrator", others=403)},
    "accounts:close": {"GET": only(200, "administrator", others=403)},
    "accounts:reopen": {"GET": only(404, "administrator", others=403)},
    # Those who lead a unit, each in a municipality of their own, and the one who watches.
    "accounts:administrators": {
        "GET": only(200, "head", "stranger", *IN_PLACE, "privacy_officer", others=403)
    },
    "accounts:membership_stop": {"GET": only(200, "administrator", others=403)},
    "accounts:overseers": {"GET": only(200, "administrator", others=403)},
    # It asks to sign in again first: tests/accounts/test_overseers.py.
    "accounts:overseer_give": {"GET": only(200, "administrator", others=403)},
    "accounts:overseer_stop": {"GET": only(200, "administrator", others=403)},
    "oversight:units": {"GET": only(200, "overseer", others=403)},
    # Nothing was chosen: there is no plan to show or to do.
    "stafffile:upload": {
        "GET": only(200, "administrator", others=403),
        "POST": only(200, "administrator", others=403),
    },
    "stafffile:example": {"GET": only(200, "administrator", others=403)},
    "stafffile:changes": {
        "GET": only(302, "administrator", others=403),
        "POST": only(302, "administrator", others=403),
    },
    # Announced in tests/organisation/test_two_become_one.py.
    "administration:merge": {"GET": only(404, "administrator", others=403)},
    "administration:begin": {"GET": only(200, "administrator", others=403)},
    "administration:emergency": {"GET": only(200, "administrator", others=403)},
    "administration:emergency_confirm": {"GET": only(302, "administrator", others=403)},
    "administration:agreements": {"GET": only(200, "administrator", others=403)},
    "administration:agreement_end": {"GET": only(404, "administrator", others=403)},
    # Nobody of the cast works for an outside body or stands in today; one that does is in the scene.
    "secrecy:mine": {"GET": only(200, *STAFF_WITH_UNIT, *IN_PLACE)},
    "secrecy:read": {"GET": only(404)},
    "secrecy:family": {"GET": only(302, *EVERYBODY)},
    "secrecy:list": {
        "GET": only(200, "head", "named_person", "adviser", "stranger", "privacy_officer", others=403)
    },
    "secrecy:register": {"GET": only(200, "head", "named_person")},
    "secrecy:end": {"GET": only(200, "head", "named_person")},
    "secrecy:settings": {"GET": only(200, "administrator", others=403)},
    "secrecy:text": {"GET": only(200, "administrator", others=403)},
    "secrecy:history": {"GET": only(200, "administrator", others=403)},
    "secrecy:service": {"GET": only(200, "administrator", others=403)},
    "formtexts:list": {"GET": only(200, "administrator", others=403)},
    "formtexts:add": {"GET": only(200, "administrator", others=403)},
    "formtexts:change": {"GET": only(200, "administrator", others=403)},
    "formtexts:check": {"GET": only(404, "administrator", others=403)},
    "scim:tokens": {"GET": only(200, "administrator", others=403)},
    "scim:token_end": {"GET": only(404, "administrator", others=403)},
    # A session opens none of these, and without a token nobody does: tests/scim/test_tokens.py.
    **{
        f"scim:{one}": {"GET": dict.fromkeys(ROLES, 401), "POST": dict.fromkeys(ROLES, 401)}
        for one in (
            "users",
            "user",
            "groups",
            "group",
            "config",
            "kinds",
            "kind",
            "schemas",
            "schema",
            "search",
            "nowhere",
        )
    },
    "figures:read": {"GET": only(200, "executive", others=403)},
    # Nobody of the cast leads NAV's office: tests/reporting/kostra/test_page.py has one who does.
    "kostra:check": {"GET": only(403, *EVERYBODY), "POST": only(403, *EVERYBODY)},
    "kostra:download": {"GET": only(403, *EVERYBODY), "POST": only(403, *EVERYBODY)},
}


def addresses(resolver: URLResolver, prefix: str = "", namespace: str = "") -> dict[str, str]:
    """Every address of the application by name, with its pattern."""
    found: dict[str, str] = {}
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            found[f"{namespace}{pattern.name}"] = prefix + str(pattern.pattern)
        else:
            below = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found |= addresses(pattern, prefix + str(pattern.pattern), below)
    return found
