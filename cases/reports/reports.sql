-- R9: a report to barnevern is read by who made it; by the leader only where the municipality says why, and who made it lets them (D9).

-- Reports of others that I read because I have the leader's place. Not who is kept out of the undring or the log that it came of, nor who works
-- under that person (D6); and nobody takes the place instead: the page has named the leader to the author, who may not know of it.
create function my_led_reports() returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(
        select r.id from cases_report r join municipality_unit u on u.id = r.unit_id join municipality_municipality k on k.id = u.municipality_id
        where r.leader_reads = 1 and k.leader_reads_reports_because <> '' and r.unit_id = any ((select sealed.my_possible_units())::bigint[])
          and exists (select from sealed.leaders_of(r.unit_id, '{}') l where l.user_id = (select my_id()) and l.rank < 3)
          and not sealed.stands_under((select my_id()), array(
              select user_id from cases_concernkeptout where concern_id = r.concern_id and lifted_at is null
              union select user_id from cases_casekeptout where case_id = r.case_id and lifted_at is null))
        order by r.registered_at, r.id) $$;

-- Who would read, as leader, a report that I make in one of my units; myself too. Empty where the municipality does not say why.
create function unit_report_readers(p_unit bigint) returns table (user_id bigint, name text, because text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select p.id, p.display_name, k.leader_reads_reports_because
    from sealed.leaders_of(p_unit, '{}') l join municipality_user p on p.id = l.user_id
    join municipality_unit u on u.id = p_unit
    join municipality_municipality k on k.id = u.municipality_id and k.leader_reads_reports_because <> ''
    where p_unit = any ((select my_units())::bigint[]) and l.rank < 3 order by p.display_name, p.id $$;

-- D9: what the family was told is theirs. By day and unit, for those of the family who read the log, and for nobody else who does.
create function reports_told(p_case uuid) returns table (sent_on date, told_on date, unit text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select r.sent_on, r.told_on, case when names_told(p_case, false) then u.name::text else '' end
    from cases_report r join municipality_unit u on u.id = r.unit_id
    where r.case_id = p_case and r.hidden_because = '' and exists (
        select from sealed.living_user_grant g
        where g.content_object_id = p_case and g.user_id = (select my_id()) and g.capacity <> 'staff')
    order by r.sent_on, r.registered_at, r.id $$;

-- D5: a report that came of a log says of the child what the log says now; the old name is shown to nobody.
create function sealed.reports_follow_the_log() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update cases_report set child_name = new.subject_name, birth_date = case when birth_date is not null then new.subject_birth_date end
        where case_id = new.id;
    return null;
end $$;

create trigger reports_follow_the_log after update of subject_name, subject_birth_date on cases_case
    for each row execute function sealed.reports_follow_the_log();

grant select, insert on cases_report to stafett_app;
grant update (child_name, birth_date, due_date, sent_on, sent_to, receipt, answered_on, told_on, hidden_because, review_on, leader_reads, version)
    on cases_report to stafett_app;
alter table cases_report enable row level security;
alter table cases_report force row level security;
create policy seen on cases_report for select to stafett_app using (
    author_id = (select my_id()) and unit_id = any ((select my_units())::bigint[]) or id = any ((select my_led_reports())::uuid[]));
-- It comes of what its author reads, so that nobody puts a line into the log of another family.
create policy made on cases_report for insert to stafett_app with check (
    author_id = (select my_id()) and unit_id = any ((select my_units())::bigint[])
    and (case_id is null or exists (select from cases_case c where c.id = cases_report.case_id))
    and (concern_id is null or exists (select from cases_concern c where c.id = cases_report.concern_id)));
create policy kept on cases_report for update to stafett_app
    using (author_id = (select my_id()) and unit_id = any ((select my_units())::bigint[]))
    with check (author_id = (select my_id()) and unit_id = any ((select my_units())::bigint[]));
