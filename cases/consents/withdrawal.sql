-- Takes a consent back: whole (no unit), for a unit, or for a kind of information. By the family; by the relay holder for all;
-- by a participant for their own unit. Access ends with this statement. A unit other than barnevern never keeps child welfare alone.
-- The caller who may not know of barnevern gets the answer "done" whether there was anything of barnevern's to take back or not.
create function consent_withdraw(p_id uuid, p_case uuid, p_unit bigint, p_kind text, p_how text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    -- Or the family of a child with a protected address could find out, by trying, which units take part.
    if p_unit is not null and not names_told(p_case, false) and exists (
        select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = (select my_id()) and g.capacity <> 'staff')
    then raise insufficient_privilege using message = 'units_are_not_named_here'; end if;
    perform sealed.withdraw_consent(p_id, p_case, p_unit, p_kind, p_how);
end $$;

-- The same for the unit of one basis: for those who are not told which unit that is (case_shares).
create function consent_withdraw_share(p_id uuid, p_case uuid, p_basis uuid, p_kind text, p_how text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    unit bigint;
begin
    select b.unit_id into unit from case_shares(p_case) s join consent_legalbasis b on b.id = s.basis_id where s.basis_id = p_basis;
    if unit is null then raise no_data_found using message = 'no_such_consent'; end if;
    perform sealed.withdraw_consent(p_id, p_case, unit, p_kind, p_how);
end $$;

-- What both of these do, whether or not the caller is told the units.
create function sealed.withdraw_consent(p_id uuid, p_case uuid, p_unit bigint, p_kind text, p_how text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    in_the_dark boolean; -- must not know whether something was found
    of_barnevern boolean := p_kind = 'child_welfare' or coalesce(p_unit = any (child_welfare_units()), false);
    ended bigint[];
    noted bigint := p_unit;
    c cases_case;
    areas text[];
begin
    select * into c from cases_case where id = p_case for update;
    if not (i_hold(p_case) or exists (
        select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = (select my_id())
            and (g.capacity <> 'staff' or g.unit_id = p_unit and g.codename = 'change_case')))
    then raise insufficient_privilege using message = 'not_who_can_withdraw'; end if;
    in_the_dark := not i_know_of_child_welfare(p_case) and (of_barnevern or p_unit is null);
    areas := sealed.areas_i_take_back(p_case);
    if areas = '{}' then raise insufficient_privilege using message = 'not_who_can_withdraw'; end if;
    if areas is not null then perform sealed.bases_part(p_case, areas); end if;
    ended := sealed.bases_withdraw(p_case, p_unit, p_kind, areas);
    -- Of a log that rests the family takes back what is left: it closes (D4).
    if p_unit is null and p_kind = '' and sealed.rests(c) then
        insert into consent_withdrawal (id, case_id, unit_id, kind, how, registered_by_id, registered_at)
            values (p_id, p_case, null, '', p_how, my_id(), statement_timestamp());
        perform sealed.event_note('consent.withdraw', p_case, '{}');
        perform sealed.rest_end(c, 'withdrawn');
        return;
    end if;
    if ended is null then
        if not in_the_dark then raise no_data_found using message = 'no_such_consent'; end if;
        if of_barnevern then return; end if;
    elsif not in_the_dark and p_unit is null and ended <@ child_welfare_units() and c.holder_unit_id <> all (child_welfare_units()) then
        -- Nobody but barnevern could read it: then this is about barnevern, and those who must not know are not told.
        of_barnevern := true;
        noted := ended[1];
    end if;
    perform sealed.questions_anew(p_case, p_unit, p_kind, of_barnevern);
    perform sealed.consents_withdraw(p_case);
    insert into consent_withdrawal (id, case_id, unit_id, kind, how, registered_by_id, registered_at)
        values (p_id, p_case, noted, p_kind, p_how, my_id(), statement_timestamp());
    perform sealed.event_note('consent.withdraw', p_case, '{}');
    perform sealed.case_settle(p_case, 'withdrawn', 'lost_basis');
    -- The relay holder is told, but not about barnevern unless their own basis covers it.
    perform sealed.notify(h.holder_id, 'consent.withdrawn', p_case, null, null) from cases_case h
        where h.id = p_case and h.closed_at is null and (not of_barnevern
            or exists (select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = h.holder_id
                       and 'child_welfare' = any (g.kinds)));
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Takes back what the bases still give, and answers of which units that is; NULL if there is nothing. A part that has ended while its
-- consent goes on is taken back too: by another birth date it would begin anew (limits.sql).
create function sealed.bases_withdraw(p_case uuid, p_unit bigint, p_kind text, p_areas text[]) returns bigint[]
    security definer set search_path = public, pg_temp language sql as $$
    with taken as (
        update consent_legalbasis b set
                kinds = case when p_kind = '' or sealed.nothing_left(b.kinds::text[], b.unit_id, p_kind) then b.kinds
                             else array_remove(b.kinds::text[], p_kind) end,
                withdrawn_at = case when p_kind = '' or sealed.nothing_left(b.kinds::text[], b.unit_id, p_kind) then statement_timestamp() end
            where b.case_id = p_case and b.basis_type = 'consent' and (p_unit is null or b.unit_id = p_unit)
              and (p_kind = '' or p_kind = any (b.kinds)) and b.withdrawn_at is null and (p_areas is null or b.sources::text[] <@ p_areas)
              and (b.ends > statement_timestamp() is not false or exists (
                  select from consent_consent c where c.id = b.consent_id and c.ends > statement_timestamp()))
            returning b.unit_id, b.ends)
    select array_agg(distinct unit_id) filter (where ends > statement_timestamp() is not false) from taken $$;

-- A yes that was said before does not open what was taken back: a question about it is asked anew. Of barnevern only where who asks may
-- know: by a question that must be asked again somebody else would.
create function sealed.questions_anew(p_case uuid, p_unit bigint, p_kind text, p_of_barnevern boolean) returns void
    security definer set search_path = public, pg_temp language sql as $$
    select sealed.asks_anew(q.id) from consent_consent q
    where q.case_id = p_case and q.state in ('draft', 'waiting') and exists (
        select from consent_share s where s.consent_id = q.id and (p_unit is null or s.unit_id = p_unit) and (p_kind = '' or p_kind = any (s.kinds)))
      and (not p_of_barnevern or exists (
        select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = q.registered_by_id
            and knows_of_child_welfare(g.capacity, g.kinds, g.unit_id))) $$;

-- A consent of which nothing is left is withdrawn. Those who must not know of barnevern read the state too, so barnevern's bases count only
-- where there are no others.
create function sealed.consents_withdraw(p_case uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    update consent_consent c set state = 'withdrawn'
    where c.case_id = p_case and c.state in ('in_force', 'replaced') and (
        select bool_and(b.withdrawn_at is not null) filter (where b.unit_id <> all ((select child_welfare_units())::bigint[]))
               is not distinct from true
            or count(*) filter (where b.unit_id <> all ((select child_welfare_units())::bigint[])) = 0 and bool_and(b.withdrawn_at is not null)
        from consent_legalbasis b where b.consent_id = c.id) $$;

-- Is nothing left of a basis with these kinds when one of them is taken back?
create function sealed.nothing_left(p_kinds text[], p_unit bigint, p_kind text) returns boolean
    stable security definer set search_path = public, pg_temp language sql as $$
    select p_kinds <@ case when p_unit = any ((select child_welfare_units())::bigint[]) or p_kind = 'child_welfare' then array[p_kind]
                           else array[p_kind, 'child_welfare'] end $$;

create function withdrawal_unit(p_withdrawal uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.unit_told(case_id, unit_id, false) from sealed.my_withdrawals where id = p_withdrawal $$;

-- The withdrawals that I read, for the owner's functions: the predicate of their policy applied to my own grants.
create view sealed.my_withdrawals as
    select w.* from consent_withdrawal w where exists (
        select from sealed.living_user_grant g where g.content_object_id = w.case_id and g.user_id = (select my_id())
            and unit_shown(g.kinds, w.kind = 'child_welfare' or w.unit_id = any ((select child_welfare_units())::bigint[])));

create policy seen on consent_withdrawal for select to stafett_app using (exists (
    select from cases_caseusergrant g where g.content_object_id = consent_withdrawal.case_id
        and unit_shown(g.kinds, consent_withdrawal.kind = 'child_welfare'
            or consent_withdrawal.unit_id = any ((select child_welfare_units())::bigint[]))));
