"""What the database keeps and a model cannot say: the longest texts, the words a column knows, accounts by their key."""

from django.db import migrations

from municipality.access.choices import known_choices
from municipality.access.lengths import longest_texts
from municipality.people.keys import known_accounts


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_grants_follow_bases"), ("municipality", "0002_what_the_database_keeps")]

    operations = [
        longest_texts("cases"),
        known_choices(
            "cases_case",
            {
                "address_protection": ["none", "fortrolig", "strengt_fortrolig"],
                "closed_because": ["", "withdrawn", "expired", "declined", "pregnancy", "joined"],
                "pregnancy": ["", "expecting", "born", "ended"],
            },
        ),
        known_choices(
            "cases_parentalresponsibility",
            {"relation": ["mor", "far", "annen"], "ascertained": ["folkeregisteret", "dokument", "opplyst"]},
        ),
        known_choices(
            "cases_widening",
            {
                "what": [
                    "sole",
                    "lives_with",
                    "daily_care",
                    "against_harm",
                    "responsibility",
                    "lost",
                    "release",
                    "protection",
                    "birth_date",
                    "deputy",
                    "deputy_over",
                ],
                "source": ["folkeregisteret", "dokument", "vurdert"],
            },
        ),
        known_choices(
            "cases_report", {"hidden_because": ["", "child_at_risk", "told_by_child", "third_person"]}
        ),
        known_choices(
            "cases_disclosure",
            {
                "recipient": ["child_welfare", "police", "court", "supervision", "own_control"],
                "provision": [
                    "ordered",
                    "avert_crime",
                    "avert_harm",
                    "offence",
                    "civil_case",
                    "criminal_case",
                    "health_supervision",
                    "control",
                    "health_control",
                ],
                "hidden_because": ["", "child_at_risk", "told_by_child", "third_person"],
            },
        ),
        known_choices(
            "cases_emergency", {"later_because": ["", "child_at_risk", "told_by_child", "third_person"]}
        ),
        known_choices(
            "cases_statute",
            {
                "provision": [
                    "own_tasks",
                    "health_tasks",
                    "child_welfare_tasks",
                    "social_tasks",
                    "nav_tasks",
                    "ordered",
                ]
            },
        ),
        known_choices(
            "cases_batonmove", {"moved": ["opened", "accepted", "lost_basis", "left", "handed_over"]}
        ),
        known_choices("cases_batonoffer", {"answer": ["waiting", "accepted", "declined", "lapsed"]}),
        known_choices("cases_entry", {"source": ["", "health", "school", "child_welfare", "others"]}),
        known_choices(
            "cases_document",
            {
                "kind": ["", "health", "school", "family", "economy", "child_welfare", "other"],
                "source": ["", "health", "school", "child_welfare", "others"],
                "withheld_because": ["", "child_at_risk", "told_by_child", "third_person"],
                "file_type": ["pdf", "png", "jpg"],
            },
        ),
        known_choices("cases_caseusergrant", {"capacity": ["staff", "parent", "subject"]}),
        known_choices("cases_plancoordinator", {"say": ["chose", "agreed", "not_asked"]}),
        known_choices(
            "cases_plantext", {"kind": ["health", "school", "family", "economy", "child_welfare", "other"]}
        ),
        known_choices(
            "cases_plantextversion",
            {"kind": ["health", "school", "family", "economy", "child_welfare", "other"]},
        ),
        known_choices(
            "cases_plandocument",
            {
                "state": ["waiting", "gathering", "setting", "sealing", "ready", "failed"],
            },
        ),
        known_choices(
            "cases_goal",
            {
                "life_area": ["home", "school", "health", "leisure", "economy", "transition"],
                "status": ["active", "reached", "dropped"],
            },
        ),
        known_choices(
            "cases_measure",
            {
                "arena": ["home", "kindergarten", "school", "leisure", "service"],
                "ended_as": ["", "done", "stopped"],
            },
        ),
        known_choices(
            "cases_evaluation",
            {
                "how_heard": ["talk", "together", "observed", "others", "not_heard"],
                "decision": ["continue", "change", "done", "stopped"],
            },
        ),
        known_choices("cases_deviation", {"about": ["note", "concern", "reading", "other"]}),
        known_choices(
            "cases_deviationnote",
            {"kind": ["done", "authority", "authority_not", "concerned", "concerned_not"]},
        ),
        known_choices(
            "cases_informing",
            {
                "outcome": ["", "told", "not_told", "exempt"],
                "provision": ["", "impossible", "by_law", "secrecy", "exempted"],
            },
        ),
        known_choices(
            "cases_question",
            {
                "pattern": ["many", "surname", "hours", "emergency", "refused", "administrator"],
                "outcome": ["", "in_order", "not_in_order"],
            },
        ),
        known_choices(
            "cases_joining",
            {
                "state": ["asked", "agreed", "joined", "declined", "lapsed", "undone"],
                "proposed_holder": ["", "older", "newer"],
                "proposed_by_side": ["", "older", "newer"],
            },
        ),
        known_choices(
            "cases_movednote",
            {
                "kind": ["health", "school", "family", "economy", "child_welfare", "other"],
                "source": ["", "health", "school", "child_welfare", "others"],
                "withheld_because": ["", "child_at_risk", "told_by_child", "third_person"],
            },
        ),
        known_choices(
            "cases_familyrequest",
            {
                "kind": ["insight", "correction", "objection", "complaint", "why"],
                "came": ["here", "orally", "on_paper", "outside"],
            },
        ),
        known_choices(
            "cases_requestpart",
            {
                "answer": ["", "given", "partly", "refused", "changed", "sent_on"],
                "refusal": [
                    "",
                    "party",
                    "child_welfare",
                    "health",
                    "secret",
                    "excessive",
                    "right",
                    "record",
                    "compelling",
                ],
            },
        ),
        known_choices("cases_casekeptout", {"because": ["kin", "subject", "other", "family"]}),
        known_choices("cases_concernkeptout", {"because": ["kin", "subject", "other", "family"]}),
        known_accounts(
            {
                "cases_absence": ["user_id", "stand_in_id", "chosen_by_id"],
                "cases_batonmove": ["user_id"],
                "cases_batonoffer": ["offered_by_id", "user_id"],
                "cases_case": ["holder_id"],
                "cases_casekeptout": ["user_id", "kept_by_id", "lifted_by_id"],
                "cases_caseopening": ["opened_by_id"],
                "cases_caseusergrant": ["user_id"],
                "cases_concern": ["author_id", "keeper_id"],
                "cases_concerncolleague": ["user_id"],
                "cases_concernkeptout": ["user_id", "kept_by_id", "lifted_by_id"],
                "cases_disclosure": ["author_id"],
                "cases_deviation": ["author_id", "registered_by_id"],
                "cases_deviationnote": ["written_by_id"],
                "cases_document": ["author_id"],
                "cases_emergency": ["user_id", "reviewed_by_id"],
                "cases_entry": ["author_id"],
                "cases_familyrequest": ["made_by_id", "reader_id"],
                "cases_goal": ["author_id"],
                "cases_hiddenlook": ["user_id"],
                "cases_individualplan": ["coordinator_id", "started_by_id"],
                "cases_measure": ["author_id", "responsible_id"],
                "cases_movednote": ["author_id"],
                "cases_advice": ["written_by_id"],
                "cases_informing": ["answered_by_id"],
                "cases_question": ["reader_id", "sent_by_id", "asked_by_id", "concluded_by_id"],
                "cases_report": ["author_id"],
                "cases_parentalresponsibility": ["registered_by_id"],
                "cases_plancoordinator": ["coordinator_id", "named_by_id"],
                "cases_plandocument": ["ordered_by_id"],
                "cases_plantext": ["written_by_id"],
                "cases_plantextversion": ["written_by_id"],
                "cases_requestpart": ["addressee_id", "answered_by_id"],
                "cases_statute": ["decided_by_id", "ended_by_id"],
                "cases_statutereader": ["user_id", "named_by_id"],
                "cases_widening": ["registered_by_id", "checked_by_id"],
                "cases_workversion": ["replaced_by_id"],
            }
        ),
    ]
