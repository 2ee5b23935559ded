-- What becomes of a team's items when two logs become one (cases/joining).

create function sealed.keys_of_a_log_in_teams() returns table (of_table text, of_column text, fate text, of_which text) immutable language sql as $$
    values ('teams_referral', 'case_id', 'moves', '') $$;
