-- A decision by statute: a unit lets one other unit read what it has written in a log, without consent (R3). Nobody gets a grant by it, so that nothing of
-- it stands in lists, search, notices or anybody's «Leses av»; what is opened is asked anew at every click.

-- The decisions that hold: not ended, within their days, of a log that is open or rests. What closes the log, or protects the address
-- strictly, ends them; so does what takes the receiver away.
create view sealed.living_statute as
    select s.* from cases_statute s join cases_case c on c.id = s.case_id and c.closed_at is null and c.address_protection <> 'strengt_fortrolig'
    where s.ended_at is null and s.last_day >= sealed.today() and sealed.receives_by_statute(s.unit_id, s.receiver_id);

-- Have I the leader's place of this unit in the log, of which nothing is kept from me?
create function sealed.i_lead_by_law(p_case uuid, p_unit bigint) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select coalesce(sealed.i_lead(p_case, p_unit) and not sealed.never_by_law((select my_id()), p_case), false) $$;

-- May I decide it: is the information the unit's that I lead? Only in a log that is open or rests, and is not strictly protected.
create function sealed.i_decide_by_statute(p_case uuid, p_unit bigint) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.i_lead_by_law(p_case, p_unit)
        and exists (select from cases_case c where c.id = p_case and c.closed_at is null and c.address_protection <> 'strengt_fortrolig')
        and exists (select from sealed.bylaw_note n where n.case_id = p_case and n.unit_id = p_unit) $$;

-- Do I receive for the unit that is let read?
create function sealed.i_receive_by_statute(p_statute uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.living_statute s where s.id = p_statute
                   and (select my_id()) in (select sealed.receivers_by_statute(s.case_id, s.receiver_id))) $$;

create function sealed.receivers_by_statute(p_case uuid, p_receiver bigint) returns setof bigint
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select r from sealed.receivers_of(p_case, p_receiver) r where not sealed.never_by_law(r, p_case) $$;

-- R2 for what the law opens: named (a row), allowed (the decision holds), member of the unit since then: who comes back is named anew.
create view sealed.statute_reader as
    select r.id, r.statute_id, r.user_id::bigint as user_id, r.named_at, s.case_id, s.unit_id, s.receiver_id, s.kinds
    from cases_statutereader r join sealed.living_statute s on s.id = r.statute_id
    where r.ended_at is null and exists (
            select from sealed.living_membership m
            where m.user_id = r.user_id::bigint and m.unit_id = s.receiver_id and m.starts_at <= r.named_at)
      and not sealed.never_by_law(r.user_id::bigint, s.case_id);

-- Can this person be named: of the unit, nothing is kept from the person, and not the one who decided it. Whoever only takes the place of a
-- reception names herself where there is nobody else (R5).
create function sealed.can_be_named_by_statute(p_statute uuid, p_user bigint) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (
        select from sealed.living_statute s join sealed.living_membership m on m.unit_id = s.receiver_id and m.user_id = p_user
        where s.id = p_statute and s.decided_by_id <> p_user and not sealed.never_by_law(p_user, s.case_id)
          and (p_user <> (select my_id())
               or exists (select from sealed.living_membership r where r.unit_id = s.receiver_id and r.user_id = p_user and r.role = 'reception')
               or not exists (select from sealed.living_membership o where o.unit_id = s.receiver_id and o.user_id <> p_user
                              and s.decided_by_id <> o.user_id and not sealed.never_by_law(o.user_id, s.case_id)))) $$;

-- Opens what the unit has written, and writes, in the log: these kinds, for this receiver, at most three months. Who has no such unit there is answered as
-- if there were no such log. Reception and family are told at once; barnevern's own notes all tell of barnevern, so there it says so.
create function statute_decide(p_id uuid, p_case uuid, p_unit bigint, p_receiver bigint, p_provision text, p_kinds text[], p_reason text, p_last_day date)
    returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    rule record;
begin
    perform from cases_case where id = p_case for update;
    if sealed.i_decide_by_statute(p_case, p_unit) is not true then
        raise insufficient_privilege using message = 'no_notes_of_the_unit'; end if;
    select * into rule from sealed.statute_rules_of(p_unit) r where r.provision = p_provision;
    if not found then raise insufficient_privilege using message = 'provision_of_others'; end if;
    if sealed.receives_by_statute(p_unit, p_receiver) is not true
       or rule.to_child_welfare and p_receiver <> all (child_welfare_units()) then
        raise insufficient_privilege using message = 'not_a_receiver_by_law'; end if;
    if (p_kinds <@ array['health', 'school', 'family', 'economy', 'child_welfare', 'other'] and p_kinds <> '{}') is not true
       or 'child_welfare' = any (p_kinds) and not rule.gives_child_welfare
       or p_unit = any (child_welfare_units()) and 'child_welfare' <> all (p_kinds) then
        raise insufficient_privilege using message = 'kinds_not_by_this_provision'; end if;
    if (p_last_day between sealed.today() and sealed.today() + interval '3 months') is not true then
        raise insufficient_privilege using message = 'three_months_at_most'; end if;
    if coalesce(p_reason, '') !~ '\S' then raise insufficient_privilege using message = 'say_why_by_law'; end if;
    insert into cases_statute (id, case_id, unit_id, receiver_id, provision, kinds, reason, decided_by_id, decided_at, last_day)
        values (p_id, p_case, p_unit, p_receiver, p_provision, p_kinds, p_reason, my_id(), statement_timestamp(), p_last_day);
    perform sealed.statute_note('statute.decide', p_case, p_unit, p_id);
    perform sealed.notify(r, 'statute.received', null, null, null) from sealed.receivers_by_statute(p_case, p_receiver) r
        where not sealed.waits_already(r, 'statute.received', null, null);
    perform sealed.notify(g.user_id, 'statute.decided', p_case, null, null)
        from (select distinct user_id from sealed.living_user_grant where content_object_id = p_case and capacity <> 'staff') g
        where not sealed.waits_already(g.user_id, 'statute.decided', p_case, null);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- For which unit it was done, where the caller takes no part in the log.
create function sealed.statute_note(p_act text, p_case uuid, p_unit bigint, p_statute uuid) returns void language sql as $$
    select event_write(p_act, p_unit, false, '{}', jsonb_build_object(p_case, array['statute:' || p_statute]), '') $$;

-- Ends it at once. By who has the place in which it was decided.
create function statute_end(p_statute uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    s cases_statute;
begin
    select * into s from cases_statute where id = p_statute for update;
    if sealed.i_lead_by_law(s.case_id, s.unit_id) is not true then
        raise insufficient_privilege using message = 'not_your_decision'; end if;
    update cases_statute set ended_at = statement_timestamp(), ended_by_id = my_id()
        where id in (select id from sealed.living_statute where id = p_statute);
    if not found then raise no_data_found using message = 'decision_is_over'; end if;
    perform sealed.statute_note('statute.end', s.case_id, s.unit_id, s.id);
end $$;

-- Names somebody of the receiving unit, who is told. By who receives for it.
create function statute_name(p_statute uuid, p_user numeric) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    s cases_statute;
begin
    select * into s from cases_statute where id = p_statute for update;
    if sealed.i_receive_by_statute(p_statute) is not true then
        raise insufficient_privilege using message = 'not_your_decision'; end if;
    if sealed.can_be_named_by_statute(p_statute, p_user::bigint) is not true then
        raise insufficient_privilege using message = 'not_of_the_unit'; end if;
    insert into cases_statutereader (id, statute_id, user_id, named_by_id, named_at)
        values (gen_random_uuid(), p_statute, p_user, my_id(), statement_timestamp())
        on conflict (statute_id, user_id) where ended_at is null do update set named_at = excluded.named_at, named_by_id = excluded.named_by_id;
    perform sealed.statute_note('statute.name', s.case_id, s.receiver_id, s.id);
    perform sealed.notify(p_user, 'statute.named', null, null, null) where not sealed.waits_already(p_user, 'statute.named', null, null);
end $$;

-- Somebody reads by it no longer. By who receives for the unit, and by the person.
create function statute_unname(p_statute uuid, p_user numeric) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    s cases_statute;
begin
    select * into s from cases_statute where id = p_statute for update;
    if (sealed.i_receive_by_statute(p_statute) or p_user = (select my_id()) and exists (
            select from sealed.statute_reader r where r.statute_id = p_statute and r.user_id = p_user::bigint)) is not true then
        raise insufficient_privilege using message = 'not_your_decision'; end if;
    update cases_statutereader set ended_at = statement_timestamp() where statute_id = p_statute and user_id = p_user and ended_at is null;
    if not found then raise no_data_found using message = 'takes_no_part'; end if;
    perform sealed.statute_note('statute.unname', s.case_id, s.receiver_id, s.id);
end $$;

-- For the clock: whoever has left the unit reads nothing, and no row says any longer that they do. Returns how many.
create function sealed.statute_readers_settle() returns int
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    seen int;
begin
    update cases_statutereader r set ended_at = statement_timestamp() from cases_statute s
        where s.id = r.statute_id and r.ended_at is null and not exists (
            select from sealed.held_membership m
            where m.user_id = r.user_id::bigint and m.unit_id = s.receiver_id and m.starts_at <= r.named_at);
    get diagnostics seen = row_count;
    return seen;
end $$;

-- Who is let in again, or whose profession is excepted no longer, is named anew, as in the log.
create function sealed.statute_readers_kept_out() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    said jsonb := to_jsonb(new);
begin
    update cases_statutereader r set ended_at = statement_timestamp() from cases_statute s
        where s.id = r.statute_id and r.ended_at is null
          and s.case_id = coalesce((said ->> 'case_id')::uuid, s.case_id) and r.user_id = coalesce((said ->> 'user_id')::numeric, r.user_id)
          and r.user_id = any (sealed.kept_out_of(s.case_id));
    return null;
end $$;

create trigger statute_readers_kept_out after insert on cases_casekeptout
    for each row execute function sealed.statute_readers_kept_out();

create trigger statute_readers_kept_out after update of case_id on consent_exclusion
    for each row execute function sealed.statute_readers_kept_out();

create trigger statute_readers_kept_out after insert or update on municipality_membership
    for each row when (new.profession <> '') execute function sealed.statute_readers_kept_out();

alter table cases_statute enable row level security;
alter table cases_statute force row level security;

alter table cases_statutereader enable row level security;
alter table cases_statutereader force row level security;
