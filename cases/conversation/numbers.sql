-- Identity numbers that were typed before there is a log (D16).

-- The numbers that were typed, sealed, for who asks.
create function numbers_typed(p_consent uuid) returns table (asked_id uuid, sealed bytea)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select a.id, a.number_sealed from consent_asked a join consent_consent c on c.id = a.consent_id
    where c.id = p_consent and sealed.i_ask(c) and a.number_sealed is not null order by a.place $$;

-- An undring that ends without a log keeps what was answered, and no identity number.
create function sealed.numbers_go_with_the_concern() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update consent_asked a set number_sealed = null, number_begins = '' from consent_consent c
        where c.id = a.consent_id and c.concern_id = new.id and c.case_id is null;
    return null;
end $$;

create trigger numbers_go_with_the_concern after update of closed_at on cases_concern
    for each row when (new.closed_at is not null and new.log_id is null) execute function sealed.numbers_go_with_the_concern();
