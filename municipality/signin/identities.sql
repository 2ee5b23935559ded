-- By what a provider's word leads to an account. Before anybody is known only the application can ask, with a code as for an identity.

-- The open accounts of this identity. An account of an outside body counts while its municipality has an agreement with the body (D16).
create function accounts_of_identity(p_index text, p_code text) returns bigint[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select u.id from municipality_accountidentity i join municipality_user u on u.key = i.user_id and u.is_active
    where i.index = p_index and sealed.is_sealed('identity:' || p_index, p_code)
      and (i.organisation = '' or sealed.agreement_is_in_force(u.municipality_id, i.organisation))
    order by u.id) $$;

create function sealed.agreement_is_in_force(p_municipality bigint, p_organisation text) returns boolean
    stable security definer set search_path = public, pg_temp language sql as $$
    select exists (select from municipality_agreement where municipality_id = p_municipality and organisation = p_organisation
        and ended_at is null and agreed_on <= sealed.today()
        and (ends_on is null or ends_on >= sealed.today())) $$;

-- Without an agreement nobody of the body stays signed in either. All sessions of the account: which of them it came by is not kept.
create function sealed.agreement_sessions_end() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update municipality_signedin s set ended_at = statement_timestamp()
        from municipality_accountidentity i join municipality_user u on u.key = i.user_id
        where s.user_id = i.user_id and s.ended_at is null and i.organisation = new.organisation
          and u.municipality_id = new.municipality_id and not sealed.agreement_is_in_force(new.municipality_id, new.organisation);
    return null;
end $$;

create trigger agreement_sessions_end after update on municipality_agreement
    for each row when (new.ended_at is not null and old.ended_at is null) execute function sealed.agreement_sessions_end();

alter table municipality_accountidentity enable row level security;
alter table municipality_accountidentity force row level security;
