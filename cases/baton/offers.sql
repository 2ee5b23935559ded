-- The holder, or while the holder is away a leader of the holder's unit, asks somebody to take the baton, who says yes or no.

-- May I ask somebody to take the baton?
create function i_pass_baton(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select i_hold(p_case) or exists (
        select from cases_case where id = p_case and closed_at is null and sealed.away_until(holder_id) is not null
            and sealed.i_lead(id, holder_unit_id)) $$;

-- Who can be asked to take the baton: named persons who may write, other than the holder. For whoever asks, who may have no access.
create function baton_candidates(p_case uuid)
    returns table (user_id bigint, name text, unit_id bigint, unit text, stands_in_for text, until date)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select distinct g.user_id, u.display_name, g.unit_id, unit.name, coalesce(sealed.stood_in_for(p_case, g.user_id, g.unit_id), ''),
           coalesce(sealed.stands_in_until(p_case, g.user_id, g.unit_id), sealed.away_until(g.user_id))
    from sealed.living_user_grant g join municipality_user u on u.key = g.user_id join municipality_unit unit on unit.id = g.unit_id
    where g.content_object_id = p_case and g.codename = 'change_case' and g.capacity = 'staff' and i_pass_baton(p_case)
      and g.user_id <> (select holder_id from cases_case where id = p_case) and sealed.may_hold_baton(p_case, g.unit_id)
      -- Whoever asks may have no access, and is told of barnevern only by a grant.
      and (g.unit_id <> all (child_welfare_units()) or exists (
          select from sealed.living_user_grant m where m.content_object_id = p_case and m.user_id = (select my_id())
              and sealed.participant_shown(m.capacity, m.kinds, true)))
    order by 2 $$;

create function baton_offer(p_id uuid, p_case uuid, p_user numeric, p_unit bigint, p_why text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = p_case for update;
    if not exists (select from baton_candidates(p_case) c where c.user_id = p_user and c.unit_id = p_unit) then
        raise insufficient_privilege using message = 'baton_is_offered_to_who_takes_part'; end if;
    insert into cases_batonoffer (id, case_id, offered_by_id, user_id, unit_id, why, offered_at, answer, answer_reason)
        values (p_id, p_case, my_id(), p_user, p_unit, p_why, statement_timestamp(), 'waiting', '');
    perform sealed.notify(p_user, 'baton.offered', p_case, null, null);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Takes the question back, to ask somebody else.
create function baton_offer_cancel(p_case uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = p_case for update;
    if i_pass_baton(p_case) is not true then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    update cases_batonoffer set answer = 'lapsed', answered_at = statement_timestamp()
        where case_id = p_case and answer = 'waiting';
    if not found then raise no_data_found using message = 'no_question_waits'; end if;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- The person asked says yes (the baton moves in the same transaction) or no (it stays).
create function baton_answer(p_offer uuid, p_yes boolean, p_reason text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    o cases_batonoffer;
    holder numeric;
begin
    perform from cases_case where id = (select case_id from cases_batonoffer where id = p_offer) for update;
    select * into o from cases_batonoffer where id = p_offer and answer = 'waiting' and user_id = (select my_id());
    if o.id is null or not i_may_write(o.case_id, o.unit_id) or (p_yes and not sealed.may_hold_baton(o.case_id, o.unit_id)) then
        raise insufficient_privilege using message = 'no_question_waits_for_you'; end if;
    update cases_batonoffer set answer = case when p_yes then 'accepted' else 'declined' end,
        answered_at = statement_timestamp(), answer_reason = p_reason where id = p_offer;
    select holder_id into holder from cases_case where id = o.case_id;
    if p_yes then perform sealed.baton_give(o.case_id, o.user_id, o.unit_id, 'accepted'); end if;
    perform sealed.notify(told, 'baton.answered', o.case_id, null, null)
        from (select o.offered_by_id union select holder where p_yes) t (told);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- The questions about a baton that wait for my answer.
create function my_offers() returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select id from cases_batonoffer where user_id = (select my_id()) and answer = 'waiting') $$;

-- Who asks me in these, for a list of what waits; and the holder, where it is a leader who asks while the holder is away.
create function askers_listed(p_offers uuid[]) returns table (offer_id uuid, name text, holder text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select o.id, name_told(o.case_id, u.display_name, true),
           case when o.offered_by_id <> c.holder_id then name_told(o.case_id, h.display_name, true) end
    from cases_batonoffer o join municipality_user u on u.key = o.offered_by_id
    join cases_case c on c.id = o.case_id join municipality_user h on h.key = c.holder_id
    where o.id = any (p_offers) and o.user_id = (select my_id()) $$;

-- Could this person be asked now? One who has left, or of whom I may no longer know, is not waited for.
create function sealed.can_be_asked(o cases_batonoffer) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from baton_candidates(o.case_id) c where c.user_id = o.user_id and c.unit_id = o.unit_id) $$;

-- Whom I have asked and who has not answered, for a list of what I wait for.
create function awaited_answers() returns table (case_id uuid, name text, since timestamptz, reminded_at timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select o.case_id, name_told(o.case_id, u.display_name, true), o.offered_at,
           sealed.reminded_at(o.user_id, 'baton.reminded', o.case_id, null, null)
    from cases_batonoffer o join municipality_user u on u.key = o.user_id
    where o.offered_by_id = (select my_id()) and o.answer = 'waiting' and i_hold(o.case_id) and sealed.can_be_asked(o) order by o.offered_at, o.case_id $$;

-- Reminds the person whom I have asked.
create function baton_remind(p_case uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = p_case for update;
    if i_hold(p_case) is not true then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    perform sealed.remind(array(select o.user_id from cases_batonoffer o where o.case_id = p_case and o.offered_by_id = (select my_id())
                                and o.answer = 'waiting' and sealed.can_be_asked(o)),
                          'baton.reminded', p_case, null, null);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Who asked, and the holder while it waits, see the offer even without access to the case; the person asked must take part to see it. Only
-- those who may know of barnevern see others' offers.
grant select on cases_batonoffer to stafett_app;
alter table cases_batonoffer enable row level security;
alter table cases_batonoffer force row level security;
create policy seen on cases_batonoffer for select to stafett_app using (
    (offered_by_id = (select my_id()) and i_pass_baton(case_id))
    or (answer = 'waiting' and unit_id <> all ((select child_welfare_units())::bigint[]) and i_hold(case_id))
    or exists (select from cases_caseusergrant g where g.content_object_id = cases_batonoffer.case_id
        and (cases_batonoffer.user_id = (select my_id()) or knows_of_child_welfare(g.capacity, g.kinds, g.unit_id))));
-- Every offer names a person and a unit: where names are not told, there are no offers (cases/case/names_told.sql). A holder who waits
-- for the answer without access has no grant that lets names be told.
create policy where_names_are_told on cases_batonoffer as restrictive for select to stafett_app using (
    names_told(case_id, false) or offered_by_id = (select my_id()) or user_id = (select my_id())
    or answer = 'waiting' and i_hold(case_id));
