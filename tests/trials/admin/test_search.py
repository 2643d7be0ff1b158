"""Lists and autocomplete find a trial by any identifier it has or had, however it is written."""

import pytest
from django.test import Client
from django.urls import reverse

from news.models import NewsItem, NewsletterIssue
from trials.models import Condition, Finding, Organisation, Source, Trial

pytestmark = pytest.mark.django_db


@pytest.fixture
def other() -> Trial:
    return Trial.objects.create(protocol_id="A031201", brief_title="About A021602 and others")


@pytest.mark.parametrize(
    "spelling", ["A021602", "a-021602", "NCT03375320", "nct 03375320", "NCI-2017-02297"]
)
def test_every_spelling_finds_the_one_trial(
    spelling: str, editor: Client, trial: Trial, other: Trial
) -> None:
    trial.identifiers.create(kind="CTRP", value="NCI-2017-02297")
    listed = editor.get(reverse("admin:trials_trial_changelist"), {"q": spelling})
    assert list(listed.context["cl"].result_list) == [trial]
    wanted = {
        "app_label": "trials",
        "model_name": "finding",
        "field_name": "trial",
        "term": spelling,
    }
    found = editor.get(reverse("admin:autocomplete"), wanted).json()["results"]
    assert [one["id"] for one in found] == [str(trial.pk)]


@pytest.mark.parametrize(
    ("model", "field", "found"),
    [
        ("trials.finding", "source", "Journal 2024"),
        ("trials.finding", "trial", "A021602"),
        ("trials.trialcondition", "condition", "Journalitis"),
        ("trials.trialorganisation", "organisation", "Journal Group"),
        ("trials.trial", "lead_sponsor", "Journal Group"),
        ("news.newsitem", "issue", "Journal, March"),
        ("news.triallink", "item", "Journal opens"),
    ],
)
def test_every_relation_is_found_by_its_first_letters(
    model: str, field: str, found: str, admin_client: Client, trial: Trial
) -> None:
    Trial.objects.update(brief_title="Journal of a trial")
    Condition.objects.create(name="Journalitis", slug="journalitis")
    Organisation.objects.create(name="Journal Group")
    NewsletterIssue.objects.create(title="Journal, March", slug="march")
    NewsItem.objects.create(title="Journal opens", slug="opens", body="b")
    app, name = model.split(".")
    wanted = {"app_label": app, "model_name": name, "field_name": field, "term": "journal"}
    results = admin_client.get(reverse("admin:autocomplete"), wanted).json()["results"]
    assert [one["text"] for one in results] == [found]


def test_words_find_titles_of_today_and_of_before(
    editor: Client, trial: Trial, other: Trial
) -> None:
    trial.former_names.create(kind="BRIEF_TITLE", name="Testing cabozantinib")
    listed = editor.get(reverse("admin:trials_trial_changelist"), {"q": "testing"})
    assert list(listed.context["cl"].result_list) == [trial]


@pytest.mark.parametrize("model", ["finding", "site", "arm", "cohort", "endpoint"])
def test_parts_are_found_by_the_identifier_of_their_trial(
    model: str, editor: Client, trial: Trial
) -> None:
    trial.sites.create(city="Here")
    listed = editor.get(reverse(f"admin:trials_{model}_changelist"), {"q": "nct03375320"})
    assert listed.context["cl"].result_count >= 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "answer"), [("review", 1), ("suggestion", 0), ("status", 1), ("source", 0)]
)
def test_the_list_filters_by_what_needs_me(
    question: str, answer: int, editor: Client, trial: Trial, other: Trial
) -> None:
    trial.findings.update(state="IN_REVIEW")
    listed = editor.get(reverse("admin:trials_trial_changelist"), {"needs": question})
    assert listed.context["cl"].result_count == answer


def test_the_list_shows_where_sources_differ(editor: Client, trial: Trial) -> None:
    first = trial.findings.get()
    Finding.objects.create(
        trial=trial,
        cohort=first.cohort,
        endpoint=first.endpoint,
        arm=first.arm,
        comparator=first.comparator,
        quantity=first.quantity,
        value_text="0.25",
        source=Source.objects.create(kind="LABEL", title="Label"),
    )
    listed = editor.get(reverse("admin:trials_trial_changelist"), {"needs": "discrepancy"})
    assert list(listed.context["cl"].result_list) == [trial]


@pytest.mark.slow
@pytest.mark.parametrize("column", ["finding_count", "waiting"])
def test_the_list_is_sorted_by_what_it_counts(
    column: str, editor: Client, trial: Trial, other: Trial
) -> None:
    trial.findings.update(state="IN_REVIEW")
    place = reverse("admin:trials_trial_changelist")
    shown = editor.get(place).context["cl"].list_display.index(column)
    for order, expected in ((f"{shown}", [other, trial]), (f"-{shown}", [trial, other])):
        assert list(editor.get(place, {"o": order}).context["cl"].result_list) == expected


@pytest.mark.slow
@pytest.mark.parametrize("key", ["x", "0x1", "\0", "2018-13", "9" * 25, "9" * 5000, "\u0661"])
def test_what_is_no_key_is_asked_of_nothing(staff: Client, trial: Trial, key: str) -> None:
    item = NewsItem.objects.create(slug="a", title="A", body="B")
    add = reverse("admin:news_triallink_add")
    assert staff.get(add, {"trial": key}).status_code == 200
    told = staff.post(add, {"item": item.pk, "trial": key, "role": "RESULTS"})
    assert told.status_code == 200
    assert told.context["errors"]
    links = reverse("admin:news_triallink_changelist")
    assert staff.get(links, {"trial": key}).status_code == 200
    assert staff.post(links, {"_decide": f"{key}:CONFIRMED"}).status_code in (200, 302)
    assert staff.get(reverse("admin:trials_finding_add"), {"trial": key}).status_code == 403


def test_a_nul_finds_what_stands_around_it(editor: Client, source: Source) -> None:
    wanted = {"app_label": "trials", "model_name": "finding", "field_name": "source"}
    found = editor.get(reverse("admin:autocomplete"), wanted | {"term": "Jour\0nal"})
    assert [one["id"] for one in found.json()["results"]] == [str(source.pk)]


@pytest.mark.parametrize("ends", ["", "a", "ab", "abc"])
@pytest.mark.parametrize("page", ["changelist", "csv"])
def test_no_list_is_asked_for_a_range(editor: Client, page: str, ends: str) -> None:
    """Django would take each letter for an end of it."""
    for field in ("brief_title", "updated_at"):
        asked = {f"{field}__range": ends}
        assert editor.get(reverse(f"admin:trials_trial_{page}"), asked).status_code == 400


@pytest.mark.parametrize("asked", ["release_at__year=0", "updated_at__year=99999"])
def test_a_year_that_the_calendar_lacks_breaks_no_list(editor: Client, asked: str) -> None:
    answer = editor.get(reverse("admin:trials_trial_changelist") + f"?{asked}")
    assert answer.status_code == 302
    assert editor.get(answer.url).status_code == 200  # type: ignore[attr-defined]
