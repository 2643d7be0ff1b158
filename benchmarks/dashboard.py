"""What two pages of the admin ask a large registry: each query with its plan, in milliseconds.

The dashboard, and the list of trials by how complete they are.

`python -m benchmarks.dashboard [--size 18000] [--plans] [--keep FOLDER]`. Made of the same material
as `benchmarks.searching`, and of what an editor's desk collects in years: numbers with two sources,
proposals decided and open, planned dates that passed, links, items in review and under embargo.
"""

import argparse
import os
import re
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import django
import psycopg

from benchmarks.corpus import DEFAULTS, DICE, put_together
from benchmarks.material import material
from benchmarks.production import Site, kept_site, production_site

SIZE, RUNS = 18_000, 5
PAGES = ("admin:index", "admin:trials_trial_completeness")
MOST = 150  # milliseconds of the database for the whole page
FILLED = "dashboard"
TABLES = [
    *(
        "trials_source",
        "trials_endpoint",
        "trials_finding",
        "trials_registryrecord",
        "trials_proposal",
    ),
    *("trials_approval", "trials_guidelinelisting", "news_newsitem", "news_triallink"),
]
DESK = """
    UPDATE trials_trial SET
        start_date_type = CASE WHEN pg_temp.dice(id, 61) < 0.9 THEN 'ACTUAL' ELSE 'ESTIMATED' END,
        completion_date = to_char(to_date(start_date, 'YYYY-MM') + interval '3 years', 'YYYY-MM'),
        completion_date_type = CASE WHEN overall_status IN ('COMPLETED', 'TERMINATED')
            THEN 'ACTUAL' ELSE 'ESTIMATED' END,
        last_update_posted = to_char(date '2019-01-01' + pg_temp.pick(id, 62, 2700), 'YYYY-MM-DD'),
        state = CASE WHEN id %% 400 = 1 THEN 'IN_REVIEW' ELSE state END,
        release_at = CASE WHEN id %% 400 = 2 THEN now() + interval '9 days' ELSE release_at END,
        missing_since = CASE WHEN id %% 900 = 3 THEN now() END;

    INSERT INTO trials_source (id, kind, title, short_title, date, public_from)
    SELECT id, 'REGISTRY', 'Record of ' || nct_id, '', '2024-05', timestamptz '2020-01-01'
        FROM trials_trial
    UNION ALL SELECT %(size)s + id, 'PUBLICATION', 'Paper on ' || nct_id, '', '2024-06',
        '2020-01-01' FROM trials_trial;

    INSERT INTO trials_endpoint (id, trial_id, level, measure, position)
    SELECT t.id * 64 + n, t.id, 'SECONDARY', 'Outcome ' || n, n
    FROM trials_trial t CROSS JOIN generate_series(0, 50) AS n WHERE pg_temp.dice(t.id, 65) < 0.3;

    INSERT INTO trials_finding (trial_id, source_id, quantity, endpoint_id, measure, value_text,
        value, data_cutoff, state, release_at, note)
    SELECT t.id, CASE WHEN other THEN %(size)s + t.id ELSE t.id END, 'RATE', t.id * 64 + k / 4,
        'Part ' || k, said, said::numeric, '',
        CASE WHEN k = 7 AND t.id %% 60 = 0 THEN 'IN_REVIEW' ELSE 'APPROVED' END,
        CASE WHEN k = 8 AND t.id %% 90 = 0 THEN now() + interval '3 days' ELSE '2020-01-01' END,
        CASE WHEN other AND t.id %% 2 = 0 THEN 'The paper counts later.' ELSE '' END
    FROM trials_trial t
        CROSS JOIN LATERAL generate_series(1, (16 / (pg_temp.dice(t.id, 63) + 0.08))::int) AS k
        CROSS JOIN LATERAL (VALUES (false), (true)) AS sources (other)
        CROSS JOIN LATERAL (SELECT (pg_temp.pick(t.id * 512 + k, 64, 300)
            + CASE WHEN other AND k = 2 AND t.id %% 12 < 4 THEN 1 ELSE 0 END)::text AS said) value
    WHERE pg_temp.dice(t.id, 65) < 0.3 AND (NOT other OR k < 5 AND t.id %% 3 = 0);

    INSERT INTO trials_registryrecord (id, trial_id, registry, version, digest, study)
    SELECT id * 2 + version - 3 + 1, id, 'ClinicalTrials.gov', version, md5(id::text || version),
        '{}' FROM trials_trial CROSS JOIN generate_series(1, 2) AS version;

    INSERT INTO trials_proposal (content_type_id, object_id, field, base_value, proposed_value,
        origin, registry_record_id, decision, decided_by_id, decided_at, created_at)
    SELECT kind.id, r.trial_id, field, '"a"', '"b"', 'REGISTRY', r.id,
        CASE WHEN is_open THEN 'OPEN' ELSE 'KEPT' END, CASE WHEN NOT is_open THEN person.id END,
        CASE WHEN NOT is_open THEN now() END, now()
    FROM trials_registryrecord r
        CROSS JOIN unnest(ARRAY['brief_title', 'brief_summary', 'why_stopped', 'enrollment',
            'completion_date', 'official_title', 'keywords', 'acronym']) AS field
        CROSS JOIN LATERAL (SELECT pg_temp.dice(r.id * 8 + length(field), 66) < 0.1 AS is_open) one
        CROSS JOIN (SELECT id FROM django_content_type WHERE app_label = 'trials'
            AND model = 'trial') kind
        CROSS JOIN (SELECT id FROM auth_user ORDER BY id LIMIT 1) person
    WHERE pg_temp.dice(r.id, 67) < 0.7;

    INSERT INTO trials_approval (trial_id, agency, product, decision, decided_on, state, release_at)
    SELECT id, 'FDA', 'Drug ' || id, 'APPROVED', '2024-05-01', 'APPROVED',
        CASE WHEN id %% 2000 = 0 THEN now() + interval '5 days' ELSE '2020-01-01' END
    FROM trials_trial WHERE id %% 40 = 0;

    INSERT INTO news_newsitem (id, kind, title, slug, body, state, release_at, language)
    SELECT n, 'PRESS_RELEASE', 'Release ' || n, 'release-' || n,
        repeat('Words of a release. ', 200),
        CASE WHEN n %% 500 = 0 THEN 'IN_REVIEW' ELSE 'APPROVED' END,
        CASE WHEN n %% 300 = 0 THEN now() + interval '2 days' ELSE '2020-01-01' END, 'en'
    FROM generate_series(1, %(size)s / 3) AS n;

    INSERT INTO news_triallink (item_id, trial_id, role, status, method, decided_by_id, decided_at)
    SELECT n, 1 + (n * 7 + k) %% %(size)s, 'BACKGROUND',
        CASE WHEN n %% 30 = 0 THEN 'SUGGESTED' ELSE 'CONFIRMED' END, 'IDENTIFIER',
        CASE WHEN n %% 30 <> 0 THEN person.id END, CASE WHEN n %% 30 <> 0 THEN now() END
    FROM generate_series(1, %(size)s / 3) AS n CROSS JOIN generate_series(1, 4) AS k
        CROSS JOIN (SELECT id FROM auth_user ORDER BY id LIMIT 1) person;

    INSERT INTO django_admin_log (action_time, user_id, content_type_id, object_id, object_repr,
        action_flag, change_message)
    SELECT now() - n * interval '3 minutes', person.id, kind.id, n::text, 'Trial ' || n, 2, ''
    FROM generate_series(1, 10 * %(size)s) AS n
        CROSS JOIN (SELECT id FROM django_content_type WHERE app_label = 'trials'
            AND model = 'trial') kind
        CROSS JOIN (SELECT id FROM auth_user ORDER BY id LIMIT 1) person;
"""


def main() -> None:
    """Measure and print."""
    asked = _asked()
    with _site(asked.keep) as site:
        _take(site, asked.size)
        os.environ.update(site.variables | {"DJANGO_SETTINGS_MODULE": "config.settings"})
        django.setup()
        _print_queries(plans=asked.plans)
        site.put_away(FILLED)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dashboard", description=__doc__)
    parser.add_argument("--size", type=int, default=SIZE, help="trials (default 18000)")
    parser.add_argument("--plans", action="store_true", help="print each query's plan")
    parser.add_argument("--keep", type=Path, help="a folder that keeps the registry")
    return parser.parse_args()


def _site(folder: Path | None) -> AbstractContextManager[Site]:
    return kept_site(folder) if folder else production_site()


def _take(site: Site, size: int) -> None:
    """The registry of this size, with a desk that was worked at for years."""
    if site.has(FILLED):
        site.take_out(FILLED)
    else:
        site.empty()
        site.measured("collectstatic", "--noinput", "-v0")
        site.measured("createsuperuser", "--noinput", "--username=desk", "--email=desk@example.org")
        with psycopg.connect(site.dsn) as connection:
            put_together(connection, material(), size)
        fill_desk(site.dsn, size)
    site.settle()


def fill_desk(dsn: str, size: int) -> None:
    """What is left to do, and much that was done."""
    with psycopg.connect(dsn) as connection:
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute(DICE)
        for (command,) in connection.execute(DEFAULTS, [TABLES]).fetchall():
            connection.execute(command)
        with psycopg.ClientCursor(connection) as cursor:
            cursor.execute(DESK, {"size": size})


def _print_queries(*, plans: bool) -> None:
    """Each page once as an editor with all rights gets it, then each of its queries by itself."""
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from tests.accounts import let_in

    client = Client(headers={"host": "localhost"})
    let_in(client, User.objects.get(username="desk"))
    for page in PAGES:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(reverse(page), secure=True)
        assert answer.status_code == 200, (page, answer.status_code)  # noqa: S101
        _print_times(page, [each["sql"] for each in queries], plans=plans)


def _print_times(page: str, queries: list[str], *, plans: bool) -> None:
    from django.db import connection

    print(f"\n{page}")
    total = 0.0
    for query in (one for one in queries if one.startswith(("SELECT", "(SELECT"))):
        taken, plan = _explained(connection, query)
        total += taken
        print(f"{taken:>8.1f} ms  {query[:90]}")
        if plans:
            print(plan)
    print(f"{total:>8.1f} ms  in {len(queries)} queries, of {MOST} at most")


def _explained(connection: Any, query: str) -> tuple[float, str]:
    """The least of the times that the database says, planning too; and the last plan."""
    times, plan = [], ""
    with connection.cursor() as cursor:
        for _ in range(RUNS):
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) {query}")
            plan = "\n".join(line for (line,) in cursor.fetchall())
            told = re.findall(r"^(?:Planning|Execution) Time: ([0-9.]+)", plan, re.MULTILINE)
            times.append(sum(map(float, told)))
    return min(times), plan


if __name__ == "__main__":
    main()
