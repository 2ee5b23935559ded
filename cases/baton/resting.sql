-- A log whose last consent has ended by itself rests (D4): nobody of the services reads it, and its holder asks the family once. A
-- withdrawal closes at once.

-- When the last consent of the units ended, if that was by itself and nothing lasts: then the log rests. Barnevern's own consent counts
-- only where barnevern holds the baton: a holder who must not know of it sees the log rest whether barnevern reads on or not.
create function sealed.rests_since(c cases_case) returns timestamptz
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select last.ended from (
        select upper(b.valid) as ended, b.withdrawn_at is not null and upper(b.valid) = b.withdrawn_at as withdrawn
        from consent_legalbasis b
        where b.case_id = c.id and b.basis_type = 'consent' and not isempty(b.valid)
            and (b.unit_id <> all ((select child_welfare_units())::bigint[]) or c.holder_unit_id = any ((select child_welfare_units())::bigint[]))
        order by coalesce(upper(b.valid), 'infinity') desc, withdrawn desc limit 1) last
    where c.closed_at is null and last.ended <= statement_timestamp() and not last.withdrawn $$;

create function sealed.rests(c cases_case) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.rests_since(c) is not null $$;

-- Until when it rests, if it does: then it closes, unless the family has said yes.
create function sealed.rests_until(c cases_case) returns timestamptz
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.rests_since(c) + make_interval(days => k.rest_days) from municipality_municipality k where k.id = c.municipality_id $$;

-- Am I the relay holder, of a log that may rest?
create function sealed.i_am_holder(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from cases_case where id = p_case and closed_at is null
                   and holder_id = (select my_id())
                   and (holder_unit_id = any ((select my_units())::bigint[]) or sealed.i_lead(p_case, holder_unit_id))) $$;

-- While a log rests its baton stays where it is; if the holder has left, with who has the leader's place in the unit.
create function sealed.rest_settle(c cases_case) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    heir bigint;
begin
    if sealed.can_offer_on(c) then return; end if;
    select l.user_id into heir from sealed.leaders_of(c.holder_unit_id, sealed.kept_out_of(c.id)) l join municipality_user u on u.id = l.user_id
        order by u.display_name, u.id limit 1;
    if heir is not null then perform sealed.baton_give(c.id, heir, c.holder_unit_id, 'left'); end if;
end $$;

-- The rest is over: the family has said no, the holder ends it, or its time is out. If barnevern reads on, it goes on with the log, which to
-- all others looks closed.
create function sealed.rest_end(c cases_case, p_because text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if exists (select from consent_legalbasis where case_id = c.id and basis_type = 'consent'
               and not isempty(valid) and coalesce(upper(valid), 'infinity') > statement_timestamp()) then
        perform sealed.baton_move_on(c.id, 'lost_basis');
    end if;
    -- Also where barnevern has nobody who could take it: a log that rested on would tell its holder that barnevern had a consent.
    if sealed.rests((select l from cases_case l where l.id = c.id)) then perform sealed.case_close(c.id, p_because); end if;
end $$;

-- Ends the rest of a log, by its holder: the family will not be asked.
create function log_rest_end(p_case uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c cases_case;
begin
    select * into c from cases_case where id = p_case for update;
    if sealed.i_am_holder(p_case) is not true then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    if not sealed.rests(c) then raise no_data_found using message = 'log_does_not_rest'; end if;
    perform sealed.rest_end(c, 'expired');
end $$;

-- The family has said yes again: those who took part when the log fell to rest do so again, as far as the new consent names their units.
create function sealed.log_wakes(p_case uuid, p_slept timestamptz) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform sealed.grant_person(p_case, g.user_id, g.unit_id) from (
        select distinct g.user_id, g.unit_id from cases_caseusergrant g
        join sealed.held_membership m on m.user_id = g.user_id::bigint and m.unit_id = g.unit_id
        where g.content_object_id = p_case and g.capacity = 'staff' and g.ended_at is null and g.named_for = '{}' and g.stands_in is null
          and upper(g.valid) > p_slept - interval '1 second'
          and exists (select from consent_legalbasis b where b.id = g.basis_id and b.withdrawn_at is null)) g;
    perform sealed.baton_settle(p_case, 'lost_basis');
end $$;

-- What its holder needs to ask the family of a log that rests: whom it is about, and neither level nor text.
create function log_at_rest(p_case uuid) returns table (
        id uuid, number text, municipality_id bigint, subject_id uuid, subject_name text, subject_birth_date date, address_protection text,
        holder_id bigint, holder_unit_id bigint)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select c.id, c.number, c.municipality_id, c.subject_id, c.subject_name, c.subject_birth_date, c.address_protection,
           c.holder_id::bigint, c.holder_unit_id
    from cases_case c where c.id = p_case and sealed.i_am_holder(c.id) and sealed.rests((c.*)::cases_case) $$;
