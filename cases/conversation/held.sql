-- What is proposed when a family is asked anew, and when a child is born.

-- What units may read in this log by consents in force, or at rest by those that ended last; as far as the caller may know of it.
create function sealed.held_shares(p_case uuid) returns table (unit_id bigint, kind text, starts timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select b.unit_id, k.kind, b.starts from cases_case c
    cross join lateral (select coalesce(sealed.rests_since(c) - interval '1 second', statement_timestamp()) as at) held
    -- Who asked for barnevern, and must not know of it now, is not to see that it was taken back.
    join consent_legalbasis b on b.case_id = c.id and b.basis_type = 'consent' and case
        when b.unit_id = any ((select child_welfare_units())::bigint[]) and not i_know_of_child_welfare(p_case) then b.ends > held.at
        else b.withdrawn_at is null and upper(b.valid) > held.at end
    join municipality_unit u on u.id = b.unit_id and u.active
    cross join lateral unnest(b.kinds::text[]) k (kind)
    where c.id = p_case and sealed.i_may_know_of_unit(p_case, b.unit_id) and (k.kind <> 'child_welfare' or i_know_of_child_welfare(p_case)) $$;
