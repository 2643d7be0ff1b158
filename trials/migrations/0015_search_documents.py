"""Search documents are made by the database: set-based, when a transaction ends."""

from django.db import migrations

# What stands in a place that the news app has to tell is made by a function of its own migration.
OF_NEWS = """
CREATE FUNCTION news_of_trials(trials bigint[]) RETURNS TABLE (trial_id bigint, shown_from timestamptz)
LANGUAGE sql STABLE AS 'SELECT NULL::bigint, NULL::timestamptz WHERE false';
CREATE FUNCTION make_news_documents(items bigint[]) RETURNS void
LANGUAGE sql AS 'SELECT';
"""
NO_NEWS = "DROP FUNCTION news_of_trials(bigint[]); DROP FUNCTION make_news_documents(bigint[])"

DAY = """
CREATE FUNCTION search_day(partial text) RETURNS integer LANGUAGE sql IMMUTABLE AS
$$ SELECT rpad(replace(partial, '-', ''), 8, '0')::integer $$
"""
NO_DAY = "DROP FUNCTION search_day(text)"

# Sources that a trial's record rests on, with the DOIs and PubMed IDs that lead to it.
DUE = """
CREATE FUNCTION search_due_times(trials bigint[]) RETURNS TABLE (trial_id bigint, at timestamptz)
LANGUAGE sql STABLE AS $$
    SELECT id, release_at FROM trials_trial WHERE id = ANY (trials) AND state = 'APPROVED'
    UNION ALL SELECT f.trial_id, f.release_at FROM trials_finding f WHERE f.trial_id = ANY (trials)
    UNION ALL SELECT a.trial_id, a.release_at FROM trials_approval a WHERE a.trial_id = ANY (trials)
    UNION ALL SELECT s.trial_id, greatest(a.release_at, t.release_at)
        FROM trials_supportingtrial s JOIN trials_approval a ON a.id = s.approval_id
        JOIN trials_trial t ON t.id = a.trial_id WHERE s.trial_id = ANY (trials)
    UNION ALL SELECT n.trial_id, n.shown_from FROM news_of_trials(trials) n
    UNION ALL SELECT r.trial_id, s.public_from FROM (
        SELECT trial_id, source_id FROM trials_finding WHERE trial_id = ANY (trials)
        UNION SELECT trial_id, source_id FROM trials_statuschange WHERE trial_id = ANY (trials)
        UNION SELECT trial_id, source_id FROM trials_formername WHERE trial_id = ANY (trials)
        UNION SELECT trial_id, source_id FROM trials_reference WHERE trial_id = ANY (trials)
        UNION SELECT trial_id, source_id FROM trials_approval WHERE trial_id = ANY (trials)
        UNION SELECT trial_id, source_id FROM trials_guidelinelisting WHERE trial_id = ANY (trials)
        UNION SELECT s.trial_id, a.source_id FROM trials_supportingtrial s
            JOIN trials_approval a ON a.id = s.approval_id WHERE s.trial_id = ANY (trials)
    ) r (trial_id, source_id) JOIN trials_source s ON s.id = r.source_id
$$
"""
NO_DUE = "DROP FUNCTION search_due_times(bigint[])"

PUBLICATIONS = """
CREATE FUNCTION search_publications(trial bigint) RETURNS SETOF text LANGUAGE sql STABLE AS $$
    SELECT unnest(ARRAY[nullif('doi:' || lower(s.doi), 'doi:'), nullif('pmid:' || s.pmid, 'pmid:')])
    FROM trials_source s WHERE s.public_from <= statement_timestamp() AND s.id IN (
        SELECT source_id FROM trials_finding f WHERE f.trial_id = trial
            AND f.state = 'APPROVED' AND f.release_at <= statement_timestamp()
        UNION SELECT source_id FROM trials_statuschange WHERE trial_id = trial
        UNION SELECT source_id FROM trials_reference
            WHERE trial_id = trial AND type <> 'BACKGROUND'
        UNION SELECT source_id FROM trials_approval a WHERE a.trial_id = trial
            AND a.state = 'APPROVED' AND a.release_at <= statement_timestamp()
        UNION SELECT source_id FROM trials_guidelinelisting g WHERE g.trial_id = trial
            AND g.state = 'APPROVED' AND g.release_at <= statement_timestamp())
    UNION
    SELECT 'pmid:' || r.pmid FROM trials_reference r LEFT JOIN trials_source s ON s.id = r.source_id
    WHERE r.trial_id = trial AND r.type <> 'BACKGROUND' AND r.pmid <> ''
        AND (s.id IS NULL OR s.public_from <= statement_timestamp())
$$
"""
NO_PUBLICATIONS = "DROP FUNCTION search_publications(bigint)"

OF_TRIALS = """
CREATE FUNCTION make_trial_documents(trials bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO trials_searchdead (number)
    SELECT number FROM trials_searchdocument
    WHERE kind = 'trial' AND record_id = ANY (trials) AND number IS NOT NULL;

    DELETE FROM trials_searchdocument d WHERE kind = 'trial' AND record_id = ANY (trials)
        AND NOT EXISTS (SELECT FROM trials_trial t WHERE t.id = d.record_id
            AND t.state = 'APPROVED' AND t.release_at <= statement_timestamp());

    INSERT INTO trials_searchtodo (kind, record_id, due_at)
    SELECT 'trial', d.trial_id, min(d.at) FROM search_due_times(trials) d
    WHERE d.at > statement_timestamp() GROUP BY d.trial_id;

    INSERT INTO trials_searchdocument
        (kind, record_id, texts, card, facets, keys, sites, newest, updated, started, stems)
    SELECT 'trial', t.id,
        jsonb_strip_nulls(jsonb_build_object(
            'title', t.brief_title,
            'acronym', nullif(t.acronym, ''),
            'ids', ids.values,
            'former', former.names,
            'conditions', conditions.names,
            'interventions', interventions.texts,
            'keywords', nullif(to_jsonb(t.keywords), '[]'),
            'official', nullif(nullif(t.official_title, ''), t.brief_title),
            'plain', nullif(t.plain_summary, ''),
            'summary', nullif(t.brief_summary, ''),
            'description', nullif(t.detailed_description, ''),
            'eligibility', nullif(t.eligibility_criteria, ''),
            'arms', arms.texts,
            'outcomes', outcomes.texts,
            'officials', officials.texts,
            'sponsor', sponsors.texts,
            'groups', groups.texts,
            'sites', sites.texts)),
        jsonb_strip_nulls(jsonb_build_object(
            'id', coalesce(t.protocol_id, t.nct_id),
            'nct_id', t.nct_id,
            'acronym', nullif(t.acronym, ''),
            'title', t.brief_title,
            'status', status.word,
            'as_of', CASE WHEN status.word IS NOT NULL THEN nullif(t.status_as_of, '') END,
            'status_source', CASE WHEN status.word IS NOT NULL
                THEN coalesce(nullif(source.short_title, ''), source.title) END,
            'phases', nullif(to_jsonb(t.phases), '[]'),
            'study_type', nullif(t.study_type, ''),
            'conditions', conditions.names,
            'interventions', interventions.names,
            'sponsor', sponsor.name,
            'enrollment', t.enrollment,
            'start', nullif(t.start_date, ''),
            'first_posted', nullif(t.first_posted, ''))),
        jsonb_strip_nulls(jsonb_build_object(
            'status', to_jsonb(array_remove(ARRAY[status.word], NULL)),
            'phase', to_jsonb(t.phases),
            'study_type', to_jsonb(array_remove(ARRAY[nullif(t.study_type, '')], NULL)),
            'condition', conditions.facets,
            'intervention', interventions.facets,
            'sponsor', CASE WHEN sponsor.id IS NOT NULL
                THEN jsonb_build_array(jsonb_build_array(sponsor.name, sponsor.short_name)) END,
            'group', groups.facets,
            'other_name', interventions.others,
            'acronym', to_jsonb(array_remove(ARRAY[nullif(t.acronym, '')], NULL)))),
        ARRAY(SELECT i.key FROM trials_trialidentifier i
                WHERE i.trial_id = t.id AND i.kind <> 'FUNDING' AND i.key <> ''
            UNION SELECT i.key FROM trials_trialidentifier i JOIN trials_trial m ON m.id = i.trial_id
                WHERE m.merged_into_id = t.id AND i.resolves
            UNION SELECT search_publications(t.id)),
        coalesce(sites.places, '[]'),
        search_day(t.first_posted),
        extract(epoch FROM greatest(t.updated_at, t.release_at))::bigint,
        search_day(t.start_date),
        ''
    FROM trials_trial t
    LEFT JOIN trials_source source ON source.id = t.status_source_id
    LEFT JOIN trials_organisation sponsor ON sponsor.id = t.lead_sponsor_id
    CROSS JOIN LATERAL (
        SELECT CASE WHEN t.status_source_id IS NULL OR source.public_from <= statement_timestamp()
            THEN nullif(t.overall_status, '') END AS word
    ) status
    CROSS JOIN LATERAL (
        SELECT jsonb_agg(i.value ORDER BY i.retired, i.id) AS values
        FROM trials_trialidentifier i WHERE i.trial_id = t.id
    ) ids
    CROSS JOIN LATERAL (
        SELECT jsonb_agg(f.name ORDER BY f.id) AS names
        FROM trials_formername f LEFT JOIN trials_source s ON s.id = f.source_id
        WHERE f.trial_id = t.id AND (s.id IS NULL OR s.public_from <= statement_timestamp())
    ) former
    CROSS JOIN LATERAL (
        SELECT jsonb_agg(c.name ORDER BY l.position, l.id) AS names,
            jsonb_agg(jsonb_build_array(c.slug, c.name)) AS facets
        FROM trials_trialcondition l JOIN trials_condition c ON c.id = l.condition_id
        WHERE l.trial_id = t.id
    ) conditions
    CROSS JOIN LATERAL (
        SELECT jsonb_agg(i.name ORDER BY i.position, i.id) AS names,
            jsonb_agg(DISTINCT i.name) AS facets,
            (SELECT jsonb_agg(DISTINCT o.name) FROM trials_intervention j
                CROSS JOIN LATERAL unnest(j.other_names) o (name) WHERE j.trial_id = t.id) AS others,
            jsonb_agg(CASE WHEN i.other_names = '{}' THEN i.name
                ELSE i.name || ' (' || array_to_string(i.other_names, '; ') || ')' END
                ORDER BY i.position, i.id) AS texts
        FROM trials_intervention i WHERE i.trial_id = t.id
    ) interventions
    CROSS JOIN LATERAL (
        SELECT jsonb_agg(label ORDER BY position) AS texts FROM (
            SELECT concat_ws(': ', a.label, nullif(a.description, '')), a.position
            FROM trials_arm a WHERE a.trial_id = t.id
            UNION ALL
            SELECT concat_ws(': ', c.label, nullif(c.name, ''), nullif(c.description, '')),
                c.position + 1000
            FROM trials_cohort c WHERE c.trial_id = t.id) parts (label, position)
    ) arms
    CROSS JOIN LATERAL (
        SELECT jsonb_agg(concat_ws(': ', e.measure, nullif(e.description, ''))
            ORDER BY e.position, e.id) AS texts
        FROM trials_endpoint e WHERE e.trial_id = t.id
    ) outcomes
    CROSS JOIN LATERAL (
        SELECT jsonb_agg(concat_ws(', ', o.name, nullif(o.affiliation, ''))
            ORDER BY o.position, o.id) AS texts
        FROM trials_official o WHERE o.trial_id = t.id
    ) officials
    CROSS JOIN LATERAL (
        SELECT jsonb_agg(name) AS texts FROM (
            SELECT concat_ws(', ', sponsor.name, nullif(sponsor.short_name, ''))
            WHERE sponsor.id IS NOT NULL
            UNION ALL
            SELECT concat_ws(', ', o.name, nullif(o.short_name, ''))
            FROM trials_trialorganisation m JOIN trials_organisation o ON o.id = m.organisation_id
            WHERE m.trial_id = t.id AND m.role <> 'GROUP') named (name)
    ) sponsors
    CROSS JOIN LATERAL (
        SELECT jsonb_agg(concat_ws(', ', o.name, nullif(o.short_name, ''))) AS texts,
            jsonb_agg(jsonb_build_array(o.name, o.short_name)) AS facets
        FROM trials_trialorganisation m JOIN trials_organisation o ON o.id = m.organisation_id
        WHERE m.trial_id = t.id AND m.role = 'GROUP'
    ) groups
    CROSS JOIN LATERAL (
        SELECT jsonb_agg(DISTINCT concat_ws(', ', nullif(s.facility, ''), nullif(s.city, ''),
                nullif(s.state, ''), nullif(s.country, ''))) AS texts,
            jsonb_agg(jsonb_build_array(s.latitude, s.longitude,
                CASE WHEN s.status = '' THEN coalesce(status.word, '') ELSE s.status END
                    = 'RECRUITING')) FILTER (WHERE s.latitude IS NOT NULL) AS places
        FROM trials_site s WHERE s.trial_id = t.id
    ) sites
    WHERE t.id = ANY (trials) AND t.state = 'APPROVED' AND t.release_at <= statement_timestamp()
    ON CONFLICT (kind, record_id) DO UPDATE SET
        number = NULL, texts = excluded.texts, card = excluded.card, facets = excluded.facets,
        keys = excluded.keys, sites = excluded.sites, newest = excluded.newest,
        updated = excluded.updated, started = excluded.started, stems = '';
END $$;
"""
NOT_OF_TRIALS = "DROP FUNCTION make_trial_documents(bigint[])"

# Rows that another transaction is at are its own to do.
MAKE = """
CREATE FUNCTION make_search_documents(most integer DEFAULT 1000000) RETURNS void
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
    IF trials IS NOT NULL THEN PERFORM make_trial_documents(trials); END IF;
    IF items IS NOT NULL THEN PERFORM make_news_documents(items); END IF;
END $$;
"""
NOT_MAKE = "DROP FUNCTION make_search_documents(integer)"
STORE_AS_IT_IS = """
ALTER TABLE trials_searchposting ALTER numbers SET STORAGE EXTERNAL;
ALTER TABLE trials_searchposting ALTER weights SET STORAGE EXTERNAL;
ALTER TABLE trials_searchsegment ALTER attributes SET STORAGE EXTERNAL;
"""
NUMBERS = "CREATE SEQUENCE trials_searchnumber AS integer"
NO_NUMBERS = "DROP SEQUENCE trials_searchnumber"
ALL_WAIT = "INSERT INTO trials_searchtodo (kind, record_id) SELECT 'trial', id FROM trials_trial"


class Migration(migrations.Migration):

    dependencies = [
        ('trials', '0014_search'),
    ]

    operations = [
        migrations.RunSQL(OF_NEWS, NO_NEWS),
        migrations.RunSQL(DAY, NO_DAY),
        migrations.RunSQL(DUE, NO_DUE),
        migrations.RunSQL(PUBLICATIONS, NO_PUBLICATIONS),
        migrations.RunSQL(OF_TRIALS, NOT_OF_TRIALS),
        migrations.RunSQL(MAKE, NOT_MAKE),
        migrations.RunSQL(NUMBERS, NO_NUMBERS),
        migrations.RunSQL(STORE_AS_IT_IS, migrations.RunSQL.noop),
        migrations.RunSQL(ALL_WAIT, migrations.RunSQL.noop),
    ]
