-- Who is told what two persons have registered and looked at.

-- Provisions that matter to a question (`p_consent`), for those who see it; or of a log: what has counted to everybody who reads it, what waits
-- to the family and the relay holder, who also sees other changes; a parent those of the own responsibility, the family another birth date that
-- waits or counts. Who it was is told where names are told, and not to those who must not know of barnevern, which may have held the
-- baton. What the other parent said when heard is for who asks, and that parent.
create function widenings_told(p_case uuid, p_consent uuid)
    returns table (id uuid, asked_id uuid, resident_id uuid, what text, becomes text, source text, seen_on date, heard_on date, heard_words text,
                   registered_by text, registered_at timestamptz, checked_by text, checked_at timestamptz, returned text, ended_at timestamptz,
                   waits boolean, counts boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select w.id, w.asked_id, w.resident_id, w.what, w.becomes, w.source, w.seen_on, w.heard_on,
           case when asks.me or exists (select from municipality_familyaccount f where f.resident_id = w.resident_id and f.user_id = (select my_id()))
                then w.heard_words else '' end,
           case when named.it then one.display_name else '' end, w.registered_at, case when named.it then two.display_name else '' end,
           w.checked_at, case when asks.me then w.returned else '' end, w.ended_at, w.waits, w.counts
    from sealed.widening w
    join municipality_user one on one.key = w.registered_by_id left join municipality_user two on two.key = w.checked_by_id
    cross join lateral (select coalesce(sealed.i_see_to(w.case_id, w.concern_id), false) as me) asks
    cross join lateral (select w.case_id is null or names_told(w.case_id, false) and i_know_of_child_welfare(w.case_id) as it) named
    where case when p_consent is not null then question_shown(p_consent) and w.is_provision and exists (
                   select from consent_asked a join consent_consent c on c.id = a.consent_id
                   where c.id = p_consent and (w.asked_id = a.id or w.case_id = c.case_id and w.resident_id = a.resident_id))
               else w.case_id = p_case and (asks.me or w.is_provision and exists (
                   select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = (select my_id())
                       and (g.capacity <> 'staff' or w.checked_at is not null and w.returned = ''))
                   -- What became of a parent's own responsibility, to that parent; another birth date, to the family who reads. Of a
                   -- protected address nothing is told.
                   or exists (select from cases_case c where c.id = p_case and c.address_protection = 'none') and case w.what
                       when 'birth_date' then (w.waits or w.counts) and sealed.i_am_family_here(p_case)
                       else w.what in ('lost', 'responsibility') and sealed.i_am_parent(p_case, w.resident_id) end) end
    order by w.registered_at, w.id $$;

-- One of them that I can end, with where it belongs.
create function widening_to_end(p_id uuid) returns table (
        case_id uuid, concern_id uuid, name text, child_name text, born date, what text, counts boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select w.case_id, w.concern_id, coalesce(p.name, a.name, c.subject_name), coalesce(c.subject_name, s.name),
           coalesce(c.subject_birth_date, q.born), w.what, w.counts
    from sealed.widening w left join consent_asked a on a.id = w.asked_id left join cases_case c on c.id = w.case_id
    left join consent_asked s on s.consent_id = w.consent_id and s.role = 'subject' left join sealed.asked_about q on q.consent_id = w.consent_id
    left join cases_parentalresponsibility p on p.case_id = w.case_id and p.parent_id = w.resident_id
    where w.id = p_id and sealed.i_see_to(w.case_id, w.concern_id) and (w.waits or w.counts and w.is_provision) $$;

alter table cases_widening enable row level security;
alter table cases_widening force row level security;
