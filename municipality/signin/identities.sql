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

alter table municipality_accountidentity enable row level security;
alter table municipality_accountidentity force row level security;
