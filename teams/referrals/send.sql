-- Puts a case by name on a team's table: each service in the room has a living basis of this case, or is left out of the item.

-- A case is on a table only once, as far as the sender sees. A refusal never reveals an item that the sender is left out of or may
-- not read.
create function referral_send(p_id uuid, p_case uuid, p_team bigint, p_wish text, p_question text, p_kind text,
        p_urgent boolean, p_left_out bigint[]) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c cases_case;
begin
    select * into c from cases_case where id = p_case for update;
    if c.id is null or not i_hold(p_case) or not i_may_write(p_case, c.holder_unit_id) then
        raise insufficient_privilege using message = 'not_relay_holder'; end if;
    if not exists (select from municipality_team t where t.id = p_team and t.municipality_id = c.municipality_id and t.active) then
        raise insufficient_privilege using message = 'team_of_another_municipality'; end if;
    if c.address_protection = 'strengt_fortrolig' then
        raise insufficient_privilege using message = 'strictly_protected_is_not_referred'; end if;
    perform from municipality_team where id = p_team for share;
    if p_left_out is null or c.holder_unit_id = any (p_left_out) or exists (
        select from unnest(p_left_out) u
        where not exists (select from team_room(p_case, p_team, p_kind) r where r.unit_id = u))
    then raise insufficient_privilege using message = 'only_units_in_the_room_are_left_out'; end if;
    if exists (select from team_room(p_case, p_team, p_kind) r where not r.covered and r.unit_id <> all (p_left_out)) then
        raise insufficient_privilege using message = 'unit_in_the_room_without_consent'; end if;
    if exists (select from teams_referral r join sealed.referral_reader rr on rr.referral_id = r.id and rr.user_id = (select my_id())
               where r.case_id = p_case and r.team_id = p_team and r.closed_at is null)
    then raise insufficient_privilege using message = 'on_that_table_already'; end if;
    insert into teams_referral (id, team_id, case_id, wish, question, kind, source, urgent, left_out, author_id, unit_id, signature, sent_at)
        select p_id, p_team, p_case, p_wish, p_question, p_kind, sealed.source_of(c.holder_unit_id), p_urgent, p_left_out, my_id(), c.holder_unit_id,
               sealed.my_signature(p_case, c.holder_unit_id), statement_timestamp();
    perform sealed.grant_to_those_in_the_room(p_id);
    if not exists (select from sealed.living_seat s where s.team_id = p_team and s.role = 'chair'
                   and sealed.unit_that_may_hear(s.user_id, p_id) is not null)
    then raise insufficient_privilege using message = 'no_chair_could_lead_the_item'; end if;
    perform sealed.notify_of_referral(s.user_id, 'referral.sent', p_case, p_id) from sealed.living_seat s
        where s.team_id = p_team and exists (
            select from sealed.referral_reader r where r.referral_id = p_id and r.user_id = s.user_id);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- When the team meets next, so that the sender knows how long the case waits. For those who work in its municipality.
create function team_next_meeting(p_team bigint) returns timestamptz
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select min(m.starts_at) from teams_meeting m join municipality_team t on t.id = m.team_id
    where m.team_id = p_team and m.started_at is null and m.cancelled_at is null and m.starts_at > statement_timestamp()
      and t.municipality_id = my_municipality_as('staff') $$;
