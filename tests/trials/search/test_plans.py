"""No page reads a whole table of many rows, and none asks more than four times."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoDbBlocker

from benchmarks.corpus import put_together
from benchmarks.material import made_up
from trials.search import refresh

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

Query = tuple[str, Any]
Ask = Callable[[str], list[Query]]
# Only within a transaction, which tests are in and pages are not: what it changed so far.
NOTED = "INSERT INTO trials_searchtodo"
TRIALS, LARGE, MOST = 10_500, 10_000, 4
PAGES = (
    "/trials/",
    "/trials/?q=cancer",
    "/trials/?q={title}",
    "/trials/?q={drug}&status=RECRUITING&phase=PHASE2&sort=newest",
    "/trials/?q={slip}",
    "/trials/?q=canecr+{drug}+xyzzyzyx",
    "/trials/?q=%22{title}%22",
    "/trials/?condition={condition}",
    "/trials/?near=42.36,-71.06&radius=25",
    "/search/?q=cancer",
    "/search/?q={slip}",
    "/search/?q={number}",
    "/search/?q={number}+NCT99999999",
    "/search/?q=NCT99999999",
    "/suggest/?q=canc",
)


@pytest.fixture(scope="module")
def words(made_once: DjangoDbBlocker) -> dict[str, str]:
    """Words to ask a registry of many trials with."""
    with made_once.unblock():
        material = made_up(studies=300, words=20)
        connection.ensure_connection()
        put_together(connection.connection, material, TRIALS)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
            cursor.execute(
                "SELECT make_trial_documents(ARRAY(SELECT id FROM trials_trial)::bigint[])"
            )
            refresh(TRIALS)
            cursor.execute("ANALYZE")
            cursor.execute("SELECT nct_id FROM trials_trial WHERE id = 17")
            (number,) = cursor.fetchone()
    title, drug = material.texts[0].title, material.interventions[0]
    return {
        "title": title,
        "drug": drug,
        "slip": f"{drug}q",
        "condition": material.conditions[0],
        "number": number,
    }


@pytest.fixture
def asked(words: dict[str, str], client: Client) -> Ask:
    def ask(page: str) -> list[Query]:
        """The queries of a page, with what was asked in them."""
        address = page.format(**{name: word.replace(" ", "+") for name, word in words.items()})
        queries: list[Query] = []

        def noting(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            queries.append((sql, params))
            return execute(sql, params, many, context)

        client.get(address)  # what a process reads once is read
        with connection.execute_wrapper(noting):
            assert client.get(address).status_code in (200, 302)
        return queries

    return ask


@pytest.mark.parametrize("page", PAGES)
def test_no_page_reads_a_whole_table_of_many_rows(page: str, asked: Ask) -> None:
    found = [(table, sql) for sql, table in scanned(asked(page)) if rows_of(table) > LARGE]
    assert not found


@pytest.mark.parametrize("page", PAGES)
def test_no_page_asks_more_than_four_times(page: str, asked: Ask) -> None:
    queries = [sql[:300] for sql, _ in asked(page) if not sql.lstrip().startswith(NOTED)]
    assert len(queries) <= MOST, "\n".join(queries)


def scanned(queries: list[Query]) -> Iterator[tuple[str, str]]:
    """Each query with each table that it reads from end to end."""
    for sql, params in queries:
        if sql.lstrip("( \n").upper().startswith(("SELECT", "WITH")):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
                (plan,) = cursor.fetchone()
            for table in tables_in(json.loads(plan) if isinstance(plan, str) else plan):
                yield sql[:500], table


def tables_in(plan: Any) -> Iterator[str]:
    if isinstance(plan, list):
        for each in plan:
            yield from tables_in(each)
    elif isinstance(plan, dict):
        if "Seq Scan" in plan.get("Node Type", ""):
            yield plan["Relation Name"]
        yield from tables_in([part for part in plan.values() if isinstance(part, list)])


def rows_of(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [table])
        return int(cursor.fetchone()[0])
