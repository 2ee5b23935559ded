-- Everybody has their own notices. Each room says which notices about its rows are seen.

grant select on municipality_notice to stafett_app;
grant update (read_at) on municipality_notice to stafett_app;
alter table municipality_notice enable row level security;
alter table municipality_notice force row level security;

-- Restrictive and first by name, since Postgres runs policies in that order. Only the first may use the index of an account's rows:
-- comparing accounts counts as leaking (municipality/people/keys.py).
create policy a_notice_is_mine on municipality_notice as restrictive for select to stafett_app using (user_id = (select my_id()));

create policy read on municipality_notice for update to stafett_app
    using (user_id = (select my_id())) with check (user_id = (select my_id()));
