-- The floor is laid as a whole and in one transaction, so that nothing of an earlier floor is left.
do $$
declare
    leftover text;
begin
    for leftover in select format('drop policy %I on %I.%I', policyname, schemaname, tablename)
                    from pg_policies where schemaname = 'public' loop
        execute leftover;
    end loop;
    for leftover in select format('drop view if exists %I.%I cascade', schemaname, viewname)
                    from pg_views where schemaname in ('public', 'sealed') loop
        execute leftover;
    end loop;
    for leftover in select format('drop function if exists %s cascade', p.oid::regprocedure)
                    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('public', 'sealed') loop
        execute leftover;
    end loop;
end $$;
