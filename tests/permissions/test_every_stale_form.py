"""Each form of a record that exists refuses to overwrite what is newer, and shows both texts."""

from typing import Any

import pytest
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from tests.forms import form_data
from tests.permissions.asking import People, undone
from tests.permissions.world import World

pytestmark = pytest.mark.django_db
TEXTS = (models.CharField, models.TextField)
THEIRS, MINE = "theirs-by-now", "mine-as-typed"
ONLY_READ = {
    *("changelogentry", "draft", "formeraddress", "importrun", "proposal", "registryrecord"),
    "triallink",  # of a link a form changes its role alone
}
CHECKED = {"protocol_id", "nct_id", "slug", "doi", "pmid", "password"}
"""Columns that take no word, or are no field."""
NOT_TOLD = "{}: its form overwrites what is newer. Derive its screen from trials.admin.base.Record."


@pytest.fixture(scope="module")
def world(committed_once: DjangoDbBlocker) -> World:
    with committed_once.unblock():
        return World()


def a_text(model: Any, names: set[str]) -> str:
    """A column of words that the form asks for."""
    for field in model._meta.concrete_fields:
        is_free = isinstance(field, TEXTS) and not field.choices and field.name not in CHECKED
        if is_free and field.name in names and (field.max_length or 99) > len(THEIRS):
            return str(field.name)
    return ""


def told(client: Client, record: Any) -> str:
    """The field that was tried; "" where the form has none."""
    model: Any = type(record)
    name = f"{model._meta.app_label}_{model._meta.model_name}"
    address = reverse(f"admin:{name}_change", args=[record.pk])
    data = form_data(client, address)
    field = a_text(model, {*client.get(address).context["adminform"].form.fields})
    if field:
        model._base_manager.filter(pk=record.pk).update(**{field: THEIRS})
        answer = client.post(address, data | {field: MINE})
        kept = model._base_manager.values_list(field, flat=True).get(pk=record.pk)
        assert (answer.status_code, kept) == (200, THEIRS), NOT_TOLD.format(model._meta.label)
        text = answer.content.decode()
        assert all(one in text for one in ("Changed while you had it open", THEIRS, MINE))
    return field


@pytest.mark.slow
def test_each_shows_theirs_and_mine(world: World) -> None:
    client, tried = People().client("administrator"), set[str]()
    for model in admin.site._registry:
        name = str(model._meta.model_name)
        record: Any = model._default_manager.order_by("pk").last()
        if name in ONLY_READ:
            continue
        with undone():
            if told(client, record):
                tried.add(name)
    assert tried == {str(one._meta.model_name) for one in admin.site._registry} - ONLY_READ
