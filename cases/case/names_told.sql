-- The school, a meeting place or a teacher's name can tell where a child lives. With a protected address (fortrolig and strengt
-- fortrolig) such names are shown only inside the log, and only to staff who take part: not to the family (R7 f), and not in lists, on
-- paper or in notices (R10), where `p_listed` is true. Every function and query that gives such words asks this one.
--
-- Nobody reads the stored words directly (municipality/access/columns.py). A function for each row, in the room of the row, gives them to
-- those who read it: entries_signed, measure_responsible, referral_team ...

create function names_told(p_case uuid, p_listed boolean) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (
        select from sealed.living_user_grant g join cases_case c on c.id = g.content_object_id
        where g.content_object_id = p_case and g.user_id = (select my_id())
            and (c.address_protection = 'none' or g.capacity = 'staff' and not p_listed)) $$;

-- Words that name a unit or somebody who acts for it; where names are not told, the unit's service instead. Without a unit the words
-- name one of the family, and without a case they are about no child.
create function sealed.words_told(p_case uuid, p_unit bigint, p_words text, p_listed boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case when p_case is null or p_unit is null or names_told(p_case, p_listed) then p_words
           else (select s.name from municipality_unit u join municipality_service s on s.id = u.service_id where u.id = p_unit) end $$;

-- The name of a unit, or where names are not told its service.
create function sealed.unit_told(p_case uuid, p_unit bigint, p_listed boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.words_told(p_case, p_unit, (select name from municipality_unit where id = p_unit), p_listed) where p_unit is not null $$;

-- A name that no service can replace, such as a person's or a team's; empty where names are not told.
create function name_told(p_case uuid, p_words text, p_listed boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case when p_case is null or names_told(p_case, p_listed) then p_words else '' end $$;
