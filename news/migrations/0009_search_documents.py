"""News is searched, too; and trials tell whether there is news about them."""

from django.db import migrations

OF_TRIALS = """
CREATE OR REPLACE FUNCTION news_of_trials(trials bigint[])
RETURNS TABLE (trial_id bigint, shown_from timestamptz) LANGUAGE sql STABLE AS $$
    SELECT l.trial_id, n.release_at
    FROM news_triallink l JOIN news_newsitem n ON n.id = l.item_id
    WHERE l.trial_id = ANY (trials) AND l.status = 'CONFIRMED' AND n.state = 'APPROVED'
$$
"""
NONE_OF_TRIALS = """
CREATE OR REPLACE FUNCTION news_of_trials(trials bigint[])
RETURNS TABLE (trial_id bigint, shown_from timestamptz)
LANGUAGE sql STABLE AS 'SELECT NULL::bigint, NULL::timestamptz WHERE false'
"""
DOCUMENTS = """
CREATE OR REPLACE FUNCTION make_news_documents(items bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO trials_searchdead (number)
    SELECT number FROM trials_searchdocument
    WHERE kind = 'news' AND record_id = ANY (items) AND number IS NOT NULL;

    DELETE FROM trials_searchdocument d WHERE kind = 'news' AND record_id = ANY (items)
        AND NOT EXISTS (SELECT FROM news_newsitem n WHERE n.id = d.record_id
            AND n.state = 'APPROVED' AND n.release_at <= statement_timestamp());

    INSERT INTO trials_searchtodo (kind, record_id, due_at)
    SELECT 'news', due.id, min(due.at) FROM (
        SELECT id, release_at FROM news_newsitem WHERE id = ANY (items) AND state = 'APPROVED'
        UNION ALL
        SELECT l.item_id, t.release_at FROM news_triallink l JOIN trials_trial t
            ON t.id = l.trial_id WHERE l.item_id = ANY (items) AND t.state = 'APPROVED'
    ) due (id, at) WHERE due.at > statement_timestamp() GROUP BY due.id;

    INSERT INTO trials_searchdocument
        (kind, record_id, texts, card, facets, keys, sites, newest, updated, started, stems)
    SELECT 'news', n.id,
        jsonb_strip_nulls(jsonb_build_object(
            'title', n.title,
            'summary', nullif(n.summary, ''),
            'ids', trials.ids,
            'body', n.body,
            'media', nullif(n.media_contact, ''),
            'about', nullif(n.boilerplate, ''))),
        jsonb_strip_nulls(jsonb_build_object(
            'title', n.title, 'slug', n.slug, 'address', '/news/' || n.slug || '/', 'kind', n.kind, 'language', n.language,
            'dated', coalesce(nullif(n.dated, ''), to_char(n.release_at, 'YYYY-MM-DD')))),
        jsonb_build_object('kind', jsonb_build_array(n.kind)),
        '{}', '[]',
        search_day(coalesce(nullif(n.dated, ''), to_char(n.release_at, 'YYYY-MM-DD'))),
        extract(epoch FROM greatest(n.updated_at, n.release_at))::bigint,
        0, ''
    FROM news_newsitem n
    CROSS JOIN LATERAL (
        SELECT jsonb_agg(DISTINCT named.id) AS ids
        FROM news_triallink l JOIN trials_trial t ON t.id = l.trial_id
        CROSS JOIN LATERAL (VALUES (t.protocol_id), (t.nct_id), (nullif(t.acronym, ''))) named (id)
        WHERE l.item_id = n.id AND l.status = 'CONFIRMED' AND named.id IS NOT NULL
            AND t.state = 'APPROVED' AND t.release_at <= statement_timestamp()
    ) trials
    WHERE n.id = ANY (items) AND n.state = 'APPROVED' AND n.release_at <= statement_timestamp()
    ON CONFLICT (kind, record_id) DO UPDATE SET
        number = NULL, texts = excluded.texts, card = excluded.card, facets = excluded.facets,
        keys = excluded.keys, sites = excluded.sites, newest = excluded.newest,
        updated = excluded.updated, started = excluded.started, stems = '';
END $$
"""
NO_DOCUMENTS = """
CREATE OR REPLACE FUNCTION make_news_documents(items bigint[]) RETURNS void
LANGUAGE sql AS 'SELECT'
"""
ALL_WAIT = "INSERT INTO trials_searchtodo (kind, record_id) SELECT 'news', id FROM news_newsitem"


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0008_search'),
        ('trials', '0015_search_documents'),
    ]

    operations = [
        migrations.RunSQL(OF_TRIALS, NONE_OF_TRIALS),
        migrations.RunSQL(DOCUMENTS, NO_DOCUMENTS),
        migrations.RunSQL(ALL_WAIT, migrations.RunSQL.noop),
    ]
