-- Who signs in and has nothing here asks services for insight (D12). Nothing of it depends on whether there is a log, and of who it was only what was
-- written is kept.

-- Which services there are to ask: the municipality answers for its own, and those it has with others; a body of its own is asked by itself. Only the application asks, with a code, for somebody who has just shown who they are.
create function services_to_ask(p_code text) returns table (municipality_id bigint, municipality text, service_id bigint, service text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select k.id, k.name, s.id, s.name from municipality_service s join municipality_municipality k on k.id = s.municipality_id
    where s.active and not sealed.is_outside(s.owner) and k.merged_at is null and sealed.is_sealed('services to ask', p_code) is true
      and exists (select from municipality_unit u where u.service_id = s.id and u.active)
    order by k.name, k.id, s.name, s.id $$;

-- Asks these services of one municipality. `p_id` is one of the few that a sign-in can have, by the code; twice the same is refused.
create function request_outside(p_id uuid, p_asked_services bigint[], p_text text, p_contact text, p_came_on date, p_due_on date, p_request text,
        p_code text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    home bigint;
begin
    if sealed.is_sealed('request outside:' || p_id, p_code) is not true or p_came_on is distinct from sealed.today()
        or exists (select from cases_familyrequest where id = p_id) then
        raise insufficient_privilege using message = 'not_a_sign_in_of_now'; end if;
    if p_due_on is null or p_due_on not between sealed.request_due('insight', p_came_on) and sealed.request_due('insight', p_came_on) + 10 then
        raise insufficient_privilege using message = 'answered_within_a_month'; end if;
    select min(s.municipality_id) into home from municipality_service s
        where s.id = any (p_asked_services) and s.active and not sealed.is_outside(s.owner) having count(distinct s.municipality_id) = 1 and count(*) = cardinality(p_asked_services);
    if home is null or coalesce(trim(p_text), '') = '' or coalesce(trim(p_contact), '') = '' then
        raise insufficient_privilege using message = 'ask_services_of_one_municipality'; end if;
    insert into cases_familyrequest (id, municipality_id, kind, came, came_on, made_at, text, should_be, words_shown, contact)
        values (p_id, home, 'insight', 'outside', p_came_on, statement_timestamp(), p_text, '', 0, p_contact);
    insert into cases_requestpart (id, request_id, service_id, due_on, prolonged_because, answer, refusal, reason, handed, sent_to, version)
        select gen_random_uuid(), p_id, s, p_due_on, '', '', '', '', '', '', 1 from unnest(p_asked_services) s;
    insert into municipality_event (id, at, municipality_id, act, refused, objects_shown, request_id, reason)
        values (gen_random_uuid(), clock_timestamp(), home, 'request.outside', false, '{}', left(p_request, 36), '');
    perform sealed.answerers_told(p_id);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;
