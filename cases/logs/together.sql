-- Reading the log together with a child of 12 to 14 who asks for it (D12): the notes that the child would read alone at 15, as far as the
-- one from the services who sits beside reads them. Under 15 nothing of an adult's own affairs. Nobody else, and at no other age, gets any.
create function entries_read_together(p_case uuid) returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(
        select e.id from cases_entry e
        join cases_case c on c.id = e.case_id and c.subject_birth_date is not null
        join sealed.entry_reader r on r.case_id = p_case and r.entry_id = e.id and r.user_id = (select my_id())
        cross join sealed.all_that_families_read() every
        where e.case_id = p_case and sealed.age_at(c.subject_birth_date, statement_timestamp()) between 12 and 14
          and sealed.i_take_part(p_case) and (e.role <> 'evaluation' or evaluation_shown(e.id))
          and entry_shown('subject', every.kinds, every.sources, '{}', null, e.author_id, e.kind, e.source,
                e.unit_id = any ((select child_welfare_units())::bigint[]), e.withheld_because, e.kept_from_parents = 1, e.about_id,
                e.about_other = 1, e.released_to_parents = 1)) $$;
