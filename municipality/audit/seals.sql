-- The chain (R8): events are numbered and sealed in batches, and each seal holds the one before it. Nobody who writes an event waits for
-- another: the worker seals what has been committed, once a minute. Whoever changes a row later, by whatever login, changes what its seal
-- says; whoever also makes the seals anew, changes the last one, which is kept elsewhere.

-- Every event waits until it is sealed, whatever writes it.
create function sealed.wait_for_seal() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    insert into municipality_unsealedevent (event_id) select id from made;
    return null;
end $$;

create trigger wait_for_seal after insert on municipality_event referencing new table as made
    for each statement execute function sealed.wait_for_seal();

create function sealed.microseconds(p_at timestamptz) returns bigint immutable language sql as $$
    select (extract(epoch from p_at) * 1000000)::bigint $$;

-- All that an event says, with the rows of its cases, in an order and a form that no setting changes. It never changes either: a new column
-- needs a form of its own for what is sealed from then on.
create function sealed.event_said(p_event uuid) returns bytea
    stable security definer set search_path = public, pg_temp language sql as $$
    select convert_to(jsonb_build_array(
        e.id, sealed.microseconds(e.at), e.municipality_id, e.user_id, e.unit_id, e.act, e.refused, e.objects_shown, e.request_id, e.reason, (
            select coalesce(jsonb_agg(jsonb_build_array(c.id, c.case_id, c.case_number, c.unit_id, c.basis_id, c.basis_type, c.stood_in_for_id,
                                                        c.objects_shown) order by c.id), '[]')
            from municipality_eventcase c where c.event_id = e.id))::text, 'UTF8')
    from municipality_event e where e.id = p_event $$;

-- What the events of a batch say, in their order; one that is not there says nothing.
create function sealed.batch_said(p_events uuid[]) returns bytea
    stable security definer set search_path = public, pg_temp language sql as $$
    select sha256(string_agg(coalesce(sha256(sealed.event_said(id)), ''), ''::bytea order by place))
    from unnest(p_events) with ordinality as b (id, place) $$;

create function sealed.seal_of(p_before bytea, p_seal municipality_seal) returns bytea
    immutable security definer set search_path = public, pg_temp language sql as $$
    select sha256(p_before || convert_to(jsonb_build_array(p_seal.number, p_seal.first_event, sealed.microseconds(p_seal.sealed_at), p_seal.events)::text,
                                         'UTF8') || p_seal.said) $$;

-- Seals what waits, in batches of at most 5000; how many events that were. The system's. Only whoever seals waits for another who does.
create function events_seal() returns bigint
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    before municipality_seal;
    made municipality_seal;
    done bigint := 0;
begin
    lock table municipality_seal in exclusive mode;
    loop
        select * into before from municipality_seal order by number desc limit 1;
        -- One that is gone before it was sealed gets its number too: then it is seen to be missing.
        with taken as (
            delete from municipality_unsealedevent
            where event_id in (select event_id from municipality_unsealedevent limit 5000) returning event_id)
        select array_agg(t.event_id order by e.at, t.event_id) into made.events
            from taken t left join municipality_event e on e.id = t.event_id;
        exit when made.events is null;
        -- The minute, so that it tells whoever sees it of no other: how many batches there were says what happened that others do not see (R9).
        made.number := greatest(coalesce(before.number, 0) + 1, floor(extract(epoch from clock_timestamp()) / 60)::bigint);
        made.first_event := coalesce(before.first_event + cardinality(before.events), 1);
        made.sealed_at := clock_timestamp();
        made.said := sealed.batch_said(made.events);
        made.seal := sealed.seal_of(coalesce(before.seal, ''), made);
        insert into municipality_seal (number, first_event, events, sealed_at, said, seal)
            values (made.number, made.first_event, made.events, made.sealed_at, made.said, made.seal);
        done := done + cardinality(made.events);
    end loop;
    return done;
end $$;

-- What is wrong with these batches, each as the number of the seal and a word of municipality/audit/chain.py, with the number of the first
-- event that is concerned where one is. The system's, who looks at them a few at a time.
create function seals_verify(p_first bigint, p_last bigint) returns table (seal bigint, fault text, event bigint)
    stable security definer set search_path = public, pg_temp language sql as $$
    with looked_at as materialized (
        select s, b as before from municipality_seal s
        left join lateral (select * from municipality_seal b where b.number < s.number order by b.number desc limit 1) b on true
        where s.number between p_first and p_last)
    select (s).number, 'gap', null::bigint from looked_at
        where (s).first_event <> coalesce((before).first_event + cardinality((before).events), 1)
    union all
    select (s).number, 'seal', null from looked_at where (s).seal is distinct from sealed.seal_of(coalesce((before).seal, ''), s)
    union all
    select (s).number, 'missing', min((s).first_event + place - 1)
        from looked_at, unnest((s).events) with ordinality as b (id, place)
        where (s).removed_at is null and not exists (select from municipality_event e where e.id = b.id) group by (s).number
    union all
    select (s).number, 'changed', null from looked_at
        where (s).removed_at is null and (s).said is distinct from sealed.batch_said((s).events)
          and not exists (select unnest((s).events) except select id from municipality_event where id = any ((s).events))
    union all
    -- An event is sealed within minutes of its time; a transaction lasts a quarter of an hour at most.
    select (s).number, 'time', min((s).first_event + place - 1)
        from looked_at, unnest((s).events) with ordinality as b (id, place) join municipality_event e on e.id = b.id
        where e.at > (s).sealed_at or e.at < (before).sealed_at - interval '1 hour' group by (s).number
    union all
    -- What was removed as it may be has left an event that says so.
    select (s).number, 'removed', null from looked_at
        where (s).removed_at is not null and not exists (select from municipality_event e where e.id = (s).removed_by and e.act = 'events.remove')
          and not exists (select from municipality_seal r where r.removed_at is not null and (s).removed_by = any (r.events))
    order by 1, 2 $$;

-- How many events there are that no seal holds and that do not wait for one, and how many places in seals are more than there are events: an
-- event that was put in without our function, or into two batches. The system's.
create function events_outside_the_chain() returns table (unsealed bigint, doubled bigint)
    stable security definer set search_path = public, pg_temp language sql as $$
    with places as materialized (select unnest(events) as id from municipality_seal where removed_at is null),
    outside as (
        select count(*) as n from municipality_event e
        where not exists (select from municipality_unsealedevent w where w.event_id = e.id) and not exists (select from places p where p.id = e.id))
    select outside.n, (select count(*) - count(distinct id) from places) from outside $$;

-- Notes what a look at the whole chain has found, and tells the privacy officers of what was not found the time before. The system's.
create function chain_noted(p_last bigint, p_faults text[]) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    known text[] := coalesce((select faults from municipality_chainlook order by at desc limit 1), '{}');
begin
    insert into municipality_chainlook (id, at, last_seal, faults) values (gen_random_uuid(), clock_timestamp(), p_last, p_faults);
    if not p_faults <@ known then
        perform sealed.notify(u.id, 'chain.broken', null, null, null) from municipality_user u
            where u.account_type = 'privacy_officer' and u.is_active;
    end if;
end $$;

-- Where the chain stands, for privacy officers: its last seal, and what the last look found. Neither numbers nor times of seals: they would
-- tell of events that the privacy officer does not see (R9).
create function chain_told() returns table (seal text, looked_at timestamptz, faults text[])
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select encode(s.seal, 'hex'), l.at, coalesce(l.faults::text[], '{}')
    from (select * from municipality_seal order by number desc limit 1) s
    left join (select * from municipality_chainlook order by at desc limit 1) l on true
    where my_municipality_as('privacy_officer') is not null $$;

-- Retention (D10): the owner removes the oldest events, whole batches of them, and leaves the seals. Refused before each municipality has said how
-- long events are kept, and why, and for what one of them keeps still. How many events that were.
create function sealed.events_remove(p_before date) returns bigint
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    before timestamptz := p_before::timestamp at time zone 'Europe/Oslo';
    -- In what is kept longest; a municipality without an answer keeps everything.
    kept_since date := (
        select min(case when event_retention_years is not null and event_retention_because <> ''
                   then (sealed.today() - make_interval(years => event_retention_years))::date else '-infinity' end)
        from municipality_municipality where merged_at is null);
    noted uuid[];
    gone uuid[];
begin
    if p_before is null or kept_since is null or p_before > kept_since then
        raise insufficient_privilege using message = 'events_are_kept_longer'; end if;
    lock table municipality_seal in exclusive mode;
    select array_agg(id order by place) into gone
        from municipality_seal s, unnest(s.events) with ordinality as b (id, place) where s.removed_at is null and s.sealed_at < before;
    if gone is null then return 0; end if;
    with said as (
        insert into municipality_event (id, at, municipality_id, act, refused, objects_shown, request_id, reason)
        select gen_random_uuid(), clock_timestamp(), id, 'events.remove', false, array['before:' || p_before], '', 'retention'
        from municipality_municipality where merged_at is null returning id)
    select array_agg(id) into noted from said;
    update municipality_seal set removed_at = transaction_timestamp(), removed_by = noted[1] where removed_at is null and sealed_at < before;
    delete from municipality_eventcase where event_id = any (gone);
    delete from municipality_event where id = any (gone);
    return cardinality(gone);
end $$;

-- R8: nobody deletes an event by itself, the owner neither: only those go whose seal says in the same transaction that they do.
create function sealed.goes_with_its_batch() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if exists (select coalesce(nullif(to_jsonb(g) ->> 'event_id', ''), to_jsonb(g) ->> 'id')::uuid from gone g
               except select unnest(events) from municipality_seal where removed_at = transaction_timestamp()) then
        raise insufficient_privilege using message = format('%s is append-only', tg_table_name); end if;
    return null;
end $$;

create trigger goes_with_its_batch after delete on municipality_event referencing old table as gone
    for each statement execute function sealed.goes_with_its_batch();

create trigger goes_with_its_batch after delete on municipality_eventcase referencing old table as gone
    for each statement execute function sealed.goes_with_its_batch();

alter table municipality_seal enable row level security;
alter table municipality_seal force row level security;
alter table municipality_unsealedevent enable row level security;
alter table municipality_unsealedevent force row level security;
alter table municipality_chainlook enable row level security;
alter table municipality_chainlook force row level security;
