-- What the law opens without consent (R2, R3): never a grant, so nothing of it stands in lists, search, notices or anybody's «Leses av».
-- Each room that opens something (an emergency, a decision by statute, a disclosure) has a table and a function of its own, built on these.

-- What staff have written in a log, in words for somebody who reads it by law. Units are called by their service where the address is
-- protected, since whoever reads takes no part. Not what the family wrote.
create view sealed.note_of_staff as
    select e.id as entry_id, e.case_id, e.author_id, e.unit_id, e.role, e.kind, e.source, e.text, e.written_at, e.changed_at, e.version,
           e.withheld_because, e.kept_from_parents = 1 as kept_from_parents,
           sealed.words_by_law(e.case_id, e.unit_id, e.signature) as signed,
           e.about_id is not null or e.about_other = 1 or e.withheld_because = 'third_person' as about_others,
           e.kind = 'child_welfare' or e.source = 'child_welfare' or e.unit_id = any ((select child_welfare_units())::bigint[])
               as of_child_welfare,
           exists (select from cases_evaluation v join cases_measure m on m.id = v.measure_id
                   where v.entry_id = e.id and sealed.measure_names_child_welfare(m.id, m.responsible_unit_id)) as names_child_welfare
    from cases_entry e where e.unit_id is not null;

-- Those that can be opened for somebody to read. Never others' own affairs (D1), nor an evaluation that names barnevern, of whatever kind. What is
-- barnevern's itself (`of_child_welfare`) only where the room says so by a provision that counts for barnevern.
create view sealed.bylaw_note as
    select * from sealed.note_of_staff where not about_others and (not names_child_welfare or of_child_welfare);

-- Words that name a unit or somebody of it, for who reads by law: the service alone where an address is protected (R10).
create function sealed.words_by_law(p_case uuid, p_unit bigint, p_words text) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case when exists (select from cases_case where id = p_case and address_protection = 'none') then p_words
           else (select s.name from municipality_unit u join municipality_service s on s.id = u.service_id where u.id = p_unit) end $$;

-- Must this person find nothing of the log by law? Who is kept out or works under one who is (D6), and who is of its family. NULL is yes.
create function sealed.never_by_law(p_user bigint, p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select coalesce(sealed.stands_under(p_user, sealed.kept_out_of(p_case)) or sealed.is_of_the_family(p_user, p_case), true) $$;

-- Is the account one of the log's family, whether it reads there or not?
create function sealed.is_of_the_family(p_user bigint, p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (
        select from municipality_familyaccount f join cases_case c on c.id = p_case
        where f.user_id = p_user::numeric and (
            f.resident_id = c.subject_id
            or exists (select from cases_parentalresponsibility p where p.case_id = c.id and p.parent_id = f.resident_id)
            or exists (select from consent_legalbasis b where b.case_id = c.id and b.resident_id = f.resident_id))) $$;

-- The logs of the own municipality with this number, or of who has this identity number; of any state.
create function sealed.logs_found(p_index text, p_number text) returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(
        select c.id from cases_case c
        where c.municipality_id = (select my_municipality()) and (p_number <> '' and c.number = p_number or p_index <> '' and c.subject_id in (
            select s.resident_id from municipality_sealedidentity s
            where s.municipality_id = (select my_municipality()) and s.index = p_index and sealed.opens(s)))) $$;
