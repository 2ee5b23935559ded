-- Registering that somebody is away, and who stands in: by that person, or by a leader of a unit in which the person works.

-- The units for which I may say who stands in for this person: all of my own, or those of the person's that I lead. None: I may not.
create function sealed.units_i_choose_for(p_user numeric) returns bigint[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select distinct m.unit_id from sealed.living_membership m
                 where m.user_id = p_user::bigint and (p_user = (select my_id()) or m.unit_id = any ((select sealed.my_led_units())::bigint[]))) $$;

-- May I see and register that this person is away?
create function i_see_to_absence_of(p_user numeric) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select coalesce(p_user = (select my_id()), false) or cardinality(sealed.units_i_choose_for(p_user)) > 0 $$;

-- Who can stand in: those who work in one of these units. A leader does not choose himself: he would read what leaders do not (R5).
create function stand_in_candidates(p_user numeric) returns table (user_id bigint, name text, unit_id bigint, unit text, away_until date)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select distinct on (u.display_name, u.id) u.id, u.display_name, unit.id, unit.name, sealed.away_until(u.key)
    from sealed.living_membership m join municipality_user u on u.id = m.user_id join municipality_unit unit on unit.id = m.unit_id
    where m.unit_id = any (sealed.units_i_choose_for(p_user)) and u.key <> p_user and u.id <> (select my_id())
    order by u.display_name, u.id, unit.name $$;

create function absence_register(p_id uuid, p_user numeric, p_starts date, p_ends date, p_stand_in numeric) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    units bigint[];
begin
    perform from municipality_user where key = p_user for no key update; -- two at once do not overlap
    units := sealed.units_i_choose_for(p_user);
    if cardinality(units) = 0 then raise insufficient_privilege using message = 'absence_of_another'; end if;
    perform sealed.absence_fits(p_id, p_user, p_starts, p_ends, p_stand_in);
    insert into cases_absence (id, user_id, during, stand_in_id, units, chosen_by_id, chosen_at)
        values (p_id, p_user, sealed.whole_days(p_starts, p_ends), p_stand_in, units, my_id(), statement_timestamp());
    perform sealed.stand_ins_settle(p_id, null);
    perform sealed.absence_note('absence.register', p_id);
    perform sealed.notify(who, 'absence.registered', null, null, null) from unnest(array[p_user, p_stand_in]) who where who is not null;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Another last day, or somebody else who stands in. What the former stand-in had ends. A leader who stands in himself, chosen by the
-- person, does not read longer by his own word (R5).
create function absence_change(p_id uuid, p_ends date, p_stand_in numeric) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    a cases_absence := sealed.absence_gate(p_id);
begin
    if p_stand_in = my_id() and a.user_id <> my_id() and p_ends >= (upper(a.during) at time zone 'Europe/Oslo')::date then
        raise insufficient_privilege using message = 'stand_in_makes_it_last'; end if;
    perform sealed.absence_fits(p_id, a.user_id, (lower(a.during) at time zone 'Europe/Oslo')::date, p_ends, p_stand_in);
    update cases_absence set during = sealed.whole_days((lower(a.during) at time zone 'Europe/Oslo')::date, p_ends) where id = a.id;
    if p_stand_in is distinct from a.stand_in_id then
        update cases_absence set stand_in_id = p_stand_in, units = sealed.units_i_choose_for(a.user_id), chosen_by_id = my_id(),
            chosen_at = statement_timestamp() where id = a.id;
    end if;
    perform sealed.stand_ins_settle(a.id, null);
    perform sealed.batons_of_stand_in_settle(a);
    perform sealed.absence_note('absence.change', p_id);
    perform sealed.notify(who, 'absence.changed', null, null, null)
        from (select distinct unnest(array[a.user_id, a.stand_in_id, p_stand_in])) w (who) where who is not null;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Back before the last day, or it was not to be. All that the stand-in had ends this moment.
create function absence_end(p_id uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    a cases_absence := sealed.absence_gate(p_id);
begin
    perform sealed.absence_note('absence.end', p_id);
    update cases_absence set ended_at = statement_timestamp() where id = a.id;
    perform sealed.stand_ins_settle(a.id, null);
    perform sealed.batons_of_stand_in_settle(a);
    perform sealed.notify(who, 'absence.ended', null, null, null) from unnest(array[a.user_id, a.stand_in_id]) who where who is not null;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- The absence, locked, for whoever sees to it while it is not over.
create function sealed.absence_gate(p_id uuid) returns cases_absence
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    a cases_absence;
begin
    perform from municipality_user where key = (select user_id from cases_absence where id = p_id) for no key update;
    select * into a from cases_absence where id = p_id for update;
    if a.id is null or i_see_to_absence_of(a.user_id) is not true then
        raise insufficient_privilege using message = 'absence_of_another'; end if;
    if a.ended_at is not null or upper(a.during) <= statement_timestamp() then
        raise no_data_found using message = 'absence_is_over'; end if;
    return a;
end $$;

-- The event names all logs that the stand-in reads by it, so that their families are told; also those that the caller is kept out of.
create function sealed.absence_note(p_act text, p_absence uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    select event_write(p_act, null, false, array['absence:' || p_absence], coalesce(jsonb_object_agg(
        s.content_object_id, jsonb_build_array('absence:' || p_absence)), '{}'), '')
    from (select distinct content_object_id from cases_caseusergrant where stands_in = p_absence and ended_at is null) s $$;

-- Refuses days that cannot be, days that overlap, and a stand-in who does not work there.
create function sealed.absence_fits(p_id uuid, p_user numeric, p_starts date, p_ends date, p_stand_in numeric) returns void
    stable security definer set search_path = public, pg_temp language plpgsql as $$
declare
    today date := sealed.today();
begin
    if (p_starts <= p_ends and p_ends between today and today + interval '1 year') is not true then
        raise data_exception using message = 'absence_ends_within_a_year'; end if;
    if exists (select from cases_absence where user_id = p_user and ended_at is null and id <> p_id
               and during && sealed.whole_days(p_starts, p_ends))
    then raise data_exception using message = 'away_already'; end if;
    -- Whoever stands in already may stay, also when a leader who may not choose all of the units changes the last day.
    if p_stand_in is not null and not exists (select from stand_in_candidates(p_user) c where c.user_id = p_stand_in)
        and not exists (select from cases_absence where id = p_id and stand_in_id = p_stand_in)
    then raise insufficient_privilege using message = 'stand_in_works_in_the_unit'; end if;
end $$;

create function sealed.whole_days(p_starts date, p_ends date) returns tstzrange
    stable language sql as $$
    select tstzrange(p_starts::timestamp at time zone 'Europe/Oslo', (p_ends + 1)::timestamp at time zone 'Europe/Oslo') $$;

-- A baton that the stand-in has taken goes on when he no longer reads.
create function sealed.batons_of_stand_in_settle(p_before cases_absence) returns void
    security definer set search_path = public, pg_temp language sql as $$
    select sealed.baton_settle(c.id, 'left') from cases_case c
    where c.holder_id = p_before.stand_in_id and c.closed_at is null and exists (
        select from cases_caseusergrant g where g.stands_in = p_before.id and g.content_object_id = c.id) order by c.id $$;

-- The logs of the person who is away, by number, and whether the stand-in reads them in these days. For that person, and for who has the
-- leader's place for the unit there. A log is not read where the stand-in does not work in the unit, or takes no part in it.
create function absence_reach(p_absence uuid) returns table (case_id uuid, number text, reads boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select c.id, c.number, exists (
        select from cases_caseusergrant s join sealed.living_membership m on m.user_id = s.user_id::bigint and m.unit_id = s.unit_id
        where s.stands_in = a.id and s.content_object_id = c.id and s.ended_at is null)
    from cases_absence a join cases_case c on c.closed_at is null and exists (
        select from sealed.living_user_grant g where g.content_object_id = c.id and g.user_id = a.user_id and g.stands_in is null
            and not g.hidden_from && (select my_held_units()) and (a.user_id = (select my_id()) or sealed.i_lead(c.id, g.unit_id)))
    where a.id = p_absence order by c.number $$;

-- For whom I stand in now, and until when.
create function my_stand_ins() returns table (absence_id uuid, user_id bigint, name text, until date)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select a.id, u.id, u.display_name, sealed.away_until(u.key) from cases_absence a join municipality_user u on u.key = a.user_id
    where a.stand_in_id = (select my_id()) and a.ended_at is null and a.during @> statement_timestamp() order by 3, 1 $$;

-- What I take care of as a stand-in in the logs that I read as such: open measures of the person who is away, and batons.
create function stand_in_measures() returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select m.id from cases_absence a
                 join cases_measure m on m.responsible_id = a.user_id and m.ended_at is null
                 where a.stand_in_id = (select my_id()) and sealed.i_stand_in_for(a.user_id, m.case_id)) $$;

create function stand_in_batons() returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select c.id from cases_absence a join cases_case c on c.holder_id = a.user_id and c.closed_at is null
                 where a.stand_in_id = (select my_id()) and sealed.i_stand_in_for(a.user_id, c.id)) $$;

create function sealed.i_stand_in_for(p_user numeric, p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.living_user_grant g join cases_absence a on a.id = g.stands_in
                   where g.content_object_id = p_case and g.user_id = (select my_id()) and a.user_id = p_user) $$;

-- Those it is about, and a leader of the person's unit.
grant select on cases_absence to stafett_app;
alter table cases_absence enable row level security;
alter table cases_absence force row level security;
create policy seen on cases_absence for select to stafett_app using (
    user_id = (select my_id()) or stand_in_id = (select my_id()) or i_see_to_absence_of(user_id));
