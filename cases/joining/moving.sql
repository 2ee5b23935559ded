-- What comes along from one log to another. Every column of the database that names a log stands in `sealed.keys_of_a_log`, which gathers what each
-- app says (floor.py); a test compares it with the catalogue.

-- `moves`: it comes along. `follows`: Postgres takes it along, with its basis. `stays`: what was done in the log is written there.
create function sealed.keys_of_a_log_in_cases() returns table (of_table text, of_column text, fate text) immutable language sql as $$
    values
        ('municipality_eventcase', 'case_id', 'stays'),
        ('municipality_notice', 'case_id', 'moves'),
        ('consent_consent', 'case_id', 'moves'),
        ('consent_deputy', 'case_id', 'moves'),
        ('consent_exclusion', 'case_id', 'moves'),
        ('consent_joinanswer', 'case_id', 'stays'),
        ('consent_legalbasis', 'case_id', 'moves'), -- the units': the family reads each log by a right of its own, and has the same in both
        ('consent_withdrawal', 'case_id', 'moves'),
        ('cases_caseusergrant', 'content_object_id', 'follows'),
        ('cases_casegroupgrant', 'content_object_id', 'follows'),
        ('cases_caseopening', 'case_id', 'stays'),
        ('cases_parentalresponsibility', 'case_id', 'stays'),
        ('cases_casekeptout', 'case_id', 'moves'),
        ('cases_batonmove', 'case_id', 'stays'),
        ('cases_batonoffer', 'case_id', 'stays'),
        ('cases_birth', 'case_id', 'stays'),
        ('cases_joining', 'older_id', 'stays'),
        ('cases_joining', 'newer_id', 'stays'),
        ('cases_joining', 'asked_from_id', 'stays'),
        ('cases_entry', 'case_id', 'moves'),
        ('cases_widening', 'case_id', 'moves'),
        ('cases_concern', 'log_id', 'moves'),
        ('cases_movednote', 'case_id', 'moves'),
        ('cases_deviationlog', 'case_id', 'moves'),
        ('cases_questionlog', 'case_id', 'moves'),
        ('cases_disclosure', 'case_id', 'moves'),
        ('cases_document', 'case_id', 'moves'),
        ('cases_emergency', 'case_id', 'moves'),
        ('cases_statute', 'case_id', 'moves'),
        ('cases_report', 'case_id', 'moves'),
        ('cases_familyrequest', 'case_id', 'moves'),
        ('cases_goal', 'case_id', 'moves'),
        ('cases_measure', 'case_id', 'moves'),
        ('cases_individualplan', 'case_id', 'moves'),
        ('cases_plandocument', 'case_id', 'moves') $$;

-- Moves what comes along, and answers what that was. `p_keys`: only these, to go back; NULL: all. The keys of all tables are different.
create function sealed.log_rows_move_in_cases(p_from uuid, p_to uuid, p_keys uuid[]) returns table (of_table text, key uuid)
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    return query update cases_entry set case_id = p_to where case_id = p_from and (p_keys is null or id = any (p_keys)) returning 'cases_entry', id;
    -- Somebody is kept out once.
    return query update cases_casekeptout k set case_id = p_to where k.case_id = p_from and (p_keys is null or k.id = any (p_keys))
        and (k.lifted_at is not null or not exists (
            select from cases_casekeptout o where o.case_id = p_to and o.user_id = k.user_id and o.lifted_at is null)) returning 'cases_casekeptout', k.id;
    return query update municipality_notice set case_id = p_to where case_id = p_from and (p_keys is null or id = any (p_keys)) returning 'municipality_notice', id;
    -- A log has one open question. A hidden one stays behind where the other has one too.
    return query update consent_consent q set case_id = p_to where q.case_id = p_from and (p_keys is null or q.id = any (p_keys))
        and (q.state not in ('draft', 'waiting') or not exists (
            select from consent_consent o where o.case_id = p_to and o.state in ('draft', 'waiting'))) returning 'consent_consent', q.id;
    return query update consent_deputy set case_id = p_to where case_id = p_from and (p_keys is null or id = any (p_keys)) returning 'consent_deputy', id;
    return query update consent_withdrawal set case_id = p_to where case_id = p_from and (p_keys is null or id = any (p_keys)) returning 'consent_withdrawal', id;
    return query update cases_widening set case_id = p_to where case_id = p_from and (p_keys is null or id = any (p_keys)) returning 'cases_widening', id;
    return query update cases_concern set log_id = p_to where log_id = p_from and (p_keys is null or id = any (p_keys)) returning 'cases_concern', id;
    return query update cases_movednote set case_id = p_to where case_id = p_from and (p_keys is null or id = any (p_keys)) returning 'cases_movednote', id;
    -- What is about both logs is about the one once.
    return query update cases_deviationlog d set case_id = p_to where d.case_id = p_from and (p_keys is null or d.id = any (p_keys)) and not exists (
        select from cases_deviationlog o where o.case_id = p_to and o.deviation_id = d.deviation_id) returning 'cases_deviationlog', d.id;
    return query update cases_questionlog q set case_id = p_to where q.case_id = p_from and (p_keys is null or q.id = any (p_keys)) and not exists (
        select from cases_questionlog o where o.case_id = p_to and o.question_id = q.question_id) returning 'cases_questionlog', q.id;
    return query update cases_disclosure set case_id = p_to where case_id = p_from and (p_keys is null or id = any (p_keys)) returning 'cases_disclosure', id;
    return query update cases_document set case_id = p_to where case_id = p_from and (p_keys is null or id = any (p_keys)) returning 'cases_document', id;
    return query update cases_emergency set case_id = p_to where case_id = p_from and (p_keys is null or id = any (p_keys)) returning 'cases_emergency', id;
    return query update cases_statute set case_id = p_to where case_id = p_from and (p_keys is null or id = any (p_keys)) returning 'cases_statute', id;
    return query update cases_report set case_id = p_to where case_id = p_from and (p_keys is null or id = any (p_keys)) returning 'cases_report', id;
    return query update cases_familyrequest set case_id = p_to where case_id = p_from and (p_keys is null or id = any (p_keys)) returning 'cases_familyrequest', id;
    return query update cases_goal set case_id = p_to where case_id = p_from and (p_keys is null or id = any (p_keys)) returning 'cases_goal', id;
    return query update cases_measure set case_id = p_to where case_id = p_from and (p_keys is null or id = any (p_keys)) returning 'cases_measure', id;
    return query update cases_individualplan set case_id = p_to where case_id = p_from and (p_keys is null or id = any (p_keys)) returning 'cases_individualplan', id;
    return query update cases_plandocument set case_id = p_to where case_id = p_from and (p_keys is null or id = any (p_keys)) returning 'cases_plandocument', id;
end $$;

-- What hangs on a consent goes with it, and the bases last: people who read for a team's item are looked at again when their grants follow.
create function sealed.consents_take_along(p_from uuid, p_to uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update consent_exclusion e set case_id = p_to from consent_consent c where c.id = e.consent_id and c.case_id = p_to and e.case_id = p_from;
    update consent_legalbasis b set case_id = p_to from consent_consent c where c.id = b.consent_id and c.case_id = p_to and b.case_id = p_from;
end $$;

-- All that moves comes along, and is written down. A log begins with one note: the other's is one among others.
create function sealed.rows_come_along(j cases_joining) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    insert into cases_joinedrow (joining_id, of_table, key)
        select j.id, 'first', id from cases_entry where case_id = j.newer_id and role = 'first';
    update cases_entry set role = 'note' where case_id = j.newer_id and role = 'first';
    insert into cases_joinedrow (joining_id, of_table, key)
        select j.id, m.of_table, m.key from sealed.log_rows_move(j.newer_id, j.older_id, null) m;
    perform sealed.consents_take_along(j.newer_id, j.older_id);
    perform sealed.adults_are_those_of(j.older_id);
end $$;

-- And goes back, as far as it is still there.
create function sealed.rows_go_back(j cases_joining) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform sealed.log_rows_move(j.older_id, j.newer_id, array(select r.key from cases_joinedrow r where r.joining_id = j.id));
    perform sealed.consents_take_along(j.older_id, j.newer_id);
    update cases_entry e set role = 'first' from cases_joinedrow r
        where r.joining_id = j.id and r.of_table = 'first' and r.key = e.id and e.case_id = j.newer_id;
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
