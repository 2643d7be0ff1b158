"""What the tables stand on: extensions, the domain of partial dates, and functions of triggers."""

from django.contrib.postgres.operations import (
    BtreeGinExtension,
    CreateExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations

PARTIAL_DATE = r"""
CREATE DOMAIN partial_date AS varchar(10) COLLATE "C"
CONSTRAINT partial_date_is_a_date CHECK (
    VALUE = '' OR VALUE ~ '^[0-9]{4}$' OR VALUE ~ '^[0-9]{4}-(0[1-9]|1[0-2])$' OR (
        CASE WHEN VALUE ~ '^[0-9]{4}-(0[1-9]|1[0-2])-[0-9]{2}$' THEN
            substr(VALUE, 9, 2)::int BETWEEN 1 AND extract(day FROM
                make_date(substr(VALUE, 1, 4)::int, substr(VALUE, 6, 2)::int, 1)
                + interval '1 month' - interval '1 day')
        ELSE false END
    )
);
"""

# Rows of the change log are written with the rights of its owner: nobody else may.
LOG_CHANGE = """
CREATE FUNCTION log_change(record text, record_id bigint, revision bigint, deleted boolean)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO trials_changelogentry (xact, record, record_id, revision, deleted)
    VALUES (pg_current_xact_id()::text::bigint, record, record_id, revision, deleted);
END $$;
"""

# A trial's two main IDs stand among its identifiers; one that it gave up is retired, never lost.
SYNC_IDENTIFIERS = """
CREATE FUNCTION sync_trial_identifiers(trial bigint, protocol_id text, nct_id text)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE trials_trialidentifier i SET retired = true
    WHERE i.trial_id = trial AND NOT i.retired
        AND ((i.kind = 'PROTOCOL' AND i.value IS DISTINCT FROM protocol_id)
            OR (i.kind = 'NCT' AND i.value IS DISTINCT FROM nct_id));
    INSERT INTO trials_trialidentifier
        (trial_id, kind, value, resolves, retired, type, domain, link)
    SELECT trial, main.kind, main.value, true, false, '', '', ''
    FROM (VALUES ('PROTOCOL', protocol_id), ('NCT', nct_id)) AS main (kind, value)
    WHERE main.value IS NOT NULL
    ON CONFLICT (trial_id, kind, value) DO UPDATE SET retired = false
        WHERE trials_trialidentifier.retired;
END $$;
"""

# The current status of a trial is its last change; later in time wins, then later in the record.
CURRENT_STATUS = """
CREATE FUNCTION set_current_status(trials bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE trials_trial t SET
        overall_status = coalesce(last.status, ''),
        status_as_of = coalesce(last.as_of, ''),
        status_source_id = last.source_id
    FROM unnest(trials) AS changed (trial_id)
    LEFT JOIN LATERAL (
        SELECT status, coalesce(nullif(as_of, ''), effective) AS as_of, source_id
        FROM trials_statuschange s
        WHERE s.trial_id = changed.trial_id AND cohort_id IS NULL AND arm_id IS NULL
            AND site_id IS NULL
        ORDER BY coalesce(nullif(effective, ''), nullif(as_of, ''), recorded_at::date::text) DESC,
            id DESC
        LIMIT 1
    ) AS last ON true
    WHERE t.id = changed.trial_id AND (t.overall_status, t.status_as_of, t.status_source_id)
        IS DISTINCT FROM (coalesce(last.status, ''), coalesce(last.as_of, ''), last.source_id);
END $$;
"""

# An address once used leads on, also when it moves twice or comes back.
KEEP_NEWS_ADDRESS = """
CREATE FUNCTION keep_news_address(old_slug text, new_slug text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    old_path text := '/news/' || old_slug || '/';
    new_path text := '/news/' || new_slug || '/';
BEGIN
    IF old_slug = new_slug THEN RETURN; END IF;
    DELETE FROM trials_formeraddress WHERE path = new_path;
    UPDATE trials_formeraddress SET moved_to = new_path WHERE moved_to = old_path;
    INSERT INTO trials_formeraddress (path, moved_to) VALUES (old_path, new_path)
    ON CONFLICT (path) DO UPDATE SET moved_to = excluded.moved_to;
END $$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("pghistory", "__latest__")]
    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        BtreeGinExtension(),
        CreateExtension("cube"),
        CreateExtension("earthdistance"),
        migrations.RunSQL(PARTIAL_DATE, "DROP DOMAIN partial_date"),
        migrations.RunSQL(LOG_CHANGE, "DROP FUNCTION log_change"),
        migrations.RunSQL(SYNC_IDENTIFIERS, "DROP FUNCTION sync_trial_identifiers"),
        migrations.RunSQL(CURRENT_STATUS, "DROP FUNCTION set_current_status"),
        migrations.RunSQL(KEEP_NEWS_ADDRESS, "DROP FUNCTION keep_news_address"),
    ]
