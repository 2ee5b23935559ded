-- Information to others whom a note is about (D16, GDPR 14): a row for each such note of staff, which nobody reads. Its author answers, or who has
-- the leader's place when the author has gone; the privacy officer is told how many.

-- Laid with the note, and when what was the child's is made somebody's own.
create function sealed.informing_lay() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    insert into cases_informing (id, entry_id, outcome, provision, text) values (gen_random_uuid(), new.id, '', '', '') on conflict (entry_id) do nothing;
    return null;
end $$;

create trigger informing_lay after insert or update of about_id, about_other on cases_entry
    for each row when (new.unit_id is not null and (new.about_id is not null or new.about_other = 1)) execute function sealed.informing_lay();

-- By which provisions somebody is not told. A new law is a new row with its first day.
create function sealed.informing_rules(p_day date) returns table (provision text) immutable language sql as $$
    select r.provision
    from (values ('impossible', date '2018-07-20', null::date), ('by_law', date '2018-07-20', null), ('secrecy', date '2018-07-20', null),
                 ('exempted', date '2018-07-20', null)) r (provision, starts, ends)
    where r.starts <= p_day and coalesce(r.ends, 'infinity') >= p_day $$;

-- Those that are mine, as whoever may take the note away (`takes_away`): of the log the number alone. At most so many, the open first.
create function informing_mine(p_entry uuid, p_most int) returns table (
        entry_id uuid, case_id uuid, number text, unit_id bigint, written_at timestamptz, of_an_adult boolean, as_leader boolean, outcome text,
        happened_on date, provision text, said text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with found as (
        select i.*, (e.*)::cases_entry as e from cases_informing i join cases_entry e on e.id = i.entry_id
        where (p_entry is null or e.id = p_entry) and (e.about_id is not null or e.about_other = 1)
          and (e.author_id = (select my_id()) or e.unit_id = any ((select sealed.my_possible_units())::bigint[])))
    select (f.e).id, (f.e).case_id, c.number::text, (f.e).unit_id, (f.e).written_at, (f.e).about_id is not null, sealed.takes_away(f.e) = 'leader',
           f.outcome::text, f.happened_on, f.provision::text, f.text
    from found f join cases_case c on c.id = (f.e).case_id
    where sealed.takes_away(f.e) is not null order by f.outcome <> '', (f.e).written_at, (f.e).id limit p_most $$;

-- Told, on which day and how; not told, by which provision; or not needed, with a reason. It can be answered anew: who was not told can be later.
create function informing_answer(p_entry uuid, p_outcome text, p_happened_on date, p_provision text, p_text text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    e cases_entry;
begin
    perform from cases_informing where entry_id = p_entry for update;
    select * into e from cases_entry where id = p_entry;
    if e.id is null or sealed.takes_away(e) is null or not (e.about_id is not null or e.about_other = 1) then
        raise insufficient_privilege using message = 'not_your_note'; end if;
    if p_outcome = 'told' and not coalesce(p_happened_on <= sealed.today(), false) then
        raise insufficient_privilege using message = 'say_when_they_were_told'; end if;
    if p_outcome = 'not_told' and not coalesce(p_provision in (select provision from sealed.informing_rules(sealed.today())), false) then
        raise insufficient_privilege using message = 'no_provision_not_to_tell'; end if;
    if p_outcome is null or p_outcome = '' or trim(coalesce(p_text, '')) = '' then
        raise insufficient_privilege using message = 'say_how_or_why'; end if;
    update cases_informing set outcome = p_outcome, happened_on = case when p_outcome = 'told' then p_happened_on end,
        provision = case when p_outcome = 'not_told' then p_provision else '' end, text = p_text, answered_by_id = my_id(),
        answered_at = statement_timestamp() where entry_id = e.id;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- For the privacy officer: how many of each unit, and nothing of any.
create function informing_counts() returns table (unit text, waiting bigint, told bigint, not_told bigint, exempt bigint)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select u.name::text, count(*) filter (where i.outcome = ''), count(*) filter (where i.outcome = 'told'),
           count(*) filter (where i.outcome = 'not_told'), count(*) filter (where i.outcome = 'exempt')
    from municipality_unit u join cases_entry e on e.unit_id = u.id and (e.about_id is not null or e.about_other = 1)
    join cases_informing i on i.entry_id = e.id
    where u.municipality_id = (select my_municipality_as('privacy_officer')) group by u.id, u.name order by u.name, u.id $$;

alter table cases_informing enable row level security;
alter table cases_informing force row level security;
