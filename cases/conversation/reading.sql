-- What the text that is read needs besides: when whom it is about was born, and whose form it is. For those who see the question.
create function question_about(p_consent uuid) returns table (born date, is_of_pregnancy boolean, municipality_id bigint)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select q.born, q.expects, q.municipality_id from sealed.asked_about q where q.consent_id = p_consent and question_shown(p_consent) $$;

-- The family has been read this text, in this language: from now on they can answer. `p_changed_at`: when what is asked had changed last, as
-- the text was made; so it is of what is asked now. One language beside another asks nothing new.
create function text_read(p_consent uuid, p_changed_at timestamptz, p_language text, p_interpreter text, p_version text, p_text text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c consent_consent;
    was consent_reading;
begin
    c := sealed.my_question(p_consent);
    if c.ends is null or c.ends <= statement_timestamp() or sealed.shares_asked(p_consent) is null then
        raise data_exception using message = 'nothing_is_asked_yet'; end if;
    if c.changed_at is distinct from p_changed_at then raise data_exception using message = 'asked_has_changed_meanwhile'; end if;
    if p_language not in ('nb', 'nn', 'en') and (
        select sealed.language_called(q.municipality_id, p_language) from sealed.asked_about q where q.consent_id = p_consent) is null
    then raise no_data_found using message = 'no_such_form'; end if;
    select * into was from consent_reading where consent_id = p_consent and language = p_language and set_aside_at is null;
    -- Another text in the same language is another question to whoever has answered on it; to others it is read for the first time.
    if was.text <> p_text and exists (select from consent_reply r where r.reading_id = was.id) then
        perform sealed.asks_anew(p_consent);
    elsif was.text <> p_text then
        delete from consent_reading where id = was.id;
    end if;
    insert into consent_reading (id, consent_id, language, version, text, interpreter, explained_by_id, explained_at, read_at)
        values (gen_random_uuid(), p_consent, p_language, p_version, p_text, p_interpreter, my_id(), statement_timestamp(), statement_timestamp())
        on conflict (consent_id, language) where set_aside_at is null
        -- Who interpreted for somebody who has answered is not forgotten.
        do update set interpreter = case
                when not exists (select from consent_reply r where r.reading_id = was.id)
                    or position(was.interpreter in excluded.interpreter) > 0 then excluded.interpreter
                when position(excluded.interpreter in was.interpreter) > 0 then was.interpreter
                else left(was.interpreter || ', ' || excluded.interpreter, 250) end, explained_by_id = excluded.explained_by_id, read_at = excluded.read_at;
    update consent_consent set state = 'waiting' where id = p_consent;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- On which of what was read somebody answers: the one that is named, or the only one.
create function sealed.reading_meant(p_consent uuid, p_reading uuid) returns consent_reading
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select r.* from consent_reading r where r.consent_id = p_consent and r.set_aside_at is null and case
        when p_reading is not null then r.id = p_reading
        else not exists (select from consent_reading o where o.consent_id = p_consent and o.set_aside_at is null and o.id <> r.id) end $$;

-- In which languages what is asked now was read, the last one first. For those who see the question; the text is not told.
create function question_readings(p_consent uuid)
    returns table (id uuid, language text, language_name text, interpreter text, explained_at timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select r.id, r.language, coalesce(sealed.language_called(q.municipality_id, r.language), ''), r.interpreter, r.explained_at
    from consent_reading r join sealed.asked_about q on q.consent_id = r.consent_id
    where r.consent_id = p_consent and r.set_aside_at is null and question_shown(p_consent) order by r.read_at desc, r.id $$;

-- Exactly what was read with the family, for who asks: it stands on the screen that is handed over.
create function text_that_was_read(p_reading uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select r.text from consent_reading r join consent_consent c on c.id = r.consent_id
    where r.id = p_reading and r.set_aside_at is null and c.state = 'waiting' and sealed.i_ask(c) $$;

-- On what those answer who answer now. `mine`: in a language in which I answered.
create function sealed.readings_answered(p_consent uuid)
    returns table (language text, version text, text text, interpreter text, explained_at timestamptz, mine boolean, explained_by numeric)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with said as materialized (
        select r.*, exists (select from municipality_familyaccount f where f.resident_id = n.resident_id and f.user_id = (select my_id())) as me
        from sealed.asked_now n join consent_reply p on p.id = n.reply_id join consent_reading r on r.id = p.reading_id
        where n.consent_id = p_consent)
    select r.language, r.version, r.text, r.interpreter, r.explained_at, r.language in (select s.language from said s where s.me), r.explained_by_id
    from consent_reading r where r.consent_id = p_consent and r.set_aside_at is null and r.id in (select s.id from said s)
    order by 6 desc, r.explained_at, r.id $$;

-- Nobody reads it but through functions: a text names every unit.
alter table consent_reading enable row level security;
alter table consent_reading force row level security;
