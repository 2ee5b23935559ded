-- Who of the services helps a child tells where it lives: the school, a meeting place, the name of a teacher. With a protected address
-- (fortrolig and strengt fortrolig) that is told inside the log and there to those of the services who take part, and nowhere else:
-- not to the family (R7 f), and in no list, on no paper and in no notice (R10), where `p_listed` is true. Said once; every function and
-- every query that gives such words asks this.
--
-- Words that are stored in a row are read by nobody (municipality/access/columns.py). A function of each row, in the room of the row, tells
-- them to those who read it: entries_signed, measure_responsible, referral_team ...

create function names_told(p_case uuid, p_listed boolean) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (
        select from sealed.living_user_grant g join cases_case c on c.id = g.content_object_id
        where g.content_object_id = p_case and g.user_id = my_id()
            and (c.address_protection = 'none' or g.capacity = 'staff' and not p_listed)) $$;

-- Words that name a unit, or somebody who acts for it; where that is not told, the unit's service. Without a unit it is one of the family,
-- and without a case it is about no child.
create function sealed.words_told(p_case uuid, p_unit bigint, p_words text, p_listed boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case when p_case is null or p_unit is null or names_told(p_case, p_listed) then p_words
           else (select s.name from municipality_unit u join municipality_service s on s.id = u.service_id where u.id = p_unit) end $$;

-- A unit, of which nothing but its service may be told.
create function sealed.unit_told(p_case uuid, p_unit bigint, p_listed boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.words_told(p_case, p_unit, (select name from municipality_unit where id = p_unit), p_listed) where p_unit is not null $$;

-- A name for which no service can stand, as that of a person or a team; where it is not told, nothing.
create function name_told(p_case uuid, p_words text, p_listed boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case when p_case is null or names_told(p_case, p_listed) then p_words else '' end $$;
