-- Whose affairs a note tells of (D1): the child's, those of an adult of the log, or those of somebody who is not registered in it.

create function sealed.about_somebody_here() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if not exists (select from cases_parentalresponsibility p where p.id = new.about_id and p.case_id = new.case_id) then
        raise insufficient_privilege using message = 'not_an_adult_of_this_log'; end if;
    return new;
end $$;

create trigger about_somebody_here before insert or update of about_id on cases_entry
    for each row when (new.about_id is not null) execute function sealed.about_somebody_here();

-- What is about the child can be made somebody's own, which fewer read; never the other way, nor from one to another.
create function sealed.whose_affairs_stay() returns trigger language plpgsql as $$
begin
    raise insufficient_privilege using message = 'whose_affairs_stay';
end $$;

create trigger whose_affairs_stay before update of about_id, about_other on cases_entry
    for each row when (row_security_active('cases_entry') and (old.about_id is not null or old.about_other = 1)
        and (old.about_id, old.about_other) is distinct from (new.about_id, new.about_other))
    execute function sealed.whose_affairs_stay();
