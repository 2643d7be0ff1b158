-- Run once after a restore into another server (docs/operations.md): the change log is in the order
-- of transaction IDs, and a new server counts from the start. Takes about 3 seconds per million.
DO $$
DECLARE
    last bigint := (SELECT max(xact) FROM trials_changelogentry);
BEGIN
    WHILE pg_current_xact_id()::text::bigint <= last LOOP
        COMMIT;
    END LOOP;
END $$;
