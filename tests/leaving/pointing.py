"""What in the database points to a person: now, or only to say what once was."""

from municipality.access.identity import as_system
from tests.access.scenes import plain

STILL = "t.ended_at is null and upper(t.during) > statement_timestamp()"

# Columns that say who has something now: which rows count, and for which unit the person has it ("": for none).
NOW = {
    ("cases_case", "holder_id"): ("t.closed_at is null", "t.holder_unit_id"),
    ("cases_caseusergrant", "user_id"): ("t.ended_at is null and t.capacity = 'staff'", "t.unit_id"),
    ("cases_measure", "responsible_id"): (
        "t.ended_at is null and t.responsible_id is not null", "t.responsible_unit_id",
    ),
    ("cases_individualplan", "coordinator_id"): (
        "exists (select from cases_case c where c.id = t.case_id and c.closed_at is null)",
        "t.coordinator_unit_id",
    ),
    ("cases_batonoffer", "user_id"): ("t.answer = 'waiting'", "t.unit_id"),
    ("cases_concern", "keeper_id"): ("t.keeper_id is not null", "t.unit_id"),
    ("cases_concerncolleague", "user_id"): (
        "true",
        "(select c.unit_id from cases_concern c where c.id = t.concern_id)",
    ),
    ("cases_absence", "user_id"): (STILL, "null::bigint"),
    ("cases_absence", "stand_in_id"): (STILL, "null::bigint"),
    ("cases_statutereader", "user_id"): (
        "t.ended_at is null",
        "(select s.receiver_id from cases_statute s where s.id = t.statute_id)",
    ),
    ("teams_seat", "user_id"): ("t.ends_at is null", "t.unit_id"),
    ("teams_task", "user_id"): ("t.done_at is null", "t.unit_id"),
}  # fmt: skip
# Columns of rows that say what somebody did, answered or wrote, or that are about the account itself.
THEN = {
    "municipality_user", "municipality_user_groups", "municipality_user_user_permissions",
    "municipality_membership", "municipality_overseer", "municipality_accountapproval", "municipality_signedin",
    "municipality_accountidentity", "municipality_localaccount", "municipality_passkey",
    "municipality_recoverycode", "municipality_invitation", "municipality_withoutshortcuts",
    "municipality_noticechoice", "municipality_emailconfirmation", "municipality_scimuser",
    "municipality_scimmember", "municipality_scimtoken", "municipality_familyaccount", "municipality_event",
    "municipality_eventcase", "municipality_declaration", "municipality_secrecytext",
    "municipality_notice", "municipality_draft", "municipality_sending",
    "cases_batonmove", "cases_caseopening", "cases_parentalresponsibility", "cases_casekeptout",
    "cases_concernkeptout", "cases_entry", "cases_entryversion", "cases_goal", "cases_workversion",
    "cases_plancoordinator", "cases_plantext", "cases_plantextversion", "cases_plandocument",
    "cases_document", "cases_report", "cases_disclosure", "cases_statute",
    "cases_familyrequest", "cases_hiddenlook",
    # Whoever leads the unit answers as soon as the one who was to has left it: nothing is handed over.
    "cases_requestpart",
    "cases_deviation", "cases_deviationnote", "cases_movednote", "cases_question", "cases_advice",
    "cases_informing",
    "cases_emergency", "municipality_emergencyasked",
    "cases_widening", "consent_consent", "consent_reading", "consent_reply", "consent_withdrawal", "consent_exclusion",
    "consent_deputy", "consent_factknown", "consent_formedition", "consent_joinanswer", "consent_ownanswer",
    "teams_referral", "teams_meeting", "teams_minutesitem",
    "teams_correction", "teams_systemissue", "guardian_userobjectpermission",
}  # fmt: skip
OF_THE_SAME_ROW = {
    ("cases_batonoffer", "offered_by_id"), ("cases_concern", "author_id"), ("cases_measure", "author_id"),
    ("cases_individualplan", "started_by_id"), ("cases_absence", "chosen_by_id"),
    ("cases_statutereader", "named_by_id"),
}  # fmt: skip
REFERRING = """
    select c.conrelid::regclass::text, a.attname::text from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'municipality_user'::regclass
"""


def columns() -> set[tuple[str, str]]:
    """Every column of the database that refers to an account."""
    with as_system("test: what refers to accounts"):
        return set(plain(REFERRING))


def astray() -> list[tuple[str, str, str]]:
    """What points to a person who may do nothing with it any longer: table, column, key of the row."""
    found = []
    with as_system("test: what points to nobody"):
        for (table, column), (counts, unit) in NOW.items():
            rows = plain(
                f"select t.id::text from {table} t join municipality_user u on u.id = t.{column}::bigint"
                f" where {counts} and u.account_type <> 'family' and not exists ("
                "  select from municipality_membership m where m.user_id = u.id and u.is_active"
                f" and m.unit_id = coalesce({unit}, m.unit_id)"
                "  and m.starts_at <= statement_timestamp()"
                "  and (m.ends_at is null or m.ends_at > statement_timestamp()))"
            )
            found += [(table, column, key) for (key,) in rows]
    return found
