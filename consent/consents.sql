-- Agreements with families: consents, bases, withdrawals. Grants decide who sees which row, so these policies are with the cases
-- (cases/consents).

-- Is it in force? In the columns that the application reads: `valid` is generated from them.
create function basis_lives(p_starts timestamptz, p_ends timestamptz, p_withdrawn_at timestamptz) returns boolean stable language sql as $$
    select p_starts <= statement_timestamp() and coalesce(least(p_ends, p_withdrawn_at) > statement_timestamp(), true) $$;

-- The same, for the owner's functions only.
create view sealed.living_basis as
    select * from consent_legalbasis where valid @> statement_timestamp();

grant select on consent_consent to stafett_app;
alter table consent_consent enable row level security;
alter table consent_consent force row level security;

grant select on consent_signature to stafett_app;
alter table consent_signature enable row level security;
alter table consent_signature force row level security;
create policy seen on consent_signature for select to stafett_app using (
    exists (select from consent_consent c where c.id = consent_signature.consent_id));

grant select on consent_legalbasis to stafett_app;
alter table consent_legalbasis enable row level security;
alter table consent_legalbasis force row level security;

grant select on consent_withdrawal to stafett_app;
alter table consent_withdrawal enable row level security;
alter table consent_withdrawal force row level security;
