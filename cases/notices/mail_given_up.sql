-- Whom no e-mail reaches. What the mail was about is shown to nobody.

-- For the administrator: employees by name, family members only as a number, and why. A line for each employee, and for each reason.
create function mail_given_up() returns table (user_id bigint, name text, failure text, people int)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with latest as (
        select distinct on (g.user_id) g.user_id, g.display_name, g.failure, g.account_type
        from sealed.mail_given_up g
        where g.municipality_id = (select my_municipality_as('administrator'))
           or (g.account_type = 'family' and exists (select from cases_case c where c.id = g.case_id
                                                     and c.municipality_id = (select my_municipality_as('administrator'))))
        order by g.user_id, g.given_up_at desc)
    select l.user_id, l.display_name::text, l.failure::text, 1 from latest l where l.account_type <> 'family'
    union all
    select null, '', l.failure::text, count(*)::int from latest l where l.account_type = 'family' group by l.failure $$;

-- For the relay holder: which of the family are told nothing by e-mail, by relation; empty for the child. They have given no address, or
-- have never been here, which is not told apart; or no mail gets through. Of that, only mail about what the holder may read counts: a
-- line must not reveal that something was written that the holder must not know of.
create function family_without_mail(p_case uuid) returns table (relation text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select distinct coalesce(p.relation, '')
    from sealed.living_basis b
    left join cases_parentalresponsibility p on p.case_id = p_case and p.parent_id = b.resident_id
    left join municipality_familyaccount a on a.resident_id = b.resident_id
    left join municipality_user u on u.key = a.user_id and u.is_active
    where b.case_id = p_case and b.basis_type = 'family' and i_hold(p_case)
      and exists (select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = (select my_id()))
      and (coalesce(u.email, '') = '' or exists (
        select from sealed.mail_given_up n where n.user_id = a.user_id and n.case_id = p_case
          and (n.entry_id is not null or n.measure_id is not null or n.notice_type = 'plan.started') and n.referral_id is null
          and (n.entry_id is null or exists (select from sealed.entry_reader r
                                             where r.case_id = p_case and r.entry_id = n.entry_id and r.user_id = (select my_id())))
          and (n.measure_id is null or exists (select from sealed.measure_reader r
                                               where r.case_id = p_case and r.measure_id = n.measure_id and r.user_id = (select my_id()))))) $$;

-- Accounts that have an address, and notices that were given up since mail last got through to it.
create view sealed.mail_given_up as
    select n.*, u.account_type, u.municipality_id, u.display_name
    from municipality_notice n join municipality_user u on u.key = n.user_id and u.is_active and u.email <> ''
    where n.sent_at is null and n.given_up_at is not null;
