-- Anonymous discussions: nothing here points at a child, or at the asker.

-- Asks a team without saying who asks: the row keeps the service, and the unit only where it is big enough. No event, no
-- notice and no time of day: each of these would lead back to the asker.
create function discussion_ask(p_id uuid, p_team bigint, p_unit bigint, p_age_band text, p_theme bigint, p_arena text, p_tried text,
        p_question text, p_claim text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if not p_unit = any (my_units()) or not exists (
        select from municipality_team t join municipality_unit u on u.municipality_id = t.municipality_id
        where t.id = p_team and t.active and u.id = p_unit)
       or not exists (select from municipality_theme k join municipality_unit u on u.municipality_id = k.municipality_id
                      where k.id = p_theme and u.id = p_unit)
    then raise insufficient_privilege using message = 'asked_for_own_unit_and_municipality'; end if;
    -- Reloading a page sends its form again. Nothing says who sent it, so the same words on the same day count as the same.
    perform from municipality_team where id = p_team for update;
    if exists (select from teams_anonymousdiscussion d where d.team_id = p_team and d.question = p_question and d.tried = p_tried
               and d.asked_on = sealed.today())
    then raise no_data_found using message = 'asked_today_already'; end if;
    insert into teams_anonymousdiscussion (id, team_id, service_id, unit_id, age_band, theme_id, arena, tried, question, asked_on,
                                           claim, answer)
        select p_id, p_team, u.service_id, case when u.children >= k.small_unit_size then u.id end, p_age_band, p_theme, p_arena,
               p_tried, p_question, sealed.today(), p_claim, ''
        from municipality_unit u join municipality_municipality k on k.id = u.municipality_id where u.id = p_unit;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- The answer, for anybody who has the code that was shown once to the asker.
create function discussion_claim(p_claim text)
    returns table (team text, question text, asked_on date, answer text, answered_on date)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select t.name::text, d.question, d.asked_on, d.answer, d.answered_on
    from teams_anonymousdiscussion d join municipality_team t on t.id = d.team_id
    where d.claim = p_claim and t.municipality_id = my_municipality_as('staff') $$;

-- An anonymous discussion is for every member of the team: it points at nobody.
grant select on teams_anonymousdiscussion to stafett_app;
alter table teams_anonymousdiscussion enable row level security;
alter table teams_anonymousdiscussion force row level security;
create policy seen on teams_anonymousdiscussion for select to stafett_app using (team_id = any ((select my_seats())::bigint[]));
