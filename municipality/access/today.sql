-- The day that it is in Norway, in every rule that counts by days.
create function sealed.today() returns date stable language sql as $$
    select (statement_timestamp() at time zone 'Europe/Oslo')::date $$;
