-- What the text that is read needs besides: when whom it is about was born, and whose form it is. For those who see the question.
create function question_about(p_consent uuid) returns table (born date, is_of_pregnancy boolean, municipality_id bigint)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select q.born, q.expects, q.municipality_id from sealed.asked_about q where q.consent_id = p_consent and question_shown(p_consent) $$;
