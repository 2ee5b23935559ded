-- Declarations that somebody signs on paper: who registers that it was seen, who sees the list, ending one. Whom to ask, for who has not signed.

-- May I say that I have seen what this person signed for this unit? Whoever has the leader's place in a unit of the municipality's own, or leads a
-- team in which the person sits for it. Never for oneself, nor for people of a body that I work for or am over. `p_leads`: I have such a place, which a
-- list asks once.
create function sealed.i_register(p_user bigint, p_unit bigint, p_leads boolean) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select coalesce(p_user <> (select my_id()) and exists (
        select from sealed.held_membership m join municipality_unit u on u.id = m.unit_id join municipality_service s on s.id = u.service_id
        where m.user_id = p_user and m.unit_id = p_unit and u.municipality_id = (select my_municipality_as('staff')) and sealed.is_outside(s.owner)
          and not exists (select from sealed.held_membership own join municipality_unit o on o.id = own.unit_id
                          where own.user_id = (select my_id()) and o.service_id = s.id)
          and not exists (select from sealed.living_overseer v where v.user_id = (select my_id()) and v.service_id = s.id)
          and (p_leads or exists (
              select from sealed.living_seat c join teams_seat t on t.team_id = c.team_id
              where c.user_id = (select my_id()) and c.role = 'chair' and t.user_id = p_user and t.unit_id = p_unit and t.ends_at is null))), false) $$;

-- Do I have the leader's place in a unit of the municipality's own?
create function sealed.i_lead_of_the_municipality() returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from municipality_unit u join municipality_service s on s.id = u.service_id and not sealed.is_outside(s.owner)
                   where u.id = any ((select sealed.my_led_units())::bigint[]) and u.municipality_id = (select my_municipality_as('staff'))) $$;

-- The people of outside bodies, with what each has read or signed: by where they work, and never by a log. For who registers, those of them; for the
-- privacy officer all of the municipality. Where the paper is kept is for who registers.
create function secrecy_list() returns table (
        user_id bigint, name text, unit_id bigint, unit text, secrecy text, kind text, held int, version int, made_at timestamptz, signed_on date,
        kept text, registered_by text, open boolean, i_register boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with me as materialized (select sealed.i_lead_of_the_municipality() as leads),
    people as (
        select distinct m.user_id, u.id::bigint as unit_id, u.name::text as unit, u.municipality_id, s.secrecy::text,
               case when sealed.binds_by_law(s.secrecy) then 'notice' else 'declaration' end as kind
        from sealed.held_membership m join municipality_unit u on u.id = m.unit_id
        join municipality_service s on s.id = u.service_id and sealed.is_outside(s.owner)
        where u.municipality_id in (my_municipality_as('staff'), my_municipality_as('privacy_officer'))),
    seen as (
        select p.*, sealed.i_register(p.user_id, p.unit_id, (select leads from me)) as i_register from people p)
    select s.user_id, a.display_name::text, s.unit_id, s.unit, s.secrecy, s.kind, d.version::int, sealed.secrecy_version(s.municipality_id, s.kind),
           d.made_at, d.signed_on, case when s.i_register then coalesce(d.kept_at::text, '') else '' end, r.display_name::text,
           sealed.is_bound(s.user_id, s.unit_id, s.secrecy), s.i_register
    from seen s join municipality_user a on a.id = s.user_id
    left join lateral (select * from municipality_declaration d where d.user_id = s.user_id and d.unit_id = s.unit_id and d.ended_at is null
                       and d.kind = s.kind and d.municipality_id = s.municipality_id order by d.version desc limit 1) d on true
    left join municipality_user r on r.id = d.registered_by_id
    where s.i_register or (select my_municipality_as('privacy_officer')) is not null
    order by s.unit, a.display_name, s.user_id $$;

-- May I see the list, or is there nothing for me?
create function i_see_secrecy_list() returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select coalesce((select my_municipality_as('privacy_officer')) is not null or sealed.i_lead_of_the_municipality()
        or exists (select from sealed.living_seat s where s.user_id = (select my_id()) and s.role = 'chair'), false) $$;

-- Somebody has seen the signed declaration of this version. From now on the person reads what the consents give the unit.
create function declaration_register(p_user bigint, p_unit bigint, p_version int, p_signed_on date, p_paper text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    home bigint := my_municipality_as('staff');
begin
    if not sealed.i_register(p_user, p_unit, sealed.i_lead_of_the_municipality()) then raise insufficient_privilege using message = 'not_who_registers_declarations'; end if;
    if p_version is distinct from sealed.secrecy_version(home, 'declaration') then
        raise no_data_found using message = 'secrecy_text_changed'; end if;
    if p_signed_on is null or p_signed_on > sealed.today() then
        raise data_exception using message = 'signed_on_a_day_to_come'; end if;
    if coalesce(btrim(p_paper), '') = '' then raise data_exception using message = 'where_the_paper_is_kept'; end if;
    insert into municipality_declaration (user_id, municipality_id, unit_id, kind, version, made_at, signed_on, kept_at, registered_by_id)
        values (p_user, home, p_unit, 'declaration', p_version, statement_timestamp(), p_signed_on, btrim(p_paper), my_id());
exception
    when unique_violation then raise no_data_found using message = 'declared_already';
    when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- It was wrong, or the person does not work for it any longer: all that was seen of this person for the unit ends, and access with it. Read notices
-- stay, they say what was read; so where an act binds, that person reads on.
create function declaration_end(p_user bigint, p_unit bigint) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if not sealed.i_register(p_user, p_unit, sealed.i_lead_of_the_municipality()) then raise insufficient_privilege using message = 'not_who_registers_declarations'; end if;
    update municipality_declaration set ended_at = statement_timestamp(), ended_by_id = my_id()
        where user_id = p_user and unit_id = p_unit and kind = 'declaration' and ended_at is null;
    if not found then raise no_data_found using message = 'no_such_declaration'; end if;
end $$;

-- Who leads the teams in which I sit for a unit where I have not signed: whom I can ask.
create function secrecy_to_ask() returns table (name text, team text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select distinct u.display_name::text, t.name::text from sealed.secrecy_of((select my_id())) s
    join teams_seat mine on mine.user_id = (select my_id()) and mine.unit_id = s.unit_id and mine.ends_at is null
    join municipality_team t on t.id = mine.team_id
    join sealed.living_seat c on c.team_id = t.id and c.role = 'chair' and c.user_id <> (select my_id())
    join municipality_user u on u.id = c.user_id
    where s.kind = 'declaration' order by 1, 2 $$;

-- What waits for me on «Min dag»: to read, to sign (a new version of what I have signed), and to register: of those whose declaration I have registered,
-- and of those in a team that I lead. No row where nothing does.
create function secrecy_waiting() returns table (to_read int, to_sign int, to_register int)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select * from (
        select (count(*) filter (where s.kind = 'notice' and s.version > coalesce(s.held, -1)))::int as to_read,
               (count(*) filter (where s.kind = 'declaration' and s.version > coalesce(s.held, -1)))::int as to_sign,
               case when i_see_to_declarations.yes then (select count(*)::int from secrecy_list() l
                where l.i_register and l.kind = 'declaration' and l.version > coalesce(l.held, -1) and (exists (
                        select from municipality_declaration d where d.user_id = l.user_id and d.unit_id = l.unit_id
                            and d.registered_by_id = (select my_id()) and d.ended_at is null)
                    or exists (select from sealed.living_seat c join teams_seat t on t.team_id = c.team_id
                               where c.user_id = (select my_id()) and c.role = 'chair' and t.user_id = l.user_id and t.unit_id = l.unit_id
                                 and t.ends_at is null))) else 0 end as to_register
        from (select exists (select from municipality_declaration d where d.registered_by_id = (select my_id()) and d.ended_at is null)
                  or exists (select from sealed.living_seat c where c.user_id = (select my_id()) and c.role = 'chair') as yes) i_see_to_declarations
        left join sealed.secrecy_of((select my_id())) s on true
        group by i_see_to_declarations.yes) w
    where w.to_read + w.to_sign + w.to_register > 0 $$;
