"""Bind grants to legal bases: the period is generated, and Postgres keeps every grant's copy of it and of the kinds."""

from django.db import migrations

FORWARD = """
alter table consent_legalbasis add valid tstzrange not null generated always as (tstzrange(starts,
    case when least(ends, withdrawn_at) < starts then starts else least(ends, withdrawn_at) end)) stored;
alter table consent_legalbasis add constraint basis_as_grants_copy_it unique (id, case_id, valid, kinds, sources, adults);
alter table cases_caseusergrant add constraint user_grant_rests_on_basis
    foreign key (basis_id, content_object_id, valid, kinds, sources, adults)
    references consent_legalbasis (id, case_id, valid, kinds, sources, adults) on update cascade;
alter table cases_casegroupgrant add constraint group_grant_rests_on_basis
    foreign key (basis_id, content_object_id, valid, kinds, sources, adults)
    references consent_legalbasis (id, case_id, valid, kinds, sources, adults) on update cascade;
alter table cases_caseusergrant add constraint user_grant_of_absence foreign key (stands_in) references cases_absence (id);
create index user_grant_of_absence on cases_caseusergrant (stands_in) where stands_in is not null and ended_at is null;

-- The room below does not know cases; the database does.
alter table consent_consent add constraint consent_of_case foreign key (case_id) references cases_case (id);
alter table consent_legalbasis add constraint basis_of_case foreign key (case_id) references cases_case (id);
alter table consent_consent add constraint consent_of_concern foreign key (concern_id) references cases_concern (id);
alter table consent_exclusion add constraint exclusion_of_case foreign key (case_id) references cases_case (id);
alter table consent_withdrawal add constraint withdrawal_of_case foreign key (case_id) references cases_case (id);
alter table cases_concern add constraint concern_led_to_case foreign key (log_id) references cases_case (id);
alter table municipality_notice add constraint notice_of_case foreign key (case_id) references cases_case (id);
alter table municipality_notice add constraint notice_of_entry foreign key (entry_id) references cases_entry (id);
alter table municipality_notice add constraint notice_of_concern foreign key (concern_id) references cases_concern (id);
alter table municipality_notice add constraint notice_of_measure foreign key (measure_id) references cases_measure (id);

-- What the policies look up, with what they test, so that one index answers.
create index user_grant_of_person on cases_caseusergrant
    (user_id, permission_id, coalesce(upper(valid), 'infinity'), content_object_id) include (valid, unit_id, stands_in, during)
    where ended_at is null;
-- With the few grants that most people have, the planner would gather all of somebody's grants to answer about one case.
alter table cases_caseusergrant alter column user_id set (n_distinct = 25);
create index user_grant_of_case on cases_caseusergrant (content_object_id, user_id) where ended_at is null;
-- As short as the keys of units, and for the same reason: which unit is invited (municipality/organisation/models.py).
alter table cases_casegroupgrant alter column group_id type smallint;
create index group_grant_of_group on cases_casegroupgrant (group_id, content_object_id) include (valid) where ended_at is null;
create index basis_of_case_and_unit on consent_legalbasis (case_id, unit_id);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_tables"),
        ("consent", "0001_tables"),
        ("municipality", "0002_what_the_database_keeps"),
    ]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
