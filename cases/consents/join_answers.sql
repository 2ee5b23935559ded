-- What the family says to being joined with a log of the child that there may be already. It opens nothing by itself, and nobody learns by it
-- whether there is another log: what follows is in cases/joining.

-- In a log, the newest answer of each. Those to a question came along with it.
create view sealed.join_said as
    select distinct on (s.case_id, s.who) s.* from (
        select j.id, coalesce(j.case_id, c.case_id) as case_id, coalesce(j.deputy_id, a.deputy_id, j.resident_id, a.resident_id) as who,
               j.says, j.said_on, j.how, j.registered_at
        from consent_joinanswer j left join consent_asked a on a.id = j.asked_id left join consent_consent c on c.id = a.consent_id) s
    where s.case_id is not null
    order by s.case_id, s.who, s.registered_at desc, s.id desc;

-- Who answers in a log today for any of what it can hold (D2), and what each said last. For all areas at once: the one missing would else tell
-- which services have written. By all birth dates that can be true: whoever answers by one of them. `may_say_yes`: one who lost the
-- responsibility, or a mandate, still stops until two have seen it. `waits`: the yes does not count yet. `alone`: it can be the only one.
create function sealed.join_answering(p_case uuid)
    returns table (who uuid, resident_id uuid, deputy_id uuid, name text, relation text, answers_as text, place int, may_say_yes boolean,
                   waits boolean, alone boolean, says text, said_on date, how text, said_at timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with log as (
        select c.*, sealed.age_at(sealed.oldest(d.dates), statement_timestamp()) as most,
               sealed.age_at(sealed.youngest(d.dates), statement_timestamp()) as least, sealed.parents_are_replaced(c.id) as replaced
        from cases_case c cross join lateral (select sealed.birth_dates(c.id) as dates) d where c.id = p_case),
    rules as (
        select r.* from log l cross join lateral sealed.answer_rules(l.municipality_id, sealed.today(), l.pregnancy <> '') r),
    people as (
        select l.subject_id as who, l.subject_id as resident_id, null::uuid as deputy_id, l.subject_name::text as name, '' as relation,
               'subject' as answers_as, 0 as place, true as may_say_yes, false as waits, true as alone
        from log l where l.most >= least(15, (select min(young_from) from rules))
        union all
        select p.parent_id, p.parent_id, null, p.name, p.relation, 'parent', row_number() over (order by p.registered_at, p.id),
               p.has_responsibility, false, true
        from log l join cases_parentalresponsibility p on p.case_id = l.id
        where l.least < (select max(parents_until) from rules) and not l.replaced
          and (p.has_responsibility or sealed.loss_is_unseen(p_case, p.parent_id))
          and exists (select from rules r where l.least < r.parents_until and not exists (
              select from sealed.widening w join sealed.provision_rules(sealed.today()) x on x.ground = w.what
              where w.case_id = p_case and w.resident_id = p.parent_id and w.counts and r.area = any (x.areas)))
        union all
        select d.id, d.resident_id, d.id, sealed.deputy_called(), '', case when d.instead_of = 'subject' then 'subject' else 'parent' end,
               100 + row_number() over (order by d.registered_at, d.id), d.acts, sealed.deputy_waits(d.id), d.replaces or not l.replaced
        from log l join sealed.deputy_now d on d.case_id = l.id
        where d.in_mandate and (d.instead_of = 'subject' or l.least < (select max(parents_until) from rules))
          and (not d.only_beside_care or exists (
              select from sealed.deputy_now care where care.case_id = l.id and care.acts and care.replaces and not care.only_beside_care)))
    select p.who, p.resident_id, p.deputy_id, p.name, p.relation, p.answers_as, p.place, p.may_say_yes, coalesce(p.waits, false), p.alone,
           -- What a parent said before somebody else came to answer counts no more, but for a no.
           case when p.answers_as = 'parent' and p.deputy_id is null and s.says = 'yes' and exists (
                    select from consent_deputy o join sealed.deputy_rules(sealed.today()) r on r.kind = o.kind and r.replaces
                    where o.case_id = p_case and o.registered_at >= s.registered_at) then null else s.says end,
           s.said_on, s.how, s.registered_at
    from people p left join sealed.join_said s on s.case_id = p_case and s.who = p.who $$;

-- Has somebody lost the responsibility here, and has no second person looked at it?
create function sealed.loss_is_unseen(p_case uuid, p_resident uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (
        select from sealed.widening w where w.case_id = p_case and w.resident_id = p_resident and w.what = 'lost' and not w.counts and not exists (
            select from sealed.widening l where l.case_id = p_case and l.resident_id = p_resident and l.what = 'lost' and l.counts
                and l.registered_at > w.registered_at)) $$;

-- Have all who answer said yes, and nobody no? Where the municipality lets one parent's yes be enough for reading, it is not for this.
create function sealed.join_allowed(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with votes as materialized (select a.*, coalesce(a.says = 'yes' and not a.waits, false) as yes from sealed.join_answering(p_case) a),
    needs as (
        select min(r.young_from) <= sealed.age_at(sealed.oldest(d.dates), statement_timestamp()) as young,
               max(r.parents_until) > sealed.age_at(sealed.youngest(d.dates), statement_timestamp()) as parents
        from cases_case c cross join lateral (select sealed.birth_dates(c.id) as dates) d
        cross join lateral sealed.answer_rules(c.municipality_id, sealed.today(), c.pregnancy <> '') r
        where c.id = p_case group by d.dates)
    select coalesce((
        select not exists (select from votes v where v.says = 'no')
           and (not n.young or exists (select from votes v where v.answers_as = 'subject' and v.yes and v.may_say_yes))
           and (not n.parents or exists (select from votes v where v.answers_as = 'parent' and v.yes and v.may_say_yes and v.alone)
                and not exists (select from votes v where v.answers_as = 'parent' and not v.yes))
        from needs n), false) $$;

-- Who can answer this to a question; it does not depend on what is asked. A young person who is not 15 is only heard. Before birth there is none
-- to join with.
create function sealed.may_answer_join(p_asked uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (
        select from sealed.answering_now n join sealed.asked_about q on q.consent_id = n.consent_id
        where n.id = p_asked and n.may_say_yes and not q.expects and case when n.answers_as = 'subject'
            then sealed.age_at(sealed.oldest(q.dates), statement_timestamp()) >= (
                select least(15, min(r.young_from)) from sealed.answer_rules(q.municipality_id, sealed.today(), q.expects) r)
            else sealed.age_at(sealed.youngest(q.dates), statement_timestamp()) < (
                select max(r.parents_until) from sealed.answer_rules(q.municipality_id, sealed.today(), q.expects) r) end) $$;

-- Writes down what one of those who are asked said. It stands whatever becomes of the question; every answer is kept.
create function join_answer_to_question(p_id uuid, p_asked uuid, p_says text, p_said_on date, p_how text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c consent_consent;
begin
    c := sealed.my_question((select consent_id from consent_asked where id = p_asked));
    if c.state <> 'waiting' then raise data_exception using message = 'nothing_is_asked_yet'; end if;
    if sealed.may_answer_join(p_asked) is not true or p_how is null or p_how = 'self' then
        raise insufficient_privilege using message = 'only_who_answers_is_asked'; end if;
    perform sealed.answer_day_fits(p_said_on);
    insert into consent_joinanswer (id, asked_id, says, said_on, how, registered_by_id, registered_unit_id, registered_at)
        values (p_id, p_asked, p_says, p_said_on, p_how, my_id(), c.registered_unit_id, statement_timestamp());
    if c.case_id is not null then
        perform sealed.join_yes_told(c.case_id, p_says);
        perform sealed.join_answered(c.case_id);
    end if;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- The same in a log, without a question. By its relay holder.
create function join_answer_register(p_id uuid, p_case uuid, p_who uuid, p_says text, p_said_on date, p_how text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c cases_case;
    a record;
begin
    select * into c from cases_case where id = p_case for update;
    if i_hold(p_case) is not true then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    select * into a from sealed.join_answering(p_case) w where w.who = p_who;
    if a.who is null or (a.may_say_yes or p_says = 'no') is not true or p_how is null or p_how = 'self' then
        raise insufficient_privilege using message = 'only_who_answers_is_asked'; end if;
    perform sealed.answer_day_fits(p_said_on);
    insert into consent_joinanswer (id, case_id, resident_id, deputy_id, says, said_on, how, registered_by_id, registered_unit_id, registered_at)
        values (p_id, p_case, case when a.deputy_id is null then a.resident_id end, a.deputy_id, p_says, p_said_on, p_how, my_id(), c.holder_unit_id, statement_timestamp());
    perform sealed.join_yes_told(p_case, p_says);
    perform sealed.join_answered(p_case);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Nobody of the services says yes in the family's place unseen: whoever of it reads the log is told, as of a consent.
create function sealed.join_yes_told(p_case uuid, p_says text) returns void
    security definer set search_path = public, pg_temp language sql as $$
    select sealed.notify(f.user_id, 'consent.registered', p_case, null, null) from (
        select distinct g.user_id from sealed.living_user_grant g where g.content_object_id = p_case and g.capacity <> 'staff') f
    where p_says = 'yes' and not sealed.waits_already(f.user_id, 'consent.registered', p_case, null) $$;

-- Am I the one of the family who answers so?
create function sealed.is_mine(p_resident uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from municipality_familyaccount f where f.resident_id = p_resident and f.user_id = (select my_id())) $$;

-- My own yes becomes a no, if I am one of the family and have said yes.
create function sealed.i_say_no_to_joining(p_id uuid, p_case uuid) returns boolean
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    insert into consent_joinanswer (id, case_id, resident_id, deputy_id, says, said_on, how, registered_by_id, registered_at)
        select p_id, p_case, case when a.deputy_id is null then a.resident_id end, a.deputy_id, 'no', sealed.today(), 'self', my_id(), statement_timestamp()
        from sealed.join_answering(p_case) a
        where a.says = 'yes' and sealed.is_mine(a.resident_id) and sealed.i_am_family_here(p_case) order by a.place limit 1;
    return found;
end $$;

-- One of the family takes the own yes back. The relay holder is told, whether there is another log or not.
create function join_answer_take_back(p_id uuid, p_case uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = p_case for update;
    if not sealed.i_say_no_to_joining(p_id, p_case) then raise no_data_found using message = 'no_yes_to_joining'; end if;
    perform sealed.event_note('joining.take_back', p_case, array['case:' || p_case]);
    perform sealed.notify(c.holder_id, 'joining.changed', p_case, null, null) from cases_case c where c.id = p_case and c.closed_at is null;
    perform sealed.join_answered(p_case);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Who answers in a log and what each said last, for its relay holder and for those of the family who read it.
create function join_answers(p_case uuid)
    returns table (who uuid, name text, relation text, can_say_yes boolean, says text, said_on date, how text, mine boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select a.who, a.name, a.relation, a.may_say_yes, coalesce(a.says, ''), a.said_on, coalesce(a.how, ''), coalesce(sealed.is_mine(a.resident_id), false)
    from sealed.join_answering(p_case) a where i_hold(p_case) or sealed.i_am_family_here(p_case) order by a.place $$;

-- Who can answer in a question, and what each said last; to one of the family the own answer.
create function join_answers_to_question(p_consent uuid) returns table (asked_id uuid, says text, said_on date)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select a.id, coalesce(s.says, ''), s.said_on
    from consent_asked a join consent_consent c on c.id = a.consent_id
    left join lateral (
        select j.says, j.said_on from consent_joinanswer j where j.asked_id = a.id
            or c.case_id is not null and j.case_id = c.case_id and coalesce(j.resident_id, j.deputy_id) = coalesce(a.deputy_id, a.resident_id)
        order by j.registered_at desc, j.id desc limit 1) s on true
    where a.consent_id = p_consent and sealed.may_answer_join(a.id) and sealed.i_ask(c)
    order by a.place $$;

alter table consent_joinanswer enable row level security;
alter table consent_joinanswer force row level security;
