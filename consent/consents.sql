-- Agreements with families: consents, bases, withdrawals. Grants decide who sees which row, so these policies are with the cases
-- (cases/consents).

-- Is it in force? In the columns that the application reads: `valid` is generated from them.
create function basis_lives(p_starts timestamptz, p_ends timestamptz, p_withdrawn_at timestamptz) returns boolean stable language sql as $$
    select p_starts <= statement_timestamp() and coalesce(least(p_ends, p_withdrawn_at) > statement_timestamp(), true) $$;

-- The same, for the owner's functions only.
create view sealed.living_basis as
    select * from consent_legalbasis where valid @> statement_timestamp();

-- Which state can follow which: the only table of moves.
create function sealed.consent_may_move(p_from text, p_to text) returns boolean immutable language sql as $$
    select (p_from, p_to) in (
        ('draft', 'waiting'), ('waiting', 'draft'), ('waiting', 'declined'), ('waiting', 'in_force'),
        ('in_force', 'replaced'), ('in_force', 'withdrawn'), ('replaced', 'withdrawn')) $$;

create function sealed.consent_moves() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if not sealed.consent_may_move(old.state, new.state) then
        raise data_exception using message = 'consent_cannot_become_that'; end if;
    return new;
end $$;

create trigger consent_moves before update of state on consent_consent
    for each row when (old.state <> new.state) execute function sealed.consent_moves();

grant select on consent_consent to stafett_app;
alter table consent_consent enable row level security;
alter table consent_consent force row level security;

grant select on consent_legalbasis to stafett_app;
alter table consent_legalbasis enable row level security;
alter table consent_legalbasis force row level security;

grant select on consent_withdrawal to stafett_app;
alter table consent_withdrawal enable row level security;
alter table consent_withdrawal force row level security;
