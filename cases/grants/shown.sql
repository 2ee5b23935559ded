-- What one grant shows: one definition for policies, views and functions. Rooms with rules of their own build on these.

-- What names a unit of barnevern, or is about child welfare, is shown where the basis covers that.
create function unit_shown(p_kinds text[], p_of_child_welfare boolean) returns boolean immutable language sql as $$
    select 'child_welfare' = any (p_kinds) or p_of_child_welfare is not true $$;

-- The same for rows that name a unit (a basis, a goal, a measure, who can be responsible): a unit always reads its own name.
create function naming_shown(p_my_unit bigint, p_kinds text[], p_unit bigint, p_of_child_welfare boolean) returns boolean
    immutable language sql as $$
    select p_my_unit = p_unit or unit_shown(p_kinds, p_of_child_welfare) $$;

-- The same for who takes part and who can take the baton: the family is always told, since it is their log.
create function sealed.participant_shown(p_capacity text, p_kinds text[], p_of_child_welfare boolean) returns boolean
    immutable language sql as $$
    select p_capacity <> 'staff' or unit_shown(p_kinds, p_of_child_welfare) $$;

-- Does a basis with these sources give what somebody of this source knows of this kind? A school's knowledge of the own schooling is apart
-- from the rest that it knows, since others answer for it (D2). What the family itself wrote has no source: it is theirs to share.
create function source_given(p_sources text[], p_source text, p_kind text) returns boolean immutable language sql as $$
    select p_source = '' or case when p_source = 'school' and p_kind = 'school' then 'education' else p_source end = any (p_sources) $$;

-- Does a grant with these adults give a note about this one (NULL: the child), or about somebody who is not registered here (D1)? What the
-- author has released, the other parents read too; whoever reads in their place has no affairs of the own in the log, and does not.
create function affairs_given(p_capacity text, p_adults uuid[], p_about uuid, p_about_other boolean, p_released boolean) returns boolean
    immutable language sql as $$
    select not p_about_other and (p_about is null or p_about = any (p_adults) or p_released and p_capacity = 'parent' and p_adults <> '{}') $$;

-- What one grant shows of a case's entries. R4 and D1 for staff: kinds, sources and adults that the basis gives, and texts they wrote themselves.
-- R7 for the family: not what is withheld, and for parents not what a young person asked to keep from them
-- (what changes at 16 and 18 is the period, the kinds and the sources of their basis).
create function entry_shown(p_capacity text, p_kinds text[], p_sources text[], p_adults uuid[], p_me numeric, p_author numeric, p_kind text,
        p_source text, p_of_child_welfare boolean, p_withheld text, p_kept boolean, p_about uuid, p_about_other boolean, p_released boolean)
        returns boolean
    immutable language sql as $$
    select p_capacity = 'staff' and p_author = p_me or (
        p_kind = any (p_kinds) and source_given(p_sources, p_source, p_kind)
        and affairs_given(p_capacity, p_adults, p_about, p_about_other, p_released)
        and case when p_capacity = 'staff' then unit_shown(p_kinds, p_of_child_welfare)
            else p_withheld = '' and (p_capacity = 'subject' or not p_kept) end) $$;
