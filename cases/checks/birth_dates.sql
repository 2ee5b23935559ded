-- Another birth date of the child (D5): until a second person has looked at it every right that rests on an age lies within both dates, so that
-- what narrows holds at once and nothing widens.

-- Which dates can be true: the one that the log has, and the one that waits. Whatever asks for the child's age in a log asks here.
create function sealed.birth_dates(p_case uuid) returns date[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(
        select c.subject_birth_date from cases_case c where c.id = p_case
        union select w.becomes::date from sealed.widening w where w.case_id = p_case and w.what = 'birth_date' and w.waits) $$;

-- By which of them the child is oldest, and youngest. Who is of an age by the youngest is so by all, and under it by the oldest.
create function sealed.oldest(p_born date[]) returns date immutable language sql as $$ select min(b) from unnest(p_born) b $$;

create function sealed.youngest(p_born date[]) returns date immutable language sql as $$ select max(b) from unnest(p_born) b $$;

-- The child is born on another day than the log has; or it is said no longer that it is. What a log falls to rest by, or wakes by.
create function sealed.birth_dates_changed(p_case uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform sealed.limits_recompute(p_case);
    perform sealed.case_settle(p_case, 'expired', 'lost_basis');
end $$;

-- Whom a second person lets read, by an age that only one of the dates gives, would read nothing, and nobody would let in afterwards.
create function sealed.birth_date_comes_first(p_case uuid, p_what text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    dates date[] := sealed.birth_dates(p_case);
    years int := case p_what when 'deputy' then 18 else 16 end;
begin
    if sealed.birthday(sealed.oldest(dates), years) <= statement_timestamp() and sealed.birthday(sealed.youngest(dates), years) > statement_timestamp() then
        raise insufficient_privilege using message = 'birth_date_is_looked_at_first'; end if;
end $$;
