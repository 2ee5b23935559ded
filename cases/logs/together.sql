-- Is the child of 12 to 14, by each birth date that can be true? For who reads the log.
create function is_read_together(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.age_at(sealed.youngest(d), statement_timestamp()) >= 12 and sealed.age_at(sealed.oldest(d), statement_timestamp()) <= 14
        and exists (select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = (select my_id()))
    from sealed.birth_dates(p_case) d $$;

-- Reading the log together with a child of 12 to 14 who asks for it (D12): the notes that the child would read alone at 15, as far as the
-- one from the services who sits beside reads them. Under 15 nothing of an adult's own affairs. Nobody else, and at no other age, gets any.
create function entries_read_together(p_case uuid) returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(
        select e.id from cases_entry e
        join sealed.entry_reader r on r.case_id = p_case and r.entry_id = e.id and r.user_id = (select my_id())
        cross join sealed.all_that_families_read() every
        where e.case_id = p_case and (select is_read_together(p_case))
          and sealed.i_take_part(p_case) and (e.role <> 'evaluation' or evaluation_shown(e.id))
          and entry_shown('subject', every.kinds, every.sources, '{}', null, e.author_id, e.kind, e.source,
                e.unit_id = any ((select child_welfare_units())::bigint[]), e.withheld_because, e.kept_from_parents = 1, e.about_id,
                e.about_other = 1, e.released_to_parents = 1)) $$;
