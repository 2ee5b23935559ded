-- An undring about the wrong child.

-- Corrects whom an undring is about; by who has it. Not once the family has been asked, and not when a log was opened from it: that is more
-- than a name. False if somebody else has changed it since version `p_version`.
create function concern_correct(p_concern uuid, p_version int, p_child_name text, p_birth_date date, p_due_date date, p_discovered timestamptz)
        returns boolean
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c cases_concern;
begin
    select * into c from cases_concern where id = p_concern for update;
    if c.id is null or coalesce(c.id = any (my_concerns()), false) is not true then
        raise insufficient_privilege using message = 'not_your_concern'; end if;
    if c.log_id is not null then raise insufficient_privilege using message = 'a_log_came_of_it'; end if;
    if exists (select from consent_consent q where q.concern_id = c.id and (q.state not in ('draft', 'waiting') or exists (
            select from consent_asked a join consent_reply r on r.asked_id = a.id where a.consent_id = q.id))) then
        raise insufficient_privilege using message = 'the_family_has_answered'; end if;
    if exists (select from consent_consent q where q.concern_id = c.id) then
        raise insufficient_privilege using message = 'the_family_is_being_asked'; end if;
    update cases_concern set child_name = p_child_name, birth_date = p_birth_date, due_date = p_due_date, version = version + 1
        where id = c.id and version = p_version;
    if not found then return false; end if;
    perform sealed.deviation_note_down('concern', c.unit_id, c.author_id, c.registered_at, '{}', '', c.id, (
        select count(*)::int from municipality_notice where concern_id = c.id and sent_at is not null), p_discovered);
    return true;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;
