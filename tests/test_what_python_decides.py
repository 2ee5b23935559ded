"""Who reads what, and who is named to whom, the database says (D13), and no page.

Two tables hold what Python still looks at, and why that neither shows nor hides what the database should.
"""

import ast
import re
from pathlib import Path

from django.conf import settings

ROOMS = ("municipality", "consent", "cases", "teams", "reporting", "demo", "templates")
PROTECTION = ("address_protection", "is_protected", "CONFIDENTIAL", "STRICT", "masked")
# Words as they are stored, which only the system can read (UNREAD). What is told of them comes by Told.
STORED = ("signature", "responsible_name", "coordinator_name")
NAMES = {
    "cases/case/models.py": ({"address_protection"}, "is_protected itself"),
    "cases/opening/services.py": ({"address_protection"}, "which parents read: to others no basis is given"),
    "cases/consents/views_parents.py": (
        {"address_protection", "STRICT"}, "asks for what the verb refuses without: the answer of the authority",
    ),
    "cases/persons/views_changes.py": ({"address_protection"}, "what the relay holder changes"),
    "cases/consents/registered.py": (
        {"address_protection"}, "whether what was lowered still holds, for who is told of it",
    ),
    "cases/consents/family.py": ({"is_protected"}, "whom the relay holder may let read, who without a basis does not"),
    "templates/logs/events.html": ({"is_protected"}, "says to the family why no name stands in its list of readings"),
    "templates/myday/family.html": ({"is_protected"}, "says to the family why the relay holder is not named"),
    "templates/logs/paper.html": ({"is_protected"}, "says why no name stands on the paper"),
    "templates/consents/sheet.html": ({"is_protected"}, "the same"),
    "templates/consents/list.html": ({"is_protected"}, "says why a parent does not read"),
    "templates/consents/release.html": ({"is_protected"}, "the same"),
    "demo/families.py": ({"address_protection"}, "the demo's families"),
    "teams/referrals/views.py": (
        {"address_protection", "STRICT"}, "says before anything is written what the verb refuses",
    ),
    "templates/emergency/read.html": ({"is_protected"}, "warns who reads in an emergency"),
    "templates/logs/read.html": ({"is_protected"}, "warns those who write"),
}  # fmt: skip

# What decides who reads a row: whose grant it is, what it may know of barnevern, what is withheld, kept or left out.
DECIDES = (
    "is_family", "is_executive", "capacity", "has_perm",
    "CHILD_WELFARE", "may_know_of_child_welfare", "covers_child_welfare", "is_child_welfare", "names_child_welfare",
    "set_by_child_welfare", "given_to_child_welfare",
    "withheld_because", "kept_from_parents", "left_out",
)  # fmt: skip
WORDS = (
    "says the same to a family in other words, or offers what a family does; a verb that it calls asks again"
)
ASKS_LESS = "asks for nothing that a family gets nothing of"
OWN_DOING = "what the writer fills in or has chosen; the verb and the policy look at it again"
READERS = {
    "municipality/secrecy/words.py": ({"CHILD_WELFARE"}, "by which act somebody of barnevern is bound, for herself"),
    "municipality/organisation/choices.py": ({"CHILD_WELFARE"}, "the service called barnevern has this kind"),
    "municipality/administration/merge_plan.py": (
        {"CHILD_WELFARE"}, "refuses to join two services of which one is barnevern; shows nobody anything",
    ),
    "reporting/figures/views.py": ({"is_executive"}, "figures hold no person"),
    "reporting/navigation.py": ({"is_executive"}, "a link to them"),
    "cases/case/selectors.py": ({"capacity"}, "says who reads for a team's item only, whom a paper leaves out"),
    # Whether a button is offered. Who writes, the verbs and policies of writing decide.
    "cases/case/gates.py": ({"has_perm"}, "the answer of a policy: a grant of mine with change_case"),
    "cases/logs/views.py": ({"is_family", "has_perm", "withheld_because", "kept_from_parents"}, OWN_DOING),
    "cases/logs/views_together.py": ({"is_family"}, OWN_DOING),
    "cases/work/views_measure.py": (
        {"has_perm", "names_child_welfare", "set_by_child_welfare", "given_to_child_welfare"}, OWN_DOING,
    ),
    "cases/work/gates.py": (
        {"is_child_welfare", "names_child_welfare", "set_by_child_welfare", "given_to_child_welfare"}, OWN_DOING,
    ),
    "cases/work/forms.py": ({"is_child_welfare"}, "which of two lines, both from the database, stands for which unit"),
    "cases/work/people.py": ({"capacity", "CHILD_WELFARE"}, "puts names from work_readers into words"),
    "cases/logs/readers.py": ({"capacity"}, "puts names from entry_readers and its like into words"),
    "cases/plans/selectors.py": ({"capacity"}, "puts names from plan_text_readers into words"),
    "cases/logs/forms.py": ({"CHILD_WELFARE", "withheld_because", "kept_from_parents"}, OWN_DOING),
    "templates/logs/release.html": (
        {"withheld_because", "kept_from_parents"}, "the words of what its author releases",
    ),
    "templates/consents/_own.html": ({"is_family"}, WORDS),
    "templates/joining/part.html": ({"is_family"}, WORDS),
    "templates/logs/write.html": ({"withheld_because", "kept_from_parents"}, "says it to the author"),
    "cases/logs/services.py": ({"withheld_because", "kept_from_parents"}, OWN_DOING),
    "cases/consents/paper.py": ({"capacity"}, "the word for whether somebody has responsibility"),
    "templates/consents/paper.html": ({"capacity"}, "the same"),
    "cases/documents/services.py": ({"withheld_because"}, OWN_DOING),
    "cases/logs/listing.py": ({"is_family"}, ASKS_LESS),
    "cases/logs/page.py": ({"is_family", "withheld_because", "kept_from_parents"}, ASKS_LESS),
    "cases/bylaw/notes.py": (
        {"withheld_because", "kept_from_parents"}, "says of a note that the law has opened who must not be told of it",
    ),
    "templates/logs/_below_entry.html": (
        {"is_family", "withheld_because", "kept_from_parents"},
        "says of an entry that one reads from whom it is withheld",
    ),
    "cases/logs/paper.py": (
        {"is_family", "withheld_because", "kept_from_parents"},
        ASKS_LESS + ", and warns whoever prints an entry that is withheld",
    ),
    "templates/logs/paper.html": ({"capacity", "is_family"}, WORDS),
    "cases/consents/table.py": (
        {"CHILD_WELFARE"}, "leaves out a row and an area as i_know_of_child_welfare and case_shares answer",
    ),
    "cases/consents/forms.py": ({"is_family", "CHILD_WELFARE"}, OWN_DOING),
    "cases/conversation/forms_deputies.py": (
        {"CHILD_WELFARE"},
        "offers units of barnevern to choose; the verb judges them",
    ),
    "cases/conversation/forms_units.py": ({"CHILD_WELFARE"}, WORDS),
    "cases/conversation/suggestions.py": ({"CHILD_WELFARE"}, "suggests fewer units to ask"),
    "cases/consents/views.py": (
        {"is_family", "CHILD_WELFARE", "may_know_of_child_welfare"},
        "which of two sentences, as i_know_of_child_welfare answers; the verb has done the same in both",
    ),
    # A paper is for whoever holds it in the hand: less than its orderer reads, and never more.
    "cases/plans/reader.py": ({"CHILD_WELFARE", "covers_child_welfare"}, "narrows what a paper tells of barnevern"),
    "cases/plans/gathering.py": (
        {"is_family", "capacity", "CHILD_WELFARE", "covers_child_welfare", "left_out"},
        "the same, and words for who is who",
    ),
    "cases/plans/decided.py": ({"covers_child_welfare"}, "narrows what a paper tells of barnevern"),
    "cases/plans/making.py": (
        {"names_child_welfare", "left_out"}, "written on the document, and document_covered asks it",
    ),
    "teams/answers/decided.py": ({"left_out"}, "given on to the document"),
    "cases/plans/panels.py": ({"is_family"}, ASKS_LESS),
    "cases/plans/views.py": ({"is_family"}, ASKS_LESS),
    "cases/myday/sources.py": ({"is_family"}, ASKS_LESS),
    "cases/myday/views.py": ({"is_family"}, WORDS),
    "cases/navigation.py": ({"is_family"}, WORDS),
    "cases/disclosures/panels.py": ({"is_family"}, ASKS_LESS),
    "cases/disclosures/selectors.py": (
        {"withheld_because", "kept_from_parents"}, "says of a note that one hands out who must not be told of it",
    ),
    "cases/deviations/panels.py": ({"is_family"}, ASKS_LESS),
    "cases/emergency/panels.py": ({"is_family"}, ASKS_LESS),
    "cases/emergency/words.py": ({"CHILD_WELFARE"}, "the words for a source"),
    "cases/joining/panels.py": ({"is_family"}, ASKS_LESS),
    "cases/reports/panels.py": ({"is_family"}, ASKS_LESS),
    "cases/reports/selectors.py": ({"CHILD_WELFARE"}, "whom one reports to is proposed"),
    "cases/requests/gates.py": ({"is_family"}, OWN_DOING),
    "cases/requests/panels.py": ({"is_family"}, WORDS),
    "cases/requests/views_family.py": ({"is_family"}, OWN_DOING),
    "cases/requests/views_outside.py": ({"is_family"}, "whom the page is for; it shows nothing of anybody"),
    "cases/statute/forms.py": ({"CHILD_WELFARE"}, "the kind has a box of its own; the verb judges it"),
    "cases/statute/panels.py": ({"is_family"}, ASKS_LESS),
    "teams/referrals/forms.py": ({"left_out"}, OWN_DOING),
    "teams/referrals/services.py": ({"left_out"}, OWN_DOING),
    "teams/referrals/hearing.py": (
        {"CHILD_WELFARE", "left_out"}, "a kind that is not proposed to others; given on to referral_readers",
    ),
    "teams/answers/stories.py": (
        {"is_family", "left_out"}, "reminds those who keep it of a list that stands in a row they read",
    ),
    "cases/notices/targets.py": ({"is_family"}, WORDS),
    "municipality/people/models.py": ({"is_family"}, ASKS_LESS),
    "municipality/notices/choices.py": ({"is_family"}, "what e-mail tells"),
    "municipality/profile/views.py": ({"is_family"}, OWN_DOING),
    "templates/profile/read.html": ({"is_family"}, WORDS),
    "municipality/signin/sessions.py": ({"is_family"}, "how long somebody is signed in"),
    "municipality/signin/tags.py": ({"is_family"}, "says so"),
    "templates/plans/_panel.html": ({"is_family"}, WORDS),
    "templates/plans/read.html": ({"is_family"}, WORDS),
    "templates/requests/_of_log.html": ({"is_family"}, WORDS),
    "templates/requests/ask.html": ({"is_family"}, WORDS),
    "templates/requests/copy.html": ({"capacity"}, WORDS),
    "templates/requests/of_log.html": ({"is_family"}, WORDS),
    "templates/work/_entry.html": ({"is_family"}, "offers the family to ask for it to be corrected"),
    "templates/work/_next.html": ({"is_family"}, WORDS),
    "templates/logs/_aside.html": ({"is_family", "capacity"}, WORDS),
    "templates/logs/_notes.html": ({"is_family"}, WORDS),
    "templates/logs/read.html": ({"is_family"}, WORDS),
    "templates/consents/withdraw.html": ({"is_family"}, WORDS),
    "templates/notices/list.html": ({"is_family"}, WORDS),
    "templates/plans/_sections.html": ({"is_family"}, WORDS),
    "templates/answers/_decision.html": ({"is_family"}, WORDS),
    "templates/referrals/_room.html": ({"left_out"}, "the field of the form"),
    "templates/answers/referral.html": ({"is_family", "left_out"}, WORDS),
}  # fmt: skip


def taken_by(file: Path, wanted: tuple[str, ...]) -> set[str]:
    """Those of the names that a file reads: from an object, or as a name of its own."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".py":
        nodes = list(ast.walk(ast.parse(text)))
        names = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        names |= {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    else:
        names = set(re.findall(r"\w+", " ".join(re.findall(r"\{[{%].*?[%}]\}", text))))
    return names & set(wanted)


def taken(*wanted: str) -> dict[str, set[str]]:
    root = Path(settings.BASE_DIR)
    files = [file for room in ROOMS for names in ("*.py", "*.html") for file in (root / room).rglob(names)]
    assert len(files) > 300
    found = {
        str(file.relative_to(root)): taken_by(file, wanted)
        for file in files
        if "migrations" not in file.parts
    }
    return {file: names for file, names in found.items() if names}


def test_a_page_that_looks_at_the_protection_or_shows_a_name_as_it_is_stored_stands_here() -> None:
    assert taken(*PROTECTION, *STORED) == {file: names for file, (names, _why) in NAMES.items()}


def test_whatever_looks_at_what_decides_who_reads_stands_here_with_the_reason_why_it_decides_nothing() -> (
    None
):
    assert taken(*DECIDES) == {file: names for file, (names, _why) in READERS.items()}
