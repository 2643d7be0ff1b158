"""What the site says of its own is read with eight years of school or fewer."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from tests.reading import grade, template_text, words
from trials.glossary import Term, terms
from trials.models import Trial
from trials.plain_words import answers, questions
from trials.record import TrialRecord

MOST = 8
ROOT = Path(__file__).resolve().parent.parent
FEW = 15  # words; of fewer a grade says nothing
ALL = sorted((ROOT / "templates").rglob("*.html"))
TOLD = [path for path in ALL if words(template_text(path)) >= FEW]


@pytest.mark.slow
@pytest.mark.parametrize("path", TOLD, ids=lambda path: str(path.relative_to(ROOT)))
def test_texts_of_a_page(path: Path) -> None:
    assert grade(template_text(path)) <= MOST


def test_an_organisation_is_spelled_as_its_form_spells_it() -> None:
    """The registry's own names for it stand in JSON, and in no template."""
    assert [path for path in ALL if "organization" in path.read_text("utf-8").lower()] == []


@pytest.mark.slow
@pytest.mark.parametrize("term", terms(), ids=lambda term: term.slug)
def test_words_explained(term: Term) -> None:
    assert grade(term.text, [term.name, *term.also]) <= MOST


@pytest.mark.slow
def test_sentences_on_mistakes() -> None:
    said = [sentence for sentence in _refusals() if words(sentence) > 3]
    assert len(said) > 100
    assert grade(" ".join(said)) <= MOST
    # A short text by itself may score some grades beside what it is.
    hard = [sentence for sentence in said if words(sentence) >= FEW and grade(sentence) > MOST + 4]
    assert hard == []


def _refusals() -> Iterator[str]:
    """Of the rules of the database, and of all checks in the code."""
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if model.__module__.split(".")[0] in ("trials", "news"):
                yield str(constraint.violation_error_message)
    for package in ("trials", "news", "config"):
        for path in (ROOT / package).rglob("*.py"):
            yield from _raised(ast.parse(path.read_text("utf-8")))


def _raised(tree: ast.AST) -> Iterator[str]:
    """The sentences that a ValidationError of this code is made with."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ValidationError":
            yield from (
                one.value
                for one in node.args[:1]
                if isinstance(one, ast.Constant) and isinstance(one.value, str)
            )


@pytest.mark.slow
@pytest.mark.django_db
def test_sentences_made_of_a_record() -> None:
    call_command("load_example_data", verbosity=0)
    record = TrialRecord.load(Trial.objects.get(protocol_id="A021602").pk)
    parts = answers(record)
    names = [
        *(arm.label for arm in record.arms),
        *(cohort.label for cohort in record.cohorts),
        *(condition.name for condition in record.conditions),
        *(approval.agency for approval in record.approvals),
        *(approval.product for approval in record.approvals),
        *(listing.body for listing in record.guideline_listings),
        *(term.name for part in parts for term in part.terms),
    ]
    reasons = {change.reason for change in record.status_changes}
    for part in parts:
        own = [each.words for each in part.statements if each.words not in reasons]
        assert grade(" ".join(own), names) <= MOST, part.heading
    assert grade(" ".join(questions(record)), names) <= MOST
    assert grade(record.trial.plain_summary, names) <= MOST
