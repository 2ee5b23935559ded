-- Documents: who reads one, and keeping one whole. Like notes they are read where a grant shows them; a signed paper where the words of its
-- consent are.

-- May I read the signed paper of this answer? It names who is to read, as the form's text does: while the family is asked those who see
-- the question, and in a log those who are told the text; with a protected address only staff.
create function paper_shown(p_reply uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (
        select from consent_reply r join consent_asked a on a.id = r.asked_id join consent_consent c on c.id = a.consent_id
        where r.id = p_reply and case when c.case_id is null then question_shown(c.id)
            else names_told(c.case_id, false) and (question_shown(c.id) or consent_shown(c.id) and sealed.form_told(c)) end) $$;

-- Of one part of a file, before it is encrypted.
create function sealed.part_bytes() returns int immutable language sql as $$ select 262144 $$;

-- Keeps the paper on which somebody answered; by who wrote the answer down, with it. Returns the log, if there is one.
create function paper_keep(p_id uuid, p_reply uuid, p_file_type text, p_size int, p_scanned boolean) returns uuid
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    r consent_reply;
begin
    select * into r from consent_reply where id = p_reply for update;
    if r.id is null or (r.registered_by_id = my_id() and r.how = 'papir' and r.registered_at >= transaction_timestamp()) is not true then
        raise insufficient_privilege using message = 'document_of_another'; end if;
    insert into cases_document (id, reply_id, author_id, kind, source, withheld_because, kept_from_parents, file_type, size, is_scanned, added_at)
        values (p_id, p_reply, my_id(), '', '', '', 0, p_file_type, p_size, p_scanned, statement_timestamp());
    return (select c.case_id from consent_asked a join consent_consent c on c.id = a.consent_id where a.id = r.asked_id);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Keeps a file in a log, by those who may write there for this unit.
create function document_keep(p_id uuid, p_case uuid, p_unit bigint, p_kind text, p_withheld text, p_kept boolean, p_file_type text, p_size int,
        p_scanned boolean) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = p_case for key share; -- a withdrawal under way comes first
    if i_may_write(p_case, p_unit) is not true then
        raise insufficient_privilege using message = 'consent_withdrawn_meanwhile'; end if;
    insert into cases_document (id, case_id, author_id, unit_id, kind, source, withheld_because, kept_from_parents, file_type, size, is_scanned,
                                added_at)
        values (p_id, p_case, my_id(), p_unit, p_kind, sealed.source_of(p_unit), p_withheld, p_kept::int, p_file_type, p_size, p_scanned,
                statement_timestamp());
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- One encrypted part of a document that I keep. A document that is stored has all its parts, and takes no other.
create function document_part_keep(p_document uuid, p_place int, p_sealed bytea) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if not exists (select from cases_document d where d.id = p_document and d.author_id = (select my_id())
                   and p_place between 0 and (d.size - 1) / sealed.part_bytes()) then
        raise insufficient_privilege using message = 'document_of_another'; end if;
    insert into cases_documentpart (id, document_id, place, sealed) values (gen_random_uuid(), p_document, p_place, p_sealed);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Looked at when the transaction ends: all of a file is there, or nothing is stored of it and of what it belongs to.
create function sealed.document_is_whole() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if exists (select from cases_document d where d.id = new.id
               and (d.size - 1) / sealed.part_bytes() + 1 <> (select count(*) from cases_documentpart p where p.document_id = d.id)) then
        raise data_exception using message = 'a file that is not whole'; end if;
    return null;
end $$;

create constraint trigger document_is_whole after insert on cases_document
    deferrable initially deferred for each row execute function sealed.document_is_whole();

-- The accounts that each document in a log is shown to, by the rule of its policy, for the owner's functions.
create view sealed.document_reader as
    select distinct d.id as document_id, d.case_id, g.user_id from cases_document d
    join sealed.living_user_grant g on g.content_object_id = d.case_id and entry_shown(
        g.capacity, g.kinds, g.sources, '{}', g.user_id, d.author_id, d.kind, d.source, d.unit_id = any ((select child_welfare_units())::bigint[]),
        d.withheld_because, d.kept_from_parents = 1, null, false, false);

-- Family members who do not read a document are not told of events about it (cases/logs/events.sql).
create function sealed.hidden_in_documents(p_case uuid) returns table (act text, object text)
    stable security definer set search_path = public, pg_temp language sql as $$
    select 'file.', 'document:' || d.id from cases_document d
    where d.case_id = p_case and not exists (
        select from sealed.document_reader r where r.case_id = p_case and r.document_id = d.id and r.user_id = (select my_id()))
    union all
    select 'file.', 'document:' || d.id from consent_consent c join consent_asked a on a.consent_id = c.id
    join consent_reply r on r.asked_id = a.id join cases_document d on d.reply_id = r.id
    where c.case_id = p_case and not paper_shown(r.id) $$;

grant select on cases_document to stafett_app;
alter table cases_document enable row level security;
alter table cases_document force row level security;
create policy seen on cases_document for select to stafett_app using (
    case when reply_id is not null then paper_shown(reply_id) else exists (
        select from cases_caseusergrant g where g.content_object_id = cases_document.case_id and entry_shown(
            g.capacity, g.kinds, g.sources, '{}', (select my_id()), cases_document.author_id, cases_document.kind, cases_document.source,
            cases_document.unit_id = any ((select child_welfare_units())::bigint[]),
            cases_document.withheld_because, cases_document.kept_from_parents = 1, null, false, false)) end);

grant select on cases_documentpart to stafett_app;
alter table cases_documentpart enable row level security;
alter table cases_documentpart force row level security;
create policy seen on cases_documentpart for select to stafett_app using (
    exists (select from cases_document d where d.id = cases_documentpart.document_id));
