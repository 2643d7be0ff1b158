"""Who holds an answer is told that it is still so, before anything is read; and never wrongly."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.records import a_finding, a_source, a_trial
from tests.trials.api.studies import STUDIES, a_study, nct, study_json
from trials.api.answering import freshness
from trials.api.rendering import refresh
from trials.ctgov.importer import import_study
from trials.models import Finding, Trial
from trials.vocabulary import PublishingState

# A transaction that changes something has its versions made again at each request.
pytestmark = pytest.mark.django_db(transaction=True)

ONE = f"{STUDIES}/{nct(1)}"
OF_THE_DATA = [STUDIES, f"{STUDIES}?format=csv", "/api/v2/version", "/api/v2/stats/size"]
OF_THE_CODE = ["/api/v2/studies/metadata", "/api/v2/studies/enums", "/api/v2/openapi.json"]


@pytest.fixture
def trial() -> Trial:
    made = a_study(1)
    refresh()
    return made


def asked_again(client: Client, path: str, tag: str) -> Any:
    return client.get(path, headers={"If-None-Match": tag})


def tag_of(client: Client, path: str) -> str:
    tag: str = client.get(path)["ETag"]
    return tag


def tags_of(client: Client, *paths: str) -> dict[str, str]:
    return {path: tag_of(client, path) for path in paths}


def known(client: Client, tags: dict[str, str]) -> dict[str, int]:
    """What each is answered with to who holds it."""
    return {path: asked_again(client, path, tag).status_code for path, tag in tags.items()}


@pytest.mark.slow
@pytest.mark.usefixtures("trial")
def test_what_did_not_change_is_not_sent_again(client: Client) -> None:
    for path in (ONE, f"{ONE}?format=ris", *OF_THE_DATA, *OF_THE_CODE):
        tag = tag_of(client, path)
        again = asked_again(client, path, f'"other", {tag}')

        assert tag.startswith('"')
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
        assert again["Cache-Control"] == "public, no-cache"
        assert asked_again(client, path, f"W/{tag}").status_code == 304
        assert asked_again(client, path, '"other"').status_code == 200


@pytest.mark.usefixtures("trial")
def test_to_say_so_no_study_is_read(client: Client) -> None:
    for path, tag in tags_of(client, ONE, *OF_THE_DATA).items():
        with CaptureQueriesContext(connection) as made:
            assert asked_again(client, path, tag).status_code == 304

        assert len(made) < 6
        assert not [query for query in made.captured_queries if '"body"' in query["sql"]]


@pytest.mark.slow
@pytest.mark.usefixtures("trial")
def test_what_is_asked_for_otherwise_is_another_answer(client: Client) -> None:
    asked = ("", "?strict=true", "?fields=NCTId", "?format=csv")
    paths = [f"{path}{query}" for path in (ONE, STUDIES) for query in asked]

    assert len(set(tags_of(client, *paths).values())) == len(paths)


@pytest.mark.slow
@pytest.mark.usefixtures("trial")
def test_another_study_changes_the_lists_and_not_the_study(client: Client) -> None:
    study, lists = tags_of(client, ONE), tags_of(client, *OF_THE_DATA)
    a_study(2)

    assert set(known(client, lists).values()) == {200}
    assert known(client, study) == {ONE: 304}


@pytest.mark.slow
@pytest.mark.usefixtures("trial")
def test_a_change_of_the_registry_changes_the_answer(client: Client) -> None:
    tags = tags_of(client, ONE, *OF_THE_DATA)
    import_study(study_json(1, description={"briefSummary": "Somebody takes part."}))

    assert set(known(client, tags).values()) == {200}


@pytest.mark.slow
def test_what_was_withdrawn_is_gone_though_somebody_holds_it(client: Client, trial: Trial) -> None:
    one, many = tag_of(client, ONE), tag_of(client, STUDIES)
    Trial.objects.filter(pk=trial.pk).update(
        state=PublishingState.WITHDRAWN, withdrawn_at=timezone.now(), withdrawal_reason="Wrong."
    )

    assert asked_again(client, ONE, one).status_code == 404
    assert asked_again(client, STUDIES, many).status_code == 200


@pytest.mark.slow
@pytest.mark.usefixtures("trial")
def test_what_is_released_by_the_clock_alone_changes_the_answers(client: Client) -> None:
    soon = Now() + timedelta(seconds=1)
    embargoed = a_trial("A021501", nct_id=nct(2), state="DRAFT", release_at=None)
    Trial.objects.filter(pk=embargoed.pk).update(state="APPROVED", release_at=soon)
    finding = a_finding(Trial.objects.get(nct_id=nct(1)), "298", a_source(), state="DRAFT")
    Finding.objects.filter(pk=finding.pk).update(state="APPROVED", release_at=soon)
    due: Any = Trial.objects.get(pk=embargoed.pk).release_at
    tags = tags_of(client, ONE, *OF_THE_DATA)
    assert nct(2) not in text_of(client, STUDIES)

    while 304 in (answers := known(client, tags).values()):
        assert timezone.now() < due + timedelta(seconds=2), answers
        time.sleep(0.05)

    assert nct(2) in text_of(client, STUDIES)
    assert '"298"' in text_of(client, ONE)


@pytest.mark.slow
def test_an_error_is_never_what_somebody_holds(client: Client, trial: Trial) -> None:
    for path in (f"{ONE}?fields=Nonsense", f"{STUDIES}?sort=Nonsense", f"{STUDIES}/NCT80000001"):
        answer = asked_again(client, path, "*")
        assert answer.status_code in (400, 404)
        assert "ETag" not in answer


def test_another_release_of_the_code_gives_other_tags(
    client: Client, trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag = tag_of(client, ONE)
    monkeypatch.setattr(freshness, "code", lambda: "another")

    assert asked_again(client, ONE, tag).status_code == 200


def test_who_asks_for_what_stands_here_no_more_is_told(client: Client, trial: Trial) -> None:
    answer = client.get(ONE, headers={"If-Match": '"other"'})

    assert answer.status_code == 412
    assert answer["Content-Type"] == "text/plain; charset=utf-8"


def text_of(client: Client, path: str) -> str:
    answer: Any = client.get(path)
    return str(answer.getvalue().decode())
