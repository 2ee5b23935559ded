"""All pages that somebody writes in, one row each: a scene, a mistake, other words, and how a second sending ends.

`test_every_form.py` and `test_every_form_twice.py` send each of them in every way that something can go wrong.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

import pytest

from consent.form_words import product_words
from tests.cast import Cast
from tests.plans.helpers import in_days
from tests.writing import asking, scenes
from tests.writing import scenes_of_deviations as of_deviations
from tests.writing import scenes_of_disclosures as of_disclosures
from tests.writing import scenes_of_emergencies as of_emergencies
from tests.writing import scenes_of_house as of_house
from tests.writing import scenes_of_informing as of_informing
from tests.writing import scenes_of_joining as of_joining
from tests.writing import scenes_of_questions as of_questions
from tests.writing import scenes_of_reports as of_reports
from tests.writing import scenes_of_requests as of_requests
from tests.writing import scenes_of_secrecy as of_secrecy
from tests.writing import scenes_of_statute as of_statute
from tests.writing import scenes_of_teams as of_teams
from tests.writing import scenes_of_the_wrong_child as of_wrong_child
from tests.writing import scenes_of_work as of_work
from tests.writing.scenes import OTHER, Scene, Typed


class Ends(Enum):
    """How it ends when a form that was opened in another window is sent after the first."""

    LED = "led to what the first sending made"
    STORED = "stored as well"
    MET = "shown both texts"
    TOLD = "told that it is done, or why it cannot be done any more"


@dataclass(frozen=True)
class Row:
    """`wrong` is typed with a mistake; `other` are other words, which could be stored.

    `same` and `otherwise` say how the same and other words from another window end. `rival` is somebody else who may
    change the same thing. `changes`: the page is about something that is there, and shows what stands in it.
    """

    address: str
    scene: Callable[[Cast], Scene]
    wrong: Typed = field(default_factory=dict)
    other: Typed = field(default_factory=dict)
    same: Ends = Ends.TOLD
    otherwise: Ends = Ends.TOLD
    changes: bool = False
    rival: str = ""
    name: str = ""

    @property
    def texts(self) -> list[str]:
        return TEXTS.get(str(self), "").split()

    def __str__(self) -> str:
        return self.name or self.address


LED, STORED, MET, TOLD = Ends.LED, Ends.STORED, Ends.MET, Ends.TOLD
NO_DAY: Final = "31.02.2026"
LONG: Final = "x" * 121
TOO_LONG: Final = "x" * 4001
TEXT: Final[Mapping[str, str]] = {"text": OTHER}
FORM: Final = " ".join(f"text_{key}" for key in product_words("nb").texts)
LATER: Final[Mapping[str, str]] = {"later_because": "third_person"}
SOONER: Final[Mapping[str, str]] = {"last_day": f"{in_days(7):%d.%m.%Y}"}

TABLE: Final = (
    Row("concerns:register", scenes.register, {"birth_date": NO_DAY}, {"observed": OTHER}, LED, STORED),
    Row("concerns:change", scenes.change_concern, {"since": NO_DAY}, {"observed": OTHER}, MET, MET, changes=True),
    Row("concerns:share", scenes.share, {"colleague": ""}),
    Row("concerns:give", scenes.give_concern, {"colleague": ""}),
    Row("concerns:close", scenes.close_concern, {"reason": "…"}, {"reason": OTHER}),
    Row("reports:register", of_reports.register, {"sent_on": NO_DAY}, {"receipt": OTHER}, LED, STORED),
    Row("reports:of_concern", of_reports.of_concern, {"sent_on": NO_DAY}, {"receipt": OTHER}, LED, STORED),
    Row("reports:of_log", of_reports.of_log, {"sent_on": NO_DAY}, {"receipt": OTHER}, LED, STORED),
    Row("reports:change", of_reports.change, {"sent_on": NO_DAY}, {"receipt": OTHER}, MET, MET, changes=True),
    Row("disclosures:begin", of_disclosures.begin, {"demanded_on": NO_DAY}, {"reference": OTHER}, STORED, STORED),
    Row(
        "disclosures:change", of_disclosures.change, {"demanded_on": NO_DAY}, {"reference": OTHER}, MET, MET,
        changes=True,
    ),
    Row("disclosures:choose", of_disclosures.choose, {"notes": []}, same=STORED, otherwise=STORED),
    Row("disclosures:make", of_disclosures.make),
    Row("disclosures:drop", of_disclosures.drop),
    Row(
        "disclosures:tell", of_disclosures.tell, {"review_on": NO_DAY}, {"hidden_because": "told_by_child"},
        STORED, STORED,
    ),
    Row("emergency:open", of_emergencies.open_one, {"number": "123"}, {"reason": OTHER}, LED, STORED),
    Row("emergency:end", of_emergencies.end),
    Row("emergency:tell", of_emergencies.tell),
    Row("emergency:look", of_emergencies.look, {"review_on": NO_DAY}, LATER, LED, STORED),
    Row("wrongchild:to_log", of_wrong_child.to_log, {"whose": ""}, {"whose": "other"}),
    Row("wrongchild:to_concern", of_wrong_child.to_concern, {"birth_date": NO_DAY}, {"child_name": OTHER}),
    Row(
        "wrongchild:concern", of_wrong_child.of_concern, {"birth_date": NO_DAY}, {"child_name": OTHER}, MET, MET,
        changes=True,
    ),
    Row("requests:insight", of_requests.insight, {"text": TOO_LONG}, TEXT),
    Row(
        "requests:insight", of_requests.written_down, {"came_on": NO_DAY}, TEXT,
        name="requests:insight for somebody",
    ),
    Row("requests:object", of_requests.objection, {"text": ""}, TEXT),
    Row("requests:correct_fact", of_requests.correct_fact, {"should_be": ""}, {"should_be": OTHER}, STORED, STORED),
    Row("requests:correct_note", of_requests.correct_note, {"words_shown": ""}, {"should_be": OTHER}),
    Row("requests:why", of_requests.why, {"text": TOO_LONG}, TEXT),
    Row("requests:complain", of_requests.complain, {"text": ""}, TEXT),
    Row("requests:answer", of_requests.answer, {"answer": ""}, {"reason": OTHER}, MET, MET, changes=True),
    Row("requests:give", of_requests.give, changes=True),
    Row("requests:prolong", of_requests.prolong, {"until": NO_DAY}, {"because": OTHER}),
    Row("requests:look", of_requests.look),
    Row("deviations:report", of_deviations.report, {"discovered_on": NO_DAY}, {"happened": OTHER}, LED, STORED),
    Row("deviations:read", of_deviations.note, {"text": "…"}, TEXT, STORED, STORED),
    Row("deviations:tell", of_deviations.tell, {"text": "…"}, TEXT),
    Row("informing:answer", of_informing.answer, {"outcome": ""}, TEXT, STORED, STORED),
    Row("questions:send", of_questions.send, {"text": "…"}, TEXT, STORED, STORED),
    Row("questions:ask", of_questions.ask, {"text": "…"}, TEXT),
    Row("questions:answer", of_questions.answer, {"text": "…"}, TEXT),
    Row("questions:conclude", of_questions.conclude, {"outcome": ""}, TEXT),
    Row("questions:advise", of_questions.advise, {"text": "…"}, TEXT, STORED, STORED),
    Row("statute:decide", of_statute.decide, {"last_day": NO_DAY}, {"reason": OTHER}, LED, STORED),
    Row("statute:extend", of_statute.extend, {"last_day": NO_DAY}, {"reason": OTHER}, LED, STORED),
    Row("statute:end", of_statute.end),
    Row("statute:received", of_statute.name, {"person": ""}),
    Row("statute:remove", of_statute.remove),
    Row("joining:page", of_joining.page, {"said_on": NO_DAY}, {"how": "telefon"}, STORED, STORED),
    Row("joining:propose", of_joining.propose, {"holder": ""}, {"holder": "other"}, STORED, STORED),
    Row("joining:accept", of_joining.accept),
    Row("joining:decline", of_joining.decline),
    Row("joining:take_back", of_joining.take_back),
    Row("joining:part", of_joining.part),
    Row("keepout:concern", scenes.keep_out_of_concern, {"because": ""}, {"because": "other"}),
    Row("keepout:concern_let_in", scenes.let_into_concern),
    Row("keepout:case", scenes.keep_out_of_log, {"because": ""}, {"because": "other"}),
    Row("keepout:case_let_in", scenes.let_into_log),
    Row("leaving:own", scenes.leave_the_unit, {"last_day": NO_DAY}, SOONER, TOLD, STORED),
    Row("leaving:of", scenes.leaves_the_unit, {"last_day": NO_DAY}, SOONER, TOLD, STORED),
    Row(
        "conversation:barnet", asking.asked_whom, {"address_protection": ""}, {"address_protection": "fortrolig"},
        STORED, STORED,
    ),
    Row(
        "conversation:voksne", asking.asked_grown_ups, {"grown_ups-0-relation": ""}, {"grown_ups-0-name": OTHER},
        STORED, STORED,
    ),
    Row("conversation:enheter", asking.asked_units, {"own-kinds": []}, {"own-kinds": ["economy"]}, STORED, STORED),
    Row("conversation:unntak", asking.excepted, {"fact": ""}, {"fact": OTHER}, LED, STORED),
    Row("conversation:periode", asking.asked_until, {"ends": NO_DAY}, {"purpose": OTHER}, LED, STORED),
    Row("conversation:les", asking.read_together, {"interpreter": LONG}, {"interpreter": OTHER}, LED, STORED),
    Row("conversation:svar", asking.answered, {"when-said_on": NO_DAY}, {"when-how": "telefon"}, STORED, STORED),
    Row("conversation:ett_ja", asking.one_yes_is_enough, {"ground": ""}, {"heard_words": OTHER}),
    Row("new_consent:ett_ja", asking.one_yes_is_enough_in_a_log, {"ground": ""}, {"heard_words": OTHER}),
    Row("checks:look", asking.look_at_it, {"because": ""}, {"because": OTHER}),
    Row("checks:end", asking.end_it),
    Row("conversation:apne", asking.open_a_log, {"level": ""}, {"first_text": OTHER}),
    Row("conversation:i_stedet", asking.instead, {"ascertained": ""}, {"name": OTHER}, STORED, STORED),
    Row("conversation:i_stedet_bort", asking.no_more_instead),
    Row("conversation:forkast", asking.throw_away_the_conversation),
    Row(
        "new_consent:enheter", asking.asked_units_in_a_log, {"shares-0-unit": ""}, {"shares-0-kinds": ["economy"]},
        STORED, STORED,
    ),
    Row("new_consent:unntak", asking.excepted_in_a_log, {"fact": ""}, {"fact": OTHER}, LED, STORED),
    Row("new_consent:periode", asking.asked_until_in_a_log, {"ends": NO_DAY}, {"purpose": OTHER}, LED, STORED),
    Row(
        "new_consent:les", asking.read_together_in_a_log, {"interpreter": LONG}, {"interpreter": OTHER},
        LED, STORED,
    ),
    Row(
        "new_consent:svar", asking.answered_in_a_log, {"when-said_on": NO_DAY}, {"when-how": "telefon"},
        STORED, STORED,
    ),
    Row("new_consent:registrer", asking.register_a_consent),
    Row("new_consent:i_stedet", asking.instead_in_a_log, {"ascertained": ""}, {"name": OTHER}, STORED, STORED),
    Row(
        "new_consent:i_stedet_bort", asking.no_more_instead_in_a_log, {"seen_on": NO_DAY},
        {"source": "folkeregisteret"},
    ),
    Row("new_consent:videre", asking.child_is_born, {"birth_date": NO_DAY}, {"observed": OTHER}, LED, STORED),
    Row("new_consent:slutt", asking.pregnancy_is_over),
    Row("new_consent:forkast", asking.throw_away_the_conversation_in_a_log),
    Row("logs:write", scenes.write_note, {"text": ""}, TEXT, LED, STORED),
    Row("logs:change_entry", scenes.change_note, {"text": ""}, TEXT, MET, MET, changes=True),
    Row("logs:release_entry", scenes.release_note, {"told": ""}),
    Row("consents:withdraw", scenes.withdraw, {"how": ""}, {"kind": "school"}, TOLD, STORED),
    Row("consents:lift_exclusion", scenes.lift_exclusion),
    Row("consents:release", scenes.release, {"seen_on": NO_DAY}, {"source": "dokument"}),
    Row("persons:protection", scenes.protect, {"protection": ""}, {"protection": "strengt_fortrolig"}, TOLD, STORED),
    Row("persons:lost", scenes.lose_responsibility, {"seen_on": NO_DAY}, {"source": "dokument"}),
    Row("persons:new_parent", scenes.new_parent, {"relation": ""}, {"name": OTHER}, STORED, STORED),
    Row("consents:take_back_yes", scenes.take_back_yes),
    Row("consents:withdraw_own", scenes.withdraw_own, {"how": ""}, {"how": "written"}, STORED, STORED),
    Row("persons:child", scenes.correct_child, {"birth_date": NO_DAY}, {"name": OTHER}, MET, MET, changes=True),
    Row("persons:parent", scenes.correct_parent, {"name": ""}, {"name": OTHER}, MET, MET, changes=True),
    Row("consents:show_responsibility", scenes.show_responsibility, {"seen_on": NO_DAY}, {"source": "dokument"}),
    Row("logs:leave", scenes.leave),
    Row("baton:offer", of_work.offer, {"to": ""}, {"why": OTHER}),
    Row("baton:answer", of_work.answer, {"reason": ""}, {"reason": OTHER}),
    Row("baton:answer", of_work.answer_yes, name="baton:answer yes"),
    Row("heads:name", of_work.name_colleague, {"person": ""}),
    Row("heads:name", of_work.name_myself, name="heads:name myself"),
    Row("heads:remove", of_work.remove_colleague),
    Row("heads:rest_end", scenes.end_rest),
    Row("work:goal_set", of_work.set_a_goal, {"measure-deadline": NO_DAY}, {"goal-text": OTHER}, LED, STORED),
    Row("work:goal_change", of_work.change_goal, {"text": ""}, TEXT, MET, MET, changes=True, rival="nurse"),
    Row("work:measure_set", of_work.set_a_measure, {"deadline": NO_DAY}, {"what": OTHER}, LED, STORED),
    Row(
        "work:measure_change", of_work.change_measure, {"deadline": NO_DAY}, {"what": OTHER}, MET, MET,
        changes=True, rival="nurse",
    ),
    Row("work:evaluate", of_work.evaluate, {"next_on": NO_DAY}, TEXT, LED, STORED),
    Row("plans:start", of_work.start_plan, {"revise_on": NO_DAY}, {"revise_on": f"{in_days(90):%d.%m.%Y}"}),
    Row("plans:change", of_work.change_plan, {"revise_on": NO_DAY}, TEXT, LED, MET, changes=True),
    Row(
        "plans:change", of_work.change_plan_without_its_text, {"revise_on": NO_DAY}, changes=True,
        same=LED, name="plans:change without its text",
    ),
    Row("plans:coordinator", of_work.name_coordinator, {"say": ""}, {"say": "agreed"}),
    Row("members:list", of_teams.give_seat, {"person": ""}, {"role": "member"}, LED, STORED),
    Row("members:end", of_teams.end_seat),
    Row("referrals:send", of_teams.send_to_team, {"question": ""}, {"question": OTHER}, LED),
    Row("referrals:close", of_teams.take_off_the_table),
    Row("discussions:ask", of_teams.ask_without_names, {"fits_many": ""}, {"question": OTHER}, LED, STORED),
    Row("systemissues:raise", of_teams.raise_an_issue, {"title": ""}, {"what_fails": OTHER}, LED, STORED),
    Row("meetings:plan", of_teams.plan_meeting, {"day": NO_DAY}, {"place": OTHER}),
    Row("meetings:move", of_teams.move, {"day": NO_DAY}, {"place": OTHER}, LED, MET, changes=True),
    Row("meetings:cancel", of_teams.call_off, {"why": ""}, {"why": OTHER}),
    Row("meetings:undo", of_teams.undo_the_start),
    Row("meetings:start", of_teams.begin_meeting, {"present": []}, changes=True),
    Row("meetings:item", of_teams.write_minutes, {"deadline": NO_DAY}, {"summary": OTHER}, MET, MET, changes=True),
    Row(
        "meetings:item", of_teams.write_minutes_that_send_on, {"deadline": NO_DAY}, {"summary": OTHER}, MET, MET,
        changes=True, name="meetings:item sent on",
    ),
    Row("meetings:approve", of_teams.approve_minutes),
    Row("meetings:correct", of_teams.correct_minutes, {"text": ""}, TEXT, LED, STORED),
    Row("tasks:give", of_teams.give_task, {"to": ""}),
    Row("tasks:do", of_teams.do_task, {"text": ""}, TEXT),
    Row("absence:register", of_house.register_absence, {"last": NO_DAY}, {"last": f"{in_days(6):%d.%m.%Y}"}),
    Row("absence:register_for", of_house.register_absence_of, {"last": NO_DAY}, {"last": f"{in_days(6):%d.%m.%Y}"}),
    Row("absence:change", of_house.change_absence, {"last": NO_DAY}, {"last": f"{in_days(6):%d.%m.%Y}"}, LED, STORED),
    Row("absence:end", of_house.end_absence),
    Row("shortcuts:change", of_house.shortcuts, {"used": ""}, {"used": "yes"}, LED, STORED),
    Row("profile:phone", of_house.my_phone, {"phone": "x"}, {"phone_hours": OTHER}, LED, STORED),
    Row("profile:choices", of_house.my_choices, {"logs": ""}, {"logs": "at_once"}, LED, STORED),
    Row("profile:email", of_house.my_email, {"email": "x"}, {"email": "annen@example.org"}, STORED, STORED),
    Row(
        "accounts:make", of_house.make_account, {"username": "to ord"}, {"display_name": OTHER, "username": "b"},
        TOLD, STORED,
    ),
    Row("accounts:change", of_house.change_account, {"email": "x"}, {"display_name": OTHER}, LED, STORED),
    Row("accounts:read", of_house.give_place, {"unit": ""}, {"role": "leader"}, TOLD, STORED),
    Row("accounts:approve", of_house.approve_account),
    Row("accounts:invite", of_house.invite, same=STORED),
    Row("accounts:invite_all", of_house.invite_all),
    Row("accounts:close", of_house.close_account),
    Row("accounts:reopen", of_house.reopen_account),
    Row("accounts:membership_stop", of_house.stop_membership),
    Row(
        "accounts:overseer_give", of_house.give_a_leaders_place, {"ends_on": NO_DAY},
        {"ends_on": f"{in_days(90):%d.%m.%Y}"},
    ),
    Row("accounts:overseer_stop", of_house.end_a_leaders_place),
    Row("stafffile:changes", of_house.load_staff_file),
    Row("administration:agreements", of_house.agreement, {"organisation": "x"}, {"name": "Et annet"}, LED, STORED),
    Row("administration:agreement_end", of_house.end_agreement),
    Row("administration:emergency", of_emergencies.let, {"roles": []}, {"roles": ["leader"]}, STORED, STORED),
    Row("administration:emergency_confirm", of_emergencies.let_too),
    Row("secrecy:read", of_secrecy.read, same=LED),
    Row("secrecy:family", of_secrecy.read_by_family),
    Row("secrecy:register", of_secrecy.register_one, {"kept": ""}, {"kept": "et annet sted"}),
    Row("secrecy:end", of_secrecy.end),
    Row("secrecy:text", of_secrecy.write_text, {"nb": ""}, {"nb": OTHER}, LED),
    Row("secrecy:service", of_secrecy.bind_service, {"secrecy": ""}, {"secrecy": "kindergarten"}, LED, STORED),
    Row("formtexts:change", of_house.new_version, {"text_title": ""}, {"checked_by": "En annen"}, LED, STORED),
    Row("formtexts:add", of_house.new_language, {"language": "x"}, {"checked_by": "En annen"}),
    Row("formtexts:check", of_house.check_translation, {"checked_by": ""}, {"checked_by": "En annen"}),
    Row("scim:tokens", of_house.make_token, {"tenant": "x"}, {"tenant": "2" * 32}, STORED, STORED),
    Row("scim:token_end", of_house.end_token),
    Row(
        "administration:settings", of_house.settings, {"consent_age": "x"}, {"executive_title": "Direktør"},
        LED, MET, changes=True,
    ),
)  # fmt: skip

# Where a column is empty, and the page is no question that is only answered yes.
NOTHING_IS_TYPED: Final[Mapping[str, str]] = {
    "secrecy:read": "a button",
    "secrecy:family": "a button",
    "baton:answer yes": "a button",
    "heads:name myself": "a button",
    "new_consent:registrer": "a button",
    "stafffile:changes": "a button, and what it was shown beside",
    "joining:accept": "the same",
}
NO_OTHER_WORDS: Final[Mapping[str, str]] = {
    "logs:release_entry": "a tick",
    "disclosures:choose": "a tick",
    "concerns:share": "the scene has one colleague only",
    "concerns:give": "whoever has it is not asked twice",
    "statute:received": "the scene has one colleague only",
    "heads:name": "the scene has one colleague only",
    "tasks:give": "the scene has one colleague only",
    "meetings:start": "tests/teams/test_meeting_pages.py has two who say who is there",
    "plans:change without its text": "the row before it has them",
}

# The fields of each page that have a longest text.
TEXTS: Final[Mapping[str, str]] = {
    "concerns:register": "child_name observed",
    "concerns:change": "child_name observed",
    "concerns:close": "reason",
    "emergency:open": "reason",
    "reports:register": "child_name sent_to receipt",
    "reports:of_concern": "sent_to receipt",
    "reports:of_log": "sent_to receipt",
    "reports:change": "child_name sent_to receipt",
    "disclosures:begin": "body person reference reason",
    "disclosures:change": "body person reference reason",
    "wrongchild:to_concern": "child_name",
    "wrongchild:concern": "child_name",
    "requests:insight": "text",
    "requests:insight for somebody": "text",
    "requests:object": "text",
    "requests:correct_fact": "text should_be",
    "requests:correct_note": "text should_be",
    "requests:why": "text",
    "requests:complain": "text",
    "requests:answer": "reason handed",
    "requests:prolong": "because",
    "deviations:report": "happened",
    "deviations:read": "text",
    "deviations:tell": "text",
    "informing:answer": "text",
    "questions:send": "text",
    "questions:ask": "text",
    "questions:answer": "text",
    "questions:conclude": "text",
    "questions:advise": "text",
    "statute:decide": "reason",
    "statute:extend": "reason",
    "conversation:voksne": "grown_ups-0-name",
    "conversation:periode": "purpose",
    "conversation:les": "interpreter",
    "conversation:ett_ja": "heard_words",
    "new_consent:ett_ja": "heard_words",
    "checks:look": "because",
    "conversation:svar": "says-*-words",
    "conversation:apne": "first_text",
    "new_consent:videre": "child_name observed",
    "conversation:i_stedet": "name",
    "new_consent:i_stedet": "name",
    "new_consent:periode": "purpose",
    "new_consent:les": "interpreter",
    "new_consent:svar": "says-*-words",
    "persons:new_parent": "name",
    "persons:child": "name",
    "persons:parent": "name",
    "logs:write": "text",
    "logs:change_entry": "text",
    "baton:offer": "why",
    "baton:answer": "reason",
    "work:goal_set": "goal-text measure-what",
    "work:goal_change": "text",
    "work:measure_set": "what",
    "work:measure_change": "what",
    "work:evaluate": "text childs_view parents_view",
    "plans:change": "text",
    "referrals:send": "question",
    "discussions:ask": "tried question",
    "systemissues:raise": "title what_fails suggestion",
    "meetings:plan": "place",
    "meetings:move": "place",
    "meetings:cancel": "why",
    "meetings:item": "summary advice",
    "meetings:item sent on": "summary advice",
    "meetings:correct": "text",
    "tasks:do": "text",
    "administration:agreements": "name",
    "conversation:unntak": "fact",
    "new_consent:unntak": "fact",
    "secrecy:register": "kept",
    "secrecy:text": "nb",
    "formtexts:add": f"name own_name checked_by {FORM}",
    "formtexts:change": f"checked_by {FORM}",
    "formtexts:check": "checked_by",
    "accounts:make": "display_name",
    "accounts:change": "display_name phone phone_hours",
    "profile:phone": "phone phone_hours",
    "accounts:read": "profession",
    "administration:settings": (
        "level_0 level_1 level_2 level_3 executive_title child_protection_phone report_url"
        " leader_reads_reports_because event_retention_because patterns_talked_because"
    ),
}

EVERY: Final = pytest.mark.parametrize("row", TABLE, ids=str)
