"""The application reads tables with row security column by column, never as a whole.

A right to a whole table reaches its system columns too: `xmin` tells which rows came with one transaction, and so that
a child was known here before its log; `ctid` tells after which other row. The SQL files grant whole tables, and at the
end of laying the floor each such right becomes one to every column by name, from the catalogue. A right to a whole
table also lets its holder lock it, so the same is done with writing. DELETE knows no columns: the application has it on
none of these tables, and deletes by verbs.
"""

from typing import Any, TypeVar

from django.db import models

from municipality.runtime.roles import APP

# Columns that the application never reads, though it reads their table: "table.column", and what they would tell.
# Policies and the owner's functions still look at them; a query of the application that names one is refused, so such a
# model has ReadableManager.
UNREAD = {
    "consent_consent.registered_by_id": "somebody of barnevern may have held the baton",
    "consent_consent.registered_unit_id": "the same",
    "consent_asked.number_sealed": "an identity number; numbers_typed gives it to who asks",
    "consent_asked.known_as_id": "that a mother has a log of her own; mother_known_as gives it to who asks",
    "consent_reply.reading_id": "who was read in which language; replies_told and consents_given tell it",
    "consent_reply.words": "what somebody said; replies_told tells it",
    "consent_reply.registered_by_id": "somebody of barnevern may have held the baton",
    "cases_document.author_id": "of a signed paper the same",
    "consent_withdrawal.registered_by_id": "the same",
    "consent_legalbasis.adults": "what another adult has said of the own affairs; own_affairs tells it",
    "consent_legalbasis.kinds": "that another unit may read about barnevern; basis_kinds tells what may be known",
    "cases_parentalresponsibility.registered_by_id": "who opened the log",
    "cases_individualplan.started_by_id": "somebody of barnevern may have held the baton",
    "cases_plancoordinator.named_by_id": "the same",
    "cases_casekeptout.kept_by_id": "the same",
    "cases_casekeptout.lifted_by_id": "the same",
    # Where somebody with a protected address can be met, which not all of the family may know.
    "cases_entry.about_id": "EXPLAIN would tell the other parent that there is such a note; entries_signed tells it",
    "cases_entry.signature": "who helps; entries_signed tells it",
    "cases_goal.signature": "who helps; no page shows it",
    "cases_measure.signature": "who helps; measure_signed tells it",
    "cases_measure.responsible_name": "who helps; measure_responsible tells it",
    "cases_workversion.signature": "who helps; wording_signed tells it",
    "cases_workversion.said": "who was responsible; wording_said tells it",
    "cases_individualplan.coordinator_name": "who helps; coordinator_name tells it",
    "cases_plancoordinator.name": "who helps; named_coordinator_name tells it",
    "teams_referral.signature": "who helps; referral_signed tells it",
    "teams_correction.signature": "who helps; correction_signed tells it",
}

BY_COLUMN = ("SELECT", "INSERT", "UPDATE")
WHOLE_TABLES = """
    SELECT c.oid::regclass::text,
           a.privilege_type,
           array(SELECT attname::text FROM pg_attribute
                 WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum)
    FROM pg_class c, aclexplode(c.relacl) a
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relrowsecurity
      AND a.grantee = %s::regrole AND a.privilege_type = ANY (%s)
"""


_Model = TypeVar("_Model", bound=models.Model)


def unread(model: type[models.Model], path: str = "") -> list[str]:
    """The fields of UNREAD, as `defer` takes them: of a row itself, or of one that `select_related` finds by `path`."""
    found: Any = model
    for step in path.split("__") if path else ():
        found = found._meta.get_field(step).related_model
    options, before = found._meta, f"{path}__" if path else ""
    return [
        before + field.name
        for field in options.concrete_fields
        if f"{options.db_table}.{field.column}" in UNREAD
    ]


class ReadableManager(models.Manager[_Model]):
    """Leaves the fields of UNREAD out of every query. Only the system can ask for one, by naming it."""

    def get_queryset(self) -> models.QuerySet[_Model]:
        return super().get_queryset().defer(*unread(self.model))


def grant_by_column(cursor: Any) -> None:
    """Turn the application's rights to whole tables with row security into rights to columns, but for UNREAD."""
    cursor.execute(WHOLE_TABLES, [APP, list(BY_COLUMN)])
    for table, privilege, columns in cursor.fetchall():
        named = [
            f'"{column}"' for column in columns if privilege != "SELECT" or f"{table}.{column}" not in UNREAD
        ]
        cursor.execute(f"REVOKE {privilege} ON {table} FROM {APP}")
        cursor.execute(f"GRANT {privilege} ({', '.join(named)}) ON {table} TO {APP}")
