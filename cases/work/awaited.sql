-- What a relay holder waits for others to do, and reminding them of it.

-- Does somebody of the services who is responsible for it still take part for that unit, and read it?
create function sealed.responsible_takes_part(m cases_measure) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.living_user_grant g where g.content_object_id = m.case_id
                   and g.user_id = m.responsible_id and g.unit_id = m.responsible_unit_id and g.named_for = '{}')
       and exists (select from sealed.measure_reader r
                   where r.case_id = m.case_id and r.measure_id = m.id and r.user_id = m.responsible_id) $$;

-- Open measures, in logs whose baton I hold, whose person has no part in the log any more: they need somebody else.
create function measures_without_a_person() returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(
        select m.id from cases_measure m
        where m.case_id = any (my_batons()) and m.ended_at is null and m.responsible_id is not null and sealed.i_read_measure(m.id)
            and not sealed.responsible_takes_part(m)) $$;

-- When the people responsible for these measures, of logs whose baton I hold, were last reminded.
create function measures_reminded(p_measures uuid[]) returns table (measure_id uuid, reminded_at timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select m.id, sealed.reminded_at(m.responsible_id, 'measure.reminded', m.case_id, m.id, null) from cases_measure m
    where m.id = any (p_measures) and i_hold(m.case_id) and sealed.i_read_measure(m.id) $$;

-- Reminds the person responsible for a measure that should have been evaluated or done. By the relay holder.
create function measure_remind(p_measure uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    m cases_measure;
begin
    perform from cases_case where id = (select case_id from cases_measure where id = p_measure) for update;
    select * into m from cases_measure where id = p_measure;
    if i_hold(m.case_id) is not true or sealed.i_read_measure(m.id) is not true then
        raise insufficient_privilege using message = 'not_relay_holder'; end if;
    perform sealed.remind(array(select m.responsible_id where m.ended_at is null and m.responsible_id <> (select my_id())
                                and sealed.responsible_takes_part(m)
                                and least(m.evaluate_on, m.deadline) < sealed.today()),
                          'measure.reminded', m.case_id, m.id, null);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;
