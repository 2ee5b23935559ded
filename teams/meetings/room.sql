-- Who is in the room, who may hear an item, and the curtain before it on the shared screen.

-- For those in the team who may hear the items, about each: who sits there, who came to the meeting (NULL: to none), and who may hear it,
-- as far as the caller may know. Everybody who may not has to leave, so that whoever stays sees it anyway.
-- An agenda is a list: with a protected address it names no unit, but it names people, or nobody could be asked to leave.
create function referral_rooms(p_referrals uuid[], p_meeting uuid)
    returns table (referral_id uuid, name text, unit text, present boolean, may_hear boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with hears as materialized (
        select distinct h.referral_id, h.user_id from sealed.hearer h
        where h.referral_id = any (p_referrals) and sealed.naming_known(h.user_id, h.named_for, h.hidden_from)),
    heard as materialized (
        select r.id, r.team_id, names_told(r.case_id, true) as named from teams_referral r
        where r.id = any (p_referrals) and r.team_id = any ((select my_seats())::bigint[])
          and exists (select from hears h where h.referral_id = r.id and h.user_id = (select my_id()))
          and (p_meeting is null or exists (select from teams_meeting m where m.id = p_meeting and m.team_id = r.team_id)))
    select r.id, u.display_name, case when r.named then unit.name else '' end, coalesce(a.present, false),
           exists (select from hears h where h.referral_id = r.id and h.user_id = s.user_id)
    from heard r
    join sealed.living_seat s on s.team_id = r.team_id
    join municipality_user u on u.id = s.user_id
    join municipality_unit unit on unit.id = s.unit_id
    left join teams_attendance a on a.meeting_id = p_meeting and a.seat_id = s.id
    order by 3, 2, s.id $$;

-- The curtain before one item on the shared screen: raised when its leader has confirmed who has left, and lowered again.
create function curtain_set(p_meeting uuid, p_referral uuid, p_up boolean) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    m teams_meeting := sealed.minutes_gate(p_meeting, p_referral, null, null);
begin
    insert into teams_minutesitem (id, meeting_id, held_on, referral_id, summary, advice, send_on, lifted_at, version, written_by_id, written_at)
        values (gen_random_uuid(), m.id, (m.started_at at time zone 'Europe/Oslo')::date, p_referral, '', '', false,
                case when p_up then statement_timestamp() end, 0, my_id(), statement_timestamp())
        on conflict (meeting_id, referral_id) do update set lifted_at = excluded.lifted_at;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Is the curtain up, and has everybody left who must? Not if a consent was withdrawn or somebody lost the case since. Barnevern's count
-- only where the item is about it or reveals it: elsewhere it has left the room anyway, and a falling curtain would reveal it.
-- For the leader of the item; false for anybody else.
create function curtain_is_up(p_meeting uuid, p_referral uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (
        select from teams_minutesitem i join teams_meeting m on m.id = i.meeting_id
        join teams_referral r on r.id = i.referral_id
        join sealed.referral_reader rr on rr.referral_id = i.referral_id and rr.user_id = (select my_id())
        cross join lateral (select r.kind = 'child_welfare'
            or sealed.item_tells_of_child_welfare(r.unit_id, r.team_id, r.sent_at, r.left_out) as of_barnevern) tells
        where i.meeting_id = p_meeting and i.referral_id = p_referral and i.lifted_at is not null and i_keep_minutes(m.team_id)
          and not exists (select from consent_withdrawal w where w.case_id = rr.case_id and w.registered_at >= i.lifted_at
                          and (of_barnevern or w.kind <> 'child_welfare' and coalesce(w.unit_id <> all (child_welfare_units()), true)))
          and not exists (select from cases_caseusergrant g where g.content_object_id = rr.case_id and g.capacity = 'staff'
                          and (of_barnevern or g.unit_id <> all (child_welfare_units()))
                          and least(g.ended_at, upper(g.valid), upper(g.during)) between i.lifted_at and statement_timestamp())) $$;
