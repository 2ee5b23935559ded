"""How long a text may be. The database checks too, since a hand-written statement passes no form.

No form takes more than 20 000 characters. A migration of each app sets this on all its columns of text, from the
catalogue; `tests/attacks` fails when a new table has one without.
"""

from django.db import migrations

LONGEST = 20_000  # characters of a text
MANY = 50  # members of a list
LARGEST = 500_000  # bytes of anything else
OF_THEIR_OWN = {
    "consent_reading.text": 100_000,  # names every unit and what it may read
    "cases_planfile.sealed": 50_000_000,  # a PDF
}


def longest_texts(app_label: str) -> migrations.RunSQL:
    """The operation for a migration: a constraint on each column of text, JSON, bytes or a list in the app's tables."""
    cases = " ".join(f"when '{column}' then {most}" for column, most in OF_THEIR_OWN.items())
    lay = f"""
        do $$
        declare
            of record;
        begin
            for of in
                select c.relname, a.attname, case a.atttypid
                           when 'text'::regtype then format('char_length(%I) <= ', a.attname)
                           when 'text[]'::regtype then format('cardinality(%I) <= ', a.attname)
                           when 'bytea'::regtype then format('octet_length(%I) <= ', a.attname)
                           else format('octet_length(%I::text) <= ', a.attname) end ||
                       case c.relname || '.' || a.attname {cases} else
                           case a.atttypid when 'text'::regtype then {LONGEST} when 'text[]'::regtype then {MANY}
                                           else {LARGEST} end end as condition
                from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
                  and starts_with(c.relname, '{app_label}_')
                  and a.atttypid in ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype, 'bytea'::regtype)
            loop
                execute format('alter table %I add constraint %I check (%s)', of.relname,
                               left(of.relname || '_' || of.attname, 50) || '_longest', of.condition);
            end loop;
        end $$;
    """  # noqa: S608 - only names and numbers of ours
    take_away = f"""
        do $$
        declare
            of record;
        begin
            for of in
                select conrelid::regclass as relname, conname from pg_constraint
                where contype = 'c' and connamespace = 'public'::regnamespace and conname like '%\\_longest'
                  and starts_with(conrelid::regclass::text, '{app_label}_')
            loop
                execute format('alter table %s drop constraint %I', of.relname, of.conname);
            end loop;
        end $$;
    """  # noqa: S608 - the same
    return migrations.RunSQL(lay, take_away)
