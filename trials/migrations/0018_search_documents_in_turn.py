"""A document that is being indexed is waited for before it is made anew.

Its number was not yet to be seen: it was never among the dead, and was counted for ever.
"""

from django.db import migrations

MAKE = """
CREATE OR REPLACE FUNCTION make_search_documents(most integer DEFAULT 1000000) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    trials bigint[];
    items bigint[];
BEGIN
    WITH taken AS (
        DELETE FROM trials_searchtodo WHERE id IN (
            SELECT id FROM trials_searchtodo
            WHERE due_at <= statement_timestamp() AND kind IN ('trial', 'news')
            ORDER BY due_at, id LIMIT most FOR UPDATE SKIP LOCKED)
        RETURNING kind, record_id)
    SELECT array_agg(DISTINCT record_id) FILTER (WHERE kind = 'trial'),
        array_agg(DISTINCT record_id) FILTER (WHERE kind = 'news')
    INTO trials, items FROM taken;
    PERFORM FROM trials_searchdocument
        WHERE kind = 'trial' AND record_id = ANY (trials)
            OR kind = 'news' AND record_id = ANY (items)
        ORDER BY id FOR UPDATE;
    IF trials IS NOT NULL THEN PERFORM make_trial_documents(trials); END IF;
    IF items IS NOT NULL THEN PERFORM make_news_documents(items); END IF;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('trials', '0017_sites_by_city'),
    ]

    operations = [
        migrations.RunSQL(MAKE, migrations.RunSQL.noop),
    ]
