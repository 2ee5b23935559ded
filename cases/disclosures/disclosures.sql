-- D10, «utlever»: notes are handed out once, to a named recipient, by a provision. No refusal of the family blocks it, and nobody else reads it:
-- nothing of it stands in the log, and no login reads the tables, not even by EXPLAIN. Who begins, chooses and makes one: handing_out.sql.

-- Am I one who never hands out of this log: kept out of it, or of its family? That my leader is kept out does not stop me from what I wrote.
create function sealed.i_hand_out_nothing(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select coalesce((select my_id())::numeric = any (sealed.kept_out_of(p_case)) or sealed.is_of_the_family((select my_id()), p_case), true) $$;

-- Have I the leader's place for the unit in this log? Never in one with a strictly protected address, which is for those who are named in it.
create function sealed.i_lead_what_is_handed_out(p_case uuid, p_unit bigint) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select coalesce(sealed.i_lead(p_case, p_unit) and not sealed.never_by_law((select my_id()), p_case) and exists (
        select from cases_case where id = p_case and address_protection <> 'strengt_fortrolig'), false) $$;

-- Will somebody else than me read it in the leader's place (D13)? Nobody is named: who takes the place may tell who is kept out of the log.
create function sealed.another_leads_what_is_handed_out(p_case uuid, p_unit bigint) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (
        select from sealed.leaders_of(p_unit, sealed.kept_out_of(p_case)) l join cases_case c on c.id = p_case
        where l.user_id <> (select my_id()) and c.address_protection <> 'strengt_fortrolig' and not sealed.never_by_law(l.user_id, p_case)) $$;

-- The notes that I can hand out, of open, resting and closed logs: what I wrote for a unit in which I work still, and what a unit wrote where I
-- have the leader's place. What tells of barnevern only to whoever knows of it already: its own leader, and who reads of it in the log.
create view sealed.note_to_hand_out as
    select n.* from sealed.note_of_staff n
    where n.author_id = (select my_id()) and n.unit_id = any ((select my_units())::bigint[]) and not sealed.i_hand_out_nothing(n.case_id)
       or n.unit_id = any ((select sealed.my_possible_units())::bigint[]) and sealed.i_lead_what_is_handed_out(n.case_id, n.unit_id)
          and (not (n.of_child_welfare or n.names_child_welfare) or n.unit_id = any ((select child_welfare_units())::bigint[])
               or i_know_of_child_welfare(n.case_id));

-- Those that I read afterwards: what I began (`is_own`), while in the unit or in its leader's place, and what was begun for a unit where I have
-- that place. `i_tell`: it is mine to tell the family, or the leader's when who began it has left.
create view sealed.disclosure_read as
    select r.*, r.is_own or not exists (
               select from sealed.living_membership m where m.unit_id = r.unit_id and m.user_id::numeric = r.author_id
               union all
               select from sealed.leaders_of(r.unit_id, sealed.kept_out_of(r.case_id)) l where l.user_id::numeric = r.author_id) as i_tell,
           r.made_at is null and r.dropped_at is null and statement_timestamp() < r.begun_at + interval '7 days' as is_open
    from (
        select d.*, c.number, c.subject_name, c.subject_birth_date, l.i_lead, d.author_id = (select my_id()) and (
                   l.i_lead or d.unit_id = any ((select my_units())::bigint[]) and not sealed.i_hand_out_nothing(d.case_id)) as is_own
        from cases_disclosure d join cases_case c on c.id = d.case_id
        cross join lateral (select d.unit_id = any ((select sealed.my_possible_units())::bigint[])
                                   and sealed.i_lead_what_is_handed_out(d.case_id, d.unit_id) as i_lead) l) r
    where r.is_own or r.i_lead;

-- What I began and have neither made nor dropped, within the days that it lives.
create view sealed.disclosure_in_hand as
    select d.*, x.sources from sealed.disclosure_read d
    join sealed.disclosure_rules(sealed.today()) x on x.provision = d.provision and d.recipient = any (x.recipients)
    where d.is_own and d.is_open;

-- Its own notes, as far as the provision counts for what was known from there.
create view sealed.note_in_hand as
    select d.id as disclosure_id, n.* from sealed.disclosure_in_hand d
    join sealed.note_to_hand_out n on n.case_id = d.case_id and n.unit_id = d.unit_id and n.source = any (d.sources);

-- Can I fetch the file: I made it within seven days, and all of its notes that are there still are mine to hand out still?
create function sealed.disclosure_has_file(p_id uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.disclosure_read d where d.id = p_id and d.is_own and statement_timestamp() < d.made_at + interval '7 days')
        and not exists (
            select from cases_disclosednote x join cases_entry e on e.id = x.entry_id
            where x.disclosure_id = p_id and not exists (select from sealed.note_to_hand_out n where n.entry_id = x.entry_id)) $$;

-- For which of the units that wrote in a log I can hand out. None: there is no log, or none of them wrote in it, or it is not mine to.
create function disclosure_units(p_case uuid) returns table (unit_id bigint, name text, leader_reads boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select u.id, u.name::text, sealed.another_leads_what_is_handed_out(p_case, u.id) from municipality_unit u
    where u.id in (select n.unit_id from sealed.note_to_hand_out n where n.case_id = p_case) order by u.name, u.id $$;

-- The log that such a page is about: its number, and the child's name for who can hand out of it.
create function disclosure_log(p_case uuid) returns table (number text, child_name text, birth_date date)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select c.number::text, c.subject_name::text, c.subject_birth_date from cases_case c
    where c.id = p_case and exists (select from sealed.note_to_hand_out n where n.case_id = c.id) $$;

-- The logs, by number or by the child's, in which I can hand out something. The same answer whether there is none, or others wrote in it.
create function disclosure_find(p_number text, p_index text) returns table (case_id uuid, number text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select c.id, c.number::text from cases_case c
    where c.id = any ((select sealed.logs_found(p_index, p_number))::uuid[]) and exists (select from sealed.note_to_hand_out n where n.case_id = c.id)
    order by c.opened_at desc, c.id $$;

-- One, or the newest of all that I read. The child is named to who began it, and to nobody else.
create function disclosures_read(p_id uuid, p_start int, p_most int) returns table (
        id uuid, case_id uuid, unit_id bigint, recipient text, body text, person text, demanded_on date, reference text,
        provision text, reason text, told_on date, hidden_because text, review_on date, begun_at timestamptz, dropped_at timestamptz,
        made_at timestamptz, version int, number text, child_name text, birth_date date, writer text, unit_name text, note_count bigint,
        is_own boolean, i_tell boolean, is_open boolean, has_file boolean, leader_reads boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select d.id, d.case_id, d.unit_id, d.recipient, d.body, d.person, d.demanded_on, d.reference, d.provision, d.reason, d.told_on,
           d.hidden_because, d.review_on, d.begun_at, d.dropped_at, d.made_at, d.version, d.number,
           case when d.is_own then d.subject_name else '' end, case when d.is_own then d.subject_birth_date end, p.display_name, u.name,
           (select count(*) from cases_disclosednote n where n.disclosure_id = d.id), d.is_own, d.i_tell, d.is_open,
           sealed.disclosure_has_file(d.id),
           d.is_own and sealed.another_leads_what_is_handed_out(d.case_id, d.unit_id)
    from sealed.disclosure_read d join municipality_user p on p.key = d.author_id join municipality_unit u on u.id = d.unit_id
    where p_id is null or d.id = p_id
    order by d.begun_at desc, d.id offset p_start limit p_most $$;

-- Which notes were chosen: when each was written and by whom, and nothing of what it says.
create function disclosed_notes(p_id uuid) returns table (entry_id uuid, written_at timestamptz, signed text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select x.entry_id, x.written_at, sealed.words_by_law(d.case_id, d.unit_id, x.signature)
    from sealed.disclosure_read d join cases_disclosednote x on x.disclosure_id = d.id
    where d.id = p_id order by x.written_at, x.entry_id $$;

-- Those of which the family does not know, where that is to be looked at by this day. Only for who tells it.
create function disclosures_to_review(p_until date) returns table (id uuid, review_on date, begun_on date)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select d.id, d.review_on, (d.begun_at at time zone 'Europe/Oslo')::date from sealed.disclosure_read d
    where d.i_tell and d.review_on <= p_until order by d.review_on, d.id $$;

-- What the family was told is theirs: by day, recipient and unit, for those of the family who read the log.
create function disclosures_told(p_case uuid) returns table (made_on date, told_on date, recipient text, unit text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select (d.made_at at time zone 'Europe/Oslo')::date, d.told_on, d.recipient::text,
           case when names_told(p_case, false) then u.name::text else '' end
    from cases_disclosure d join municipality_unit u on u.id = d.unit_id
    where d.case_id = p_case and d.made_at is not null and d.hidden_because = '' and sealed.i_am_family_here(p_case)
    order by d.made_at, d.id $$;

-- What the family does not know of is not in its list of readings either: who read notes for it, and who fetched it. Nor that somebody found the
-- log before anything was begun (`found`).
create function sealed.hidden_in_disclosures(p_case uuid) returns table (act text, object text)
    stable security definer set search_path = public, pg_temp language sql as $$
    select 'disclosure.', 'disclosure:found'
    union all
    select 'disclosure.', 'disclosure:' || d.id from cases_disclosure d where d.case_id = p_case and d.hidden_because <> '' $$;

-- For the privacy officer, a page of them from the newest on. Not to whom nor by what: a word that is missing would say barnevern as well as the
-- word itself.
create function disclosures_control(p_at timestamptz, p_id uuid, p_most int) returns table (
        id uuid, begun_at timestamptz, number text, unit text, note_count bigint, made_at timestamptz, is_open boolean, told_on date, review_on date)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select d.id, d.begun_at, c.number::text, sealed.words_by_law(c.id, d.unit_id, u.name),
           (select count(*) from cases_disclosednote n where n.disclosure_id = d.id), d.made_at,
           d.dropped_at is null and statement_timestamp() < d.begun_at + interval '7 days', d.told_on, d.review_on
    from cases_disclosure d join cases_case c on c.id = d.case_id join municipality_unit u on u.id = d.unit_id
    where c.municipality_id = (select my_municipality_as('privacy_officer')) and (p_at is null or (d.begun_at, d.id) < (p_at, p_id))
    order by d.begun_at desc, d.id desc limit p_most $$;

alter table cases_disclosure enable row level security;
alter table cases_disclosure force row level security;
alter table cases_disclosednote enable row level security;
alter table cases_disclosednote force row level security;
