-- What becomes of a team's items when two logs become one (cases/joining).

create function sealed.keys_of_a_log_in_teams() returns table (of_table text, of_column text, fate text) immutable language sql as $$
    values ('teams_referral', 'case_id', 'moves') $$;

create function sealed.log_rows_move_in_teams(p_from uuid, p_to uuid, p_keys uuid[]) returns table (of_table text, key uuid)
    security definer set search_path = public, pg_temp language sql as $$
    update teams_referral set case_id = p_to where case_id = p_from and (p_keys is null or id = any (p_keys)) returning 'teams_referral', id $$;
