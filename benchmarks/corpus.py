"""A registry of any size for measuring the search: put together in the database, without triggers.

The first trials are the studies of the material as they are; the others have the halves of two
titles, the summary of a third study and the description of a fourth. What is sparse in the material
(conditions, drugs, statuses, sponsors, places) is drawn by Zipf's law. All is the same every time.
"""

import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
from django.utils.text import slugify
from psycopg.sql import SQL, Identifier

from benchmarks.material import Material, as_json
from benchmarks.production import Site

BATCH = 2_000  # documents that are made in one statement
MAKERS = 2  # of documents at the same time

# What the statements below draw by: dice() is even between 0 and 1, zipf() a rank from 1 to `size`.
DICE = """
    CREATE FUNCTION pg_temp.dice(n bigint, seed bigint) RETURNS float8 LANGUAGE sql IMMUTABLE
    RETURN (hashint8extended(n, seed) & 4503599627370495) / 4503599627370496.0;
    CREATE FUNCTION pg_temp.pick(n bigint, seed bigint, size bigint) RETURNS int LANGUAGE sql
    IMMUTABLE RETURN 1 + floor(size * pg_temp.dice(n, seed))::int;
    CREATE FUNCTION pg_temp.zipf(n bigint, seed bigint, size bigint) RETURNS int LANGUAGE sql
    IMMUTABLE RETURN floor(power(size + 1, pg_temp.dice(n, seed)))::int;
"""
DEFAULTS = """
    SELECT format('ALTER TABLE %%I ALTER COLUMN %%I SET DEFAULT %%L', table_name, column_name,
        CASE data_type WHEN 'ARRAY' THEN '{}' WHEN 'jsonb' THEN '{}' WHEN 'boolean' THEN 'false'
            WHEN 'text' THEN '' WHEN 'character varying' THEN '' ELSE '0' END)
    FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = ANY (%s) AND is_nullable = 'NO'
        AND column_default IS NULL AND is_identity = 'NO' AND is_generated = 'NEVER'
"""
NAMES = (
    "organisation condition trial trialidentifier official trialcondition intervention"
    " trialorganisation site"
)
TABLES = [f"trials_{name}" for name in NAMES.split()]
STAGING = """
    CREATE TEMP TABLE texts (n int PRIMARY KEY, said jsonb);
    CREATE TEMP TABLE drugs (n int PRIMARY KEY, name text);
    CREATE TEMP TABLE places (n int PRIMARY KEY, city text, state text, zip text,
        latitude float8, longitude float8);
"""
TRIALS = """
    INSERT INTO trials_trial (id, nct_id, protocol_id, state, release_at, brief_title, acronym,
        brief_summary, detailed_description, eligibility_criteria, overall_status, status_as_of,
        study_type, phases, enrollment, start_date, first_posted, lead_sponsor_id, updated_at)
    SELECT id, 'NCT' || lpad((id * 61803399::bigint %% 100000000)::text, 8, '0'),
        CASE WHEN id %% 100 = 7
            THEN 'A' || lpad((10000 + id / 100 * 617 %% 290000)::text, 6, '0') END,
        'APPROVED', '2020-01-01',
        CASE WHEN own THEN a.said ->> 'title'
            ELSE left(trim((a.said ->> 'start') || ' ' || (b.said ->> 'end')), 500) END,
        CASE WHEN pg_temp.dice(id, 11) < 0.15
            THEN upper(translate(left(md5(id::text), 6), '0123456789', 'oiegumtabs')) ELSE '' END,
        c.said ->> 'summary', d.said ->> 'description', d.said ->> 'criteria',
        (ARRAY['COMPLETED', 'COMPLETED', 'COMPLETED', 'COMPLETED', 'RECRUITING', 'RECRUITING',
            'UNKNOWN', 'TERMINATED', 'ACTIVE_NOT_RECRUITING', 'NOT_YET_RECRUITING', 'WITHDRAWN',
            'SUSPENDED', 'ENROLLING_BY_INVITATION'])[pg_temp.pick(id, 12, 13)],
        CASE WHEN pg_temp.dice(id, 13) < 0.9 THEN '2024-05' ELSE '' END,
        CASE WHEN pg_temp.dice(id, 14) < 0.75 THEN 'INTERVENTIONAL' ELSE 'OBSERVATIONAL' END,
        (ARRAY['{}', '{NA}', '{PHASE1}', '{PHASE2}', '{PHASE2}', '{PHASE3}', '{PHASE1,PHASE2}',
            '{PHASE2,PHASE3}', '{PHASE4}', '{EARLY_PHASE1}'])[pg_temp.pick(id, 15, 10)]::text[],
        (10 * exp(6 * pg_temp.dice(id, 16)))::int,
        to_char(date '2000-01-01' + pg_temp.pick(id, 17, 9400), 'YYYY-MM'),
        to_char(date '1999-11-01' + pg_temp.pick(id, 17, 9400), 'YYYY-MM-DD'),
        pg_temp.zipf(id, 18, %(sponsors)s),
        timestamptz '2015-01-01' + pg_temp.pick(id, 19, 4000) * interval '1 day'
    FROM generate_series(1, %(size)s) AS numbers (id)
    CROSS JOIN LATERAL (SELECT id <= %(texts)s AS own) whose
    JOIN texts a ON a.n = 1 + (id - 1) %% %(texts)s
    JOIN texts b ON b.n = CASE WHEN own THEN a.n ELSE pg_temp.pick(id, 21, %(texts)s) END
    JOIN texts c ON c.n = CASE WHEN own THEN a.n ELSE pg_temp.pick(id, 22, %(texts)s) END
    JOIN texts d ON d.n = CASE WHEN own THEN a.n ELSE pg_temp.pick(id, 23, %(texts)s) END
"""
PARTS = """
    INSERT INTO trials_trialidentifier (trial_id, kind, value, resolves)
    SELECT id, 'NCT', nct_id, true FROM trials_trial
    UNION ALL SELECT id, 'PROTOCOL', protocol_id, true FROM trials_trial
        WHERE protocol_id IS NOT NULL
    UNION ALL SELECT id, 'SPONSOR',
            (ARRAY['CRC', 'ONC', 'H', 'IRB', 'P'])[pg_temp.pick(id, 31, 5)] || '-' || id, false
        FROM trials_trial WHERE pg_temp.dice(id, 32) < 0.4
    UNION ALL SELECT id, 'CTRP', 'NCI-' || 2009 + id / 50000 || '-'
            || lpad((id %% 50000)::text, 5, '0'), false
        FROM trials_trial WHERE pg_temp.dice(id, 33) < 0.1;

    INSERT INTO trials_trialcondition (trial_id, condition_id, position)
    SELECT trial, condition, row_number() OVER (PARTITION BY trial ORDER BY condition)
    FROM (
        SELECT t.id AS trial, c.id AS condition
        FROM trials_trial t JOIN texts ON n = t.id
            CROSS JOIN LATERAL jsonb_array_elements_text(said -> 'conditions') AS own (label)
            JOIN trials_condition c ON lower(c.name) = lower(label)
        UNION SELECT t.id, pg_temp.zipf(t.id * 8 + k, 41, %(conditions)s)
        FROM trials_trial t
            CROSS JOIN LATERAL generate_series(1, pg_temp.pick(t.id, 42, 3)) AS k
    ) named;

    INSERT INTO trials_intervention (trial_id, type, name, position)
    SELECT trial, type, name, row_number() OVER (PARTITION BY trial ORDER BY name)
    FROM (
        SELECT DISTINCT t.id AS trial, d.name,
            (ARRAY['DRUG', 'DRUG', 'DRUG', 'BIOLOGICAL', 'PROCEDURE', 'DEVICE'])
                [pg_temp.pick(d.n, 43, 6)] AS type
        FROM trials_trial t
            CROSS JOIN LATERAL generate_series(1, pg_temp.pick(t.id, 44, 3)) AS k
            JOIN drugs d ON d.n = pg_temp.zipf(t.id * 8 + k, 45, %(drugs)s)
    ) given;

    INSERT INTO trials_trialorganisation (trial_id, organisation_id, role, position)
    SELECT id, %(sponsors)s + pg_temp.pick(id, 46, %(groups)s), 'GROUP', 0
    FROM trials_trial WHERE pg_temp.dice(id, 47) < 0.1;

    INSERT INTO trials_official (trial_id, name, role, position)
    SELECT id, 'Dr. ' || initcap(translate(left(md5((id %% 30000)::text), 7), '0123456789',
        'oiegumtabs')), 'PRINCIPAL_INVESTIGATOR', 0 FROM trials_trial
    WHERE pg_temp.dice(id, 48) < 0.5;

    INSERT INTO trials_site (trial_id, facility, status, city, state, zip, country, latitude,
        longitude, position)
    SELECT t.id, 'Hospital of ' || p.city, CASE WHEN t.overall_status <> 'RECRUITING' THEN ''
            WHEN pg_temp.dice(t.id * 64 + k, 51) < 0.8 THEN 'RECRUITING' ELSE 'COMPLETED' END,
        p.city, p.state, p.zip, 'United States', p.latitude, p.longitude, k
    FROM trials_trial t
        CROSS JOIN LATERAL generate_series(1, (0.6 / (pg_temp.dice(t.id, 52) + 0.02))::int) AS k
        JOIN places p ON p.n = pg_temp.pick(t.id * 64 + k, 53, %(places)s);
"""


class Corpus:
    """A registry that is put together in the database of a site."""

    def __init__(self, site: Site, made_of: Material) -> None:
        self.site, self.material = site, made_of

    def fill(self, size: int) -> float:
        """So many listed trials with their documents; the seconds that took."""
        start = time.perf_counter()
        with psycopg.connect(self.site.dsn) as connection:
            connection.execute("SET synchronous_commit = off; SET work_mem = '64MB'")
            put_together(connection, self.material, size)
        self._make_documents(size)
        return time.perf_counter() - start

    def _make_documents(self, size: int) -> None:
        """By the function that triggers call, from two connections."""
        with psycopg.connect(self.site.dsn, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
        starts = range(1, size + 1, BATCH)
        with ThreadPoolExecutor(MAKERS) as makers:
            list(makers.map(self._make_some, [starts[n::MAKERS] for n in range(MAKERS)]))

    def _make_some(self, starts: Sequence[int]) -> None:
        make = "SELECT make_trial_documents(ARRAY(SELECT generate_series(%s::bigint, %s::bigint)))"
        with psycopg.connect(self.site.dsn, autocommit=True) as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute("SET synchronous_commit = off")
            for start in starts:
                connection.execute(make, [start, start + BATCH - 1])


def put_together(connection: "psycopg.Connection[Any]", made_of: Material, size: int) -> None:
    """So many trials, without documents; who connects must be let skip triggers."""
    connection.execute("SET LOCAL session_replication_role = replica")
    connection.execute(DICE)
    for (command,) in connection.execute(DEFAULTS, [TABLES]).fetchall():
        connection.execute(command)
    _stage(connection, made_of)
    counts = {
        "size": size,
        "texts": len(made_of.texts),
        "conditions": len(made_of.conditions),
        "drugs": len(made_of.interventions),
        "sponsors": len(made_of.sponsors),
        "groups": len(made_of.groups),
        "places": len(made_of.places),
    }
    with psycopg.ClientCursor(connection) as cursor:  # several statements at once
        cursor.execute(TRIALS, counts)
        cursor.execute(PARTS, counts)
    for table in TABLES:
        statement = "SELECT setval(pg_get_serial_sequence(%s, 'id'), max(id)) FROM {}"
        connection.execute(SQL(statement).format(Identifier(table)), [table])
    connection.execute("SET LOCAL session_replication_role = origin")


def _stage(connection: "psycopg.Connection[Any]", made_of: Material) -> None:
    """What trials are drawn from, numbered from 1."""
    connection.execute(STAGING)
    _copy(connection, "texts (n, said)", ([as_json(text)] for text in made_of.texts))
    _copy(connection, "drugs (n, name)", ([name] for name in made_of.interventions))
    columns = "places (n, city, state, zip, latitude, longitude)"
    _copy(connection, columns, made_of.places)
    conditions = ([name, f"{slugify(name)[:100]}-{n}"] for n, name in enumerate(made_of.conditions))
    _copy(connection, "trials_condition (id, name, slug)", conditions)
    sponsors = [[name, "", "f"] for name in made_of.sponsors]
    groups = [[name, f"CG{n}", "t"] for n, name in enumerate(made_of.groups, 1)]
    columns = "trials_organisation (id, name, short_name, is_group)"
    _copy(connection, columns, [*sponsors, *groups])
    connection.execute("ANALYZE")


def _copy(connection: "psycopg.Connection[Any]", table: str, rows: Iterable[Sequence[Any]]) -> None:
    """Rows with a number before them, from 1."""
    with connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
        for number, row in enumerate(rows, 1):
            copy.write_row([number, *row])
