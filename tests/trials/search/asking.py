"""Questions of tests, and rows to ask for: what a test of the search reads of an answer."""

from typing import Any

from model_bakery import baker

from tests.records import a_trial
from trials.models import Concept, ConceptName, Trial
from trials.search import Found, Question, every, find

Names = dict[str, tuple[str, ...]]


def ask(words: str = "", **more: Any) -> Found:
    """The first page of an answer."""
    return find(Question(words, **more))


def ids(found: Found) -> list[str]:
    """The IDs of its hits in their order."""
    return [hit.document.card["id"] for hit in found.hits]


def found(words: str = "", **more: Any) -> list[str]:
    """The IDs that words find, in their order."""
    return ids(ask(words, **more))


def all_ids(words: str = "", **more: Any) -> list[str]:
    """The IDs of the whole answer."""
    return [one.card["id"] for one in every(Question(words, **more))]


def trials(**titles: str) -> list[Trial]:
    """A trial for each ID, with its title."""
    return [a_trial(one, brief_title=title) for one, title in titles.items()]


def only_names(concepts: Names, kind: str = "DISEASE", **fields: Any) -> list[Concept]:
    """A vocabulary of just these concepts: names by preferred term."""
    Concept.objects.all().delete()
    return [a_concept(term, *names, kind=kind, **fields) for term, names in concepts.items()]


def a_concept(preferred: str, *names: str, **fields: Any) -> Concept:
    """A concept with its names; those in brackets count as they are written alone."""
    fields = {"kind": "DISEASE", "source": "Test", **fields}
    concept: Concept = baker.make(Concept, preferred=preferred, **fields)
    for name in (preferred, *names):
        plain = name.strip("[]")
        ConceptName.objects.create(concept=concept, name=plain, capitals_only=plain != name)
    return concept
