-- What is told of two logs that have become one, and parting them again within thirty days.

-- Who held this log last before it was joined.
create function sealed.held_before(p_case uuid, p_at timestamptz) returns numeric
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select m.user_id from cases_batonmove m where m.case_id = p_case and m.moved_at < p_at order by m.moved_at desc, m.id desc limit 1 $$;

-- May I part them again? The holder, who held the other one and takes part, and one of the family who answers.
create function sealed.i_part(j cases_joining) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.can_be_parted(j) and (
        i_hold(j.older_id)
        or sealed.i_take_part(j.older_id) and (select my_id()) in (
            sealed.held_before(j.older_id, j.joined_at), sealed.held_before(j.newer_id, j.joined_at))
        or sealed.i_am_family_here(j.older_id) and exists (
            select from sealed.join_answering(j.older_id) a where a.may_say_yes and sealed.is_mine(a.resident_id))) $$;

-- For those who read the log: since when it is two in one, and for staff the number of the other. `until`: to whoever may part them.
create function joined_told(p_case uuid) returns table (joined_at timestamptz, number text, until timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select j.joined_at, case when sealed.i_take_part(p_case) then n.number else '' end,
           case when sealed.i_part((j.*)::cases_joining) then j.joined_at + interval '30 days' end
    from cases_joining j join cases_case n on n.id = j.newer_id
    where j.older_id = p_case and j.state = 'joined' and sealed.i_read_or_hold(p_case) order by j.joined_at desc, j.id $$;

-- They are two again: what was joined last. Whoever of the family says so takes the own yes back.
create function joining_part(p_id uuid, p_case uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    j cases_joining;
begin
    select * into j from cases_joining k where k.older_id = p_case and k.state = 'joined' order by k.joined_at desc, k.id limit 1;
    j := sealed.joining_locked(j.id);
    if j.id is null or sealed.i_part(j) is not true then raise no_data_found using message = 'nothing_to_part'; end if;
    perform sealed.i_say_no_to_joining(p_id, p_case);
    perform sealed.logs_part(j.id, (select my_id()));
    perform sealed.readers_told(array[j.older_id, j.newer_id], 'joining.parted');
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;
