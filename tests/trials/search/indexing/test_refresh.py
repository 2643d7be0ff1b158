"""What is committed is found at once; what cannot be indexed keeps nothing else out."""

import logging
import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from model_bakery import baker

from tests.records import NOT_LISTED, a_finding, a_link, a_source, a_trial, an_item
from tests.trials.search.asking import a_concept, all_ids, ask, found, trials
from trials.models import (
    ConceptName,
    Condition,
    Organisation,
    SearchDead,
    SearchDocument,
    SearchPosting,
    SearchSegment,
    SearchTodo,
    Trial,
    TrialCondition,
)
from trials.search import NEWS, Question, every, find, rebuild, refresh, suggest
from trials.search.indexing import rebuilding

commits = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)


def numbers() -> dict[str, int]:
    """The number in the index of each trial."""
    return dict(SearchDocument.objects.values_list("card__id", "number"))


def withdraw(record: Any) -> None:
    """Take it back."""
    record.state, record.withdrawn_at, record.withdrawal_reason = "WITHDRAWN", timezone.now(), "X"
    record.save()


@pytest.mark.slow
@commits
def test_what_is_committed_is_found_at_once() -> None:
    trial = a_trial("A021602", brief_title="Testing cabozantinib", acronym="CABINET")
    assert found("cabozantinib") == ["A021602"]
    assert ask("A021603").reading.nearest_ids == ("A021602",)
    assert [one.text for one in suggest("A0216")] == ["A021602"]
    trial.brief_title = "Testing pembrolizumab"
    trial.save()
    assert found("pembrolizumab") == ["A021602"]
    (hit,) = ask("cabozantinib").hits
    assert [one.label for one in hit.why] == ["Former names"]
    trial.brief_summary = "About octreotide."
    trial.save()
    assert found("octreotide") == ["A021602"]
    trial.brief_summary = "About nothing."
    trial.save()
    assert found("octreotide") == []
    condition = baker.make(Condition, name="Lymphoma", slug="lymphoma")
    link = baker.make(TrialCondition, trial=trial, condition=condition)
    assert found("lymphoma") == ["A021602"]
    assert ask(chosen={"condition": ("lymphoma",)}).total == 1
    assert [one.text for one in suggest("lymph")] == ["Lymphoma"]
    condition.name = "Sarcoma"
    condition.save()
    assert (found("lymphoma"), found("sarcoma")) == ([], ["A021602"])
    link.delete()
    assert found("sarcoma") == []
    withdraw(trial)
    assert ask().total == 0
    assert (found("A021602"), suggest("A0216"), suggest("CABI")) == ([], [], [])
    assert ask("A021602").reading.unknown_ids == ("A021602",)
    assert ask("A021603").reading.nearest_ids == ()
    assert ask("A021602", kind=NEWS).hits == []


@pytest.mark.slow
@commits
def test_news_and_what_they_say_of_trials() -> None:
    trial = a_trial("A021602")
    assert ask(chosen={"has": ("news",)}).total == 0
    item = an_item(title="Platinum works")
    assert find(Question("platinum", kind=NEWS)).total == 1
    link = a_link(item, trial)
    assert ask(chosen={"has": ("news",)}).total == 1
    item.title = "Gold works"
    item.save()
    assert find(Question("platinum", kind=NEWS)).total == 0
    link.status = "REJECTED"
    link.save()
    assert ask(chosen={"has": ("news",)}).total == 0
    withdraw(item)
    assert find(Question(kind=NEWS)).total == 0


@commits
def test_a_transaction_that_fails_leaves_nothing() -> None:
    trial = a_trial("A021602", brief_title="Testing cabozantinib")
    found()
    with transaction.atomic():
        trial.brief_summary = "Pembrolizumab."
        trial.save()
        assert found("pembrolizumab") == ["A021602"]
        transaction.set_rollback(True)
    assert found("pembrolizumab", exact=True) == []
    assert found("cabozantinib") == ["A021602"]


@pytest.mark.slow
@commits
def test_what_changed_alone_is_indexed_again() -> None:
    trials(A020001="Lung", A020002="Breast", A020003="Lung, breast")
    found()
    before = numbers()
    trial = Trial.objects.get(protocol_id="A020002")
    trial.brief_title = "Mama"
    trial.save()
    found()
    after = numbers()
    assert [one for one in before if before[one] != after[one]] == ["A020002"]
    assert SearchDead.objects.filter(number=before["A020002"]).exists()
    assert all_ids(sort="updated")[0] == "A020002"


@pytest.mark.slow
@commits
def test_a_sponsor_of_another_name_changes_its_trials() -> None:
    sponsor = baker.make(Organisation, name="Old Institute")
    a_trial("A020001", lead_sponsor=sponsor)
    assert found("old institute") == ["A020001"]
    sponsor.name = "Novel Institute"
    sponsor.save()
    assert found("novel") == ["A020001"]
    assert found("old", exact=True) == []


@pytest.mark.slow
@commits
def test_only_documents_with_a_changed_name_are_indexed_again() -> None:
    trials(A020001="Carcinoid", A020002="Breast cancer", A020003="Endocrine tumor")
    concept = a_concept("Neuroendocrine tumor", "carcinoid")
    assert found("neuroendocrine tumor") == ["A020001"]
    before = numbers()
    name = ConceptName.objects.create(concept=concept, name="endocrine tumor")
    assert sorted(found("neuroendocrine tumor")) == ["A020001", "A020003"]
    after = numbers()
    assert [one for one in before if before[one] != after[one]] == ["A020003"]
    name.name = "breast cancer"
    name.save()
    assert sorted(found("neuroendocrine tumor")) == ["A020001", "A020002"]
    name.delete()
    assert found("neuroendocrine tumor") == ["A020001"]
    assert numbers()["A020001"] == before["A020001"]


@pytest.mark.slow
@commits
def test_many_names_at_once_have_all_documents_indexed_again() -> None:
    trials(A020001="Carcinoid", A020002="Breast cancer")
    found()
    before = numbers()
    concept = a_concept("Neuroendocrine tumor")
    names = [ConceptName(concept=concept, name=f"Name {number}") for number in range(501)]
    ConceptName.objects.bulk_create([*names, ConceptName(concept=concept, name="carcinoid")])
    assert found("neuroendocrine tumor") == ["A020001"]
    assert all(before[one] != number for one, number in numbers().items())


@pytest.mark.slow
@commits
def test_two_at_once_index_nothing_twice() -> None:
    made = range(40)
    for number in made:
        a_trial(f"A02{number:04}", brief_title="Platinum")
    totals: list[int] = []
    failed: list[BaseException] = []

    def look() -> None:
        try:
            totals.append(ask("platinum").total)
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (failed, totals) == ([], [len(made)] * 4)
    assert sum(SearchSegment.objects.values_list("size", flat=True)) == len(made)
    keys = Counter(SearchPosting.objects.filter(word="=A020007").values_list("word", flat=True))
    assert keys == {"=A020007": 1}
    assert not SearchDead.objects.exists()


@pytest.mark.slow
@commits
def test_readers_beside_a_writer_see_each_record_once() -> None:
    wanted = trials(A020001="Platinum", A020002="Platinum", A020003="Platinum")
    found()
    ends, told = threading.Event(), list[list[str]]()

    def look() -> None:
        while not ends.is_set():
            told.append(sorted(all_ids("platinum")))
        connection.close()

    reader = threading.Thread(target=look)
    reader.start()
    for number in range(12):
        trial = wanted[number % 3]
        trial.brief_summary = f"Changed {number}"
        trial.save()
    ends.set()
    reader.join()
    assert told
    assert sorted(all_ids("platinum")) == ["A020001", "A020002", "A020003"]
    assert ask("platinum").total == 3  # no number of before is counted
    assert all(len(one) == len(set(one)) for one in told)


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["cabozantinib", "A021602", ""])
def test_a_trial_is_found_to_the_second(clock: Callable[[datetime], None], words: str) -> None:
    release = timezone.now() + HOUR
    a_trial("A021602", brief_title="Testing cabozantinib", release_at=release)
    assert found(words) == []
    clock(release - timedelta(seconds=1))
    assert found(words) == []
    clock(release)
    assert found(words) == ["A021602"]


@pytest.mark.slow
@pytest.mark.django_db
def test_what_rests_on_a_source_is_counted_to_the_second(clock: Callable[[datetime], None]) -> None:
    public_from = timezone.now() + HOUR
    a_finding(a_trial(), "99", a_source(public_from=public_from))
    assert ask(chosen={"has": ("findings",)}).total == 0
    clock(public_from - timedelta(seconds=1))
    assert ask(chosen={"has": ("findings",)}).total == 0
    clock(public_from)
    assert ask(chosen={"has": ("findings",)}).total == 1


@pytest.mark.django_db
def test_news_are_found_to_the_second(clock: Callable[[datetime], None]) -> None:
    release = timezone.now() + HOUR
    an_item(title="Platinum works", release_at=release)
    clock(release - timedelta(seconds=1))
    assert find(Question("platinum", kind=NEWS)).total == 0
    clock(release)
    assert find(Question("platinum", kind=NEWS)).total == 1


@pytest.mark.django_db
@pytest.mark.parametrize("state", NOT_LISTED)
def test_what_is_not_listed_is_not_found(state: str) -> None:
    a_trial("A021602", brief_title="Testing cabozantinib", **NOT_LISTED[state])
    assert found("cabozantinib") == found("A021602") == found() == []
    assert suggest("A0216") == suggest("cabo") == []


@pytest.mark.slow
@pytest.mark.django_db
def test_all_of_one_transaction_is_found_in_it() -> None:
    trial = a_trial("A021602", brief_title="One")
    for title in ("Two", "Three", "Four"):
        trial.brief_title = title
        trial.save()
        assert found(title) == ["A021602"]
    withdraw(trial)
    assert found() == []


@pytest.mark.slow
@commits
def test_what_is_saved_while_it_is_indexed_is_found_as_saved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    refreshing = import_module("trials.search.indexing.segments")
    read = refreshing.occurrences_of
    (trial,) = trials(A020001="One")
    found()

    def save(summary: str) -> None:
        trial.brief_summary = summary
        trial.save()
        connection.close()

    def slowly(*arguments: Any) -> Any:
        monkeypatch.undo()
        _elsewhere(save, "Platinum")
        return read(*arguments)

    _elsewhere(save, "Cisplatin")
    monkeypatch.setattr(refreshing, "occurrences_of", slowly)
    assert ask().total == 1
    assert found("platinum", exact=True) == ["A020001"]
    assert found("cisplatin", exact=True) == []


def _elsewhere(save: Callable[[str], None], summary: str) -> None:
    writer = threading.Thread(target=save, args=[summary])
    writer.start()
    writer.join(10)
    assert not writer.is_alive()


@pytest.mark.slow
@pytest.mark.django_db
def test_what_changes_while_all_is_read_comes_as_it_is_then_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(import_module("trials.search.finding"), "AT_ONCE", 1)
    made = {one.protocol_id: one for one in trials(A020001="One", A020002="Two", A020003="Three")}
    reading = every(Question(sort="newest"))
    first = next(reading).card["id"]
    left = [trial for key, trial in made.items() if key != first]
    left[0].brief_title = "Changed"
    left[0].save()
    withdraw(left[1])
    assert found() != []  # taken in by somebody else
    assert [(one.card["id"], one.card["title"]) for one in reading] == [
        (left[0].protocol_id, "Changed")
    ]


@pytest.mark.slow
@pytest.mark.django_db
def test_a_document_that_cannot_be_indexed_keeps_no_other_out(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    segments = import_module("trials.search.indexing.segments")
    read = segments.occurrences_of

    def broken(texts: Any, *others: Any) -> Any:
        if "broken" in texts["title"]:
            raise ValueError("It cannot be read.")
        return read(texts, *others)

    monkeypatch.setattr(segments, "occurrences_of", broken)
    titles = {f"A02000{n}": "Platinum broken" if n == 3 else "Platinum" for n in range(1, 8)}
    trials(**titles)
    with caplog.at_level(logging.ERROR):
        assert sorted(found("platinum")) == [one for one in titles if one != "A020003"]
    (record,) = caplog.records
    assert "cannot be searched: it is left out" in record.message
    caplog.clear()
    monkeypatch.undo()
    trial = Trial.objects.get(protocol_id="A020003")
    trial.brief_title = "Platinum mended"
    trial.save()
    assert ask("platinum").total == 7


@pytest.mark.django_db
def test_an_index_made_anew_answers_the_same() -> None:
    a_concept("cabozantinib", "XL184", kind="DRUG")
    trials(A020001="Cabozantinib", A020002="XL184 and platinum", A020003="Platinum in mice")
    an_item(title="Platinum works")
    asked = ["", "xl184", "platinum", '"in mice"', "platnum", "A020002", "-platinum"]
    before = [all_ids(words) for words in asked]
    assert rebuild() == SearchDocument.objects.count() == 4
    assert [all_ids(words) for words in asked] == before
    assert find(Question("platinum", kind=NEWS)).total == 1
    assert not SearchDead.objects.exists()


@pytest.mark.django_db
def test_there_is_nothing_left_to_do_after_an_answer() -> None:
    trials(A020001="Platinum", A020002="Gold")
    found()
    now = SearchTodo.objects.filter(due_at__lte=timezone.now(), kind__in=["trial", "news"])
    assert not now.exists()
    assert not SearchDocument.objects.unindexed().exists()
    before = list(SearchSegment.objects.values_list("pk", flat=True))
    refresh()
    assert list(SearchSegment.objects.values_list("pk", flat=True)) == before


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_documents_are_indexed_by_several_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "AT_ONCE", 2)
    trials(**{f"A0216{number:02}": f"Trial of gold {number}" for number in range(7)})
    assert rebuild() == 7
    assert SearchSegment.objects.count() == 4
    assert len(found("gold")) == 7
    assert rebuild() == 7
    assert max(numbers().values()) == 7
