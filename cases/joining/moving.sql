-- What comes along from one log to another. Every column of the database that names a log stands in `sealed.keys_of_a_log`, which gathers what each
-- app says (floor.py); a test compares it with the catalogue.

-- `moves`: as far as `of_which` says, with `t` for the row and `$1` for the log that it comes to. `follows`: Postgres takes it along. `stays`: what was
-- done in the log is written there.
create function sealed.keys_of_a_log_in_cases() returns table (of_table text, of_column text, fate text, of_which text) immutable language sql as $$
    values
        ('municipality_eventcase', 'case_id', 'stays', ''),
        ('municipality_notice', 'case_id', 'moves', ''),
        ('consent_consent', 'case_id', 'moves', ''),
        ('consent_deputy', 'case_id', 'moves', ''),
        ('consent_exclusion', 'case_id', 'moves', ''),
        ('consent_withdrawal', 'case_id', 'moves', ''),
        -- The family reads each log by a right of its own, and has the same in both.
        ('consent_legalbasis', 'case_id', 'moves', 't.basis_type = ''consent'''),
        ('cases_caseusergrant', 'content_object_id', 'follows', ''),
        ('cases_casegroupgrant', 'content_object_id', 'follows', ''),
        ('cases_caseopening', 'case_id', 'stays', ''),
        ('cases_parentalresponsibility', 'case_id', 'stays', ''),
        -- Somebody is kept out once.
        ('cases_casekeptout', 'case_id', 'moves', 't.lifted_at is not null or not exists (
            select from cases_casekeptout o where o.case_id = $1 and o.user_id = t.user_id and o.lifted_at is null)'),
        ('cases_batonmove', 'case_id', 'stays', ''),
        ('cases_batonoffer', 'case_id', 'stays', ''),
        ('cases_widening', 'case_id', 'moves', ''),
        ('cases_birth', 'case_id', 'stays', ''),
        ('cases_concern', 'log_id', 'moves', ''),
        ('cases_entry', 'case_id', 'moves', ''),
        ('cases_movednote', 'case_id', 'moves', ''),
        ('cases_disclosure', 'case_id', 'moves', ''),
        ('cases_document', 'case_id', 'moves', ''),
        ('cases_emergency', 'case_id', 'moves', ''),
        ('cases_statute', 'case_id', 'moves', ''),
        ('cases_report', 'case_id', 'moves', ''),
        ('cases_goal', 'case_id', 'moves', ''),
        ('cases_measure', 'case_id', 'moves', ''),
        ('cases_individualplan', 'case_id', 'moves', ''),
        ('cases_plandocument', 'case_id', 'moves', ''),
        ('cases_joining', 'older_id', 'stays', ''),
        ('cases_joining', 'newer_id', 'stays', ''),
        ('cases_joining', 'asked_from_id', 'stays', '') $$;

-- What moves, in order: bases last, since people who read for a team's item are looked at again when their grants follow.
create function sealed.keys_that_move() returns table (of_table text, of_column text, of_which text)
    stable security definer set search_path = public, pg_temp language sql as $$
    select k.of_table, k.of_column, coalesce(nullif(k.of_which, ''), 'true') from sealed.keys_of_a_log() k
    where k.fate = 'moves' order by k.of_table = 'consent_legalbasis', k.of_table $$;

-- All that moves comes along, and is written down.
create function sealed.rows_come_along(p_joining uuid, p_from uuid, p_to uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    k record;
begin
    -- A log begins with one note.
    insert into cases_joinedrow (joining_id, of_table, key)
        select p_joining, 'first', id::text from cases_entry where case_id = p_from and role = 'first';
    update cases_entry set role = 'note' where case_id = p_from and role = 'first';
    for k in select * from sealed.keys_that_move() loop
        execute format('with come as (update %1$I t set %2$I = $1 where t.%2$I = $2 and (%3$s) returning t.id)
            insert into cases_joinedrow (joining_id, of_table, key) select $3, %1$L, id::text from come', k.of_table, k.of_column, k.of_which)
            using p_to, p_from, p_joining;
    end loop;
    perform sealed.adults_are_those_of(p_to);
end $$;

-- And goes back, as far as it is still there. What hangs on a consent goes with it.
create function sealed.rows_go_back(p_joining uuid, p_from uuid, p_to uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    k record;
begin
    for k in select * from sealed.keys_that_move() loop
        execute format('update %1$I t set %2$I = $1 where t.%2$I = $2 and (%3$s) and exists (
            select from cases_joinedrow r where r.joining_id = $3 and r.of_table = %4$L and r.key = t.%5$I::text)',
            k.of_table, k.of_column, k.of_which,
            case when k.of_table in ('consent_legalbasis', 'consent_exclusion') then 'consent_consent' else k.of_table end,
            case when k.of_table in ('consent_legalbasis', 'consent_exclusion') then 'consent_id' else 'id' end)
            using p_to, p_from, p_joining;
    end loop;
    update cases_entry e set role = 'first' from cases_joinedrow r
        where r.joining_id = p_joining and r.of_table = 'first' and r.key = e.id::text and e.case_id = p_to;
end $$;

-- An adult has a row in each log, and notes and bases name the one of their own. What is about an adult without one is about others.
create function sealed.adults_are_those_of(p_case uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    update cases_entry e set about_id = sealed.adult_here(e.about_id, p_case),
            about_other = case when sealed.adult_here(e.about_id, p_case) is null then 1 else e.about_other end
        where e.case_id = p_case and e.about_id is distinct from sealed.adult_here(e.about_id, p_case);
    update cases_movednote m set about_id = sealed.adult_here(m.about_id, p_case),
            about_other = case when sealed.adult_here(m.about_id, p_case) is null then 1 else m.about_other end
        where m.case_id = p_case and m.about_id is distinct from sealed.adult_here(m.about_id, p_case);
    update consent_legalbasis b set adults = array(
            select h from unnest(b.adults) a cross join lateral (select sealed.adult_here(a, p_case)) here (h) where h is not null order by h)
        where b.case_id = p_case and exists (select from unnest(b.adults) a where sealed.adult_here(a, p_case) is distinct from a) $$;

create function sealed.adult_here(p_adult uuid, p_case uuid) returns uuid
    stable security definer set search_path = public, pg_temp language sql as $$
    select h.id from cases_parentalresponsibility p join cases_parentalresponsibility h on h.parent_id = p.parent_id and h.case_id = p_case
    where p.id = p_adult $$;

-- A notice is about the log in which its note or measure stands.
create function sealed.notices_follow(p_logs uuid[]) returns void
    security definer set search_path = public, pg_temp language sql as $$
    update municipality_notice n set case_id = s.case_id
    from municipality_notice o left join cases_entry e on e.id = o.entry_id left join cases_measure m on m.id = o.measure_id
    cross join lateral (select coalesce(e.case_id, m.case_id) as case_id) s
    where n.id = o.id and n.case_id = any (p_logs) and s.case_id = any (p_logs) and n.case_id <> s.case_id $$;
