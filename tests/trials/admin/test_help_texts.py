"""Beside each field of a form stands what its term means, in words that are easy to read."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from tests.reading import grade, words
from trials.admin.base import Rows
from trials.admin.help_texts import help_of, texts_of_app
from trials.models import Approval, Finding, GuidelineListing, Source, Trial

MOST, FEW = 8, 15
EXPLAINED = [
    (label, model, field, text)
    for label in ("trials", "news")
    for model, fields in texts_of_app(label).items()
    for field, text in fields.items()
]


@pytest.mark.parametrize(("label", "model", "field", "text"), EXPLAINED)
def test_a_text_belongs_to_a_field_and_is_short(
    label: str, model: str, field: str, text: str
) -> None:
    assert apps.get_model(label, model)._meta.get_field(field)
    assert text.endswith((".", "?"))
    assert len(text) < 260
    assert "<" not in text.replace("<0.001", "")


@pytest.mark.slow
@pytest.mark.parametrize("label", ["trials", "news"])
def test_they_are_read_with_eight_years_of_school(label: str) -> None:
    told = [text for fields in texts_of_app(label).values() for text in fields.values()]
    assert grade(" ".join(told)) <= MOST
    # A short text by itself may score some grades beside what it is.
    hard = [text for text in told if words(text) >= FEW and grade(text) > MOST + 3]
    assert hard == []


def unexplained(model: Any) -> Iterator[str]:
    """Fields that a person fills in, and that neither the table nor the model explains."""
    for field in model._meta.fields:
        told = field.help_text or help_of(model).get(field.name)
        if field.editable and not field.auto_created and not told:
            yield f"{model._meta.model_name}.{field.name}"


def tables() -> set[Any]:
    """What is filled in row by row inside the form of something else."""
    inlines = [inline for screen in admin.site._registry.values() for inline in screen.inlines]
    return {inline.model for inline in inlines if issubclass(inline, Rows)}


def test_each_term_of_the_registry_is_explained() -> None:
    of_trials = [model for model in tables() if model._meta.app_label == "trials"]
    records = [Trial, Finding, Approval, GuidelineListing, Source, *of_trials]
    bare = [name for model in records for name in unexplained(model)]
    owners = (".trial", ".approval", ".concept")  # told by the form around the row
    assert [name for name in bare if not name.endswith(owners)] == []


def test_each_table_in_a_form_explains_something() -> None:
    assert len(tables()) > 5
    for model in tables():
        told = any(getattr(field, "help_text", "") for field in model._meta.get_fields())
        assert help_of(model) or told, model


@pytest.mark.slow
@pytest.mark.django_db
def test_forms_show_them(admin_client: Client) -> None:
    text = admin_client.get(reverse("admin:trials_trial_add")).content.decode()
    assert "How many parties do not know who gets what." in text
    assert "Phase 1 looks for a safe dose." in text  # a list of boxes to tick
    assert "One a line. The search finds the trial by them." in text  # a column of a table
    assert "What the columns of “arms” mean" in text
