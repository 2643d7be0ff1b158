-- Run once after a restore into another server (docs/operations.md): the change log is in the order of
-- transaction IDs, states name theirs, and a new server counts from the start. About 3 seconds per million.
DO $$
DECLARE
    states text := (SELECT string_agg(format('SELECT max(pgh_xact) FROM %I', table_name), ' UNION ALL ')
        FROM information_schema.columns
        WHERE column_name = 'pgh_xact' AND table_schema = current_schema());
    last bigint;
BEGIN
    EXECUTE 'SELECT max(xact) FROM (SELECT max(xact) FROM trials_changelogentry UNION ALL '
        || states || ') kept (xact)' INTO last;
    WHILE pg_current_xact_id()::text::bigint <= last LOOP
        COMMIT;
    END LOOP;
END $$;
