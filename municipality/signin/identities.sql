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
        and ended_at is null and agreed_on <= (statement_timestamp() at time zone 'Europe/Oslo')::date
        and (ends_on is null or ends_on >= (statement_timestamp() at time zone 'Europe/Oslo')::date)) $$;

-- Joins an account to somebody whom a provider knows. The caller has made sure that the person was invited to this account.
create function identity_join(p_user numeric, p_index text, p_organisation text, p_code text) returns boolean
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if sealed.is_sealed('join:' || p_user || ':' || p_index, p_code) is not true then
        raise insufficient_privilege using message = 'nobody_is_signed_in'; end if;
    if not exists (select from municipality_user u where u.key = p_user and u.is_active and u.account_type <> 'family'
                   and (p_organisation = '' or sealed.agreement_is_in_force(u.municipality_id, p_organisation)))
    then return false; end if;
    insert into municipality_accountidentity (id, user_id, index, organisation, joined_at)
        values (gen_random_uuid(), p_user, p_index, p_organisation, statement_timestamp()) on conflict do nothing;
    return true;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

alter table municipality_accountidentity enable row level security;
alter table municipality_accountidentity force row level security;
