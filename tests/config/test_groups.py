"""Three groups, made by migrate, with exactly their rights however often it runs."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission

from config import groups

pytestmark = pytest.mark.django_db


def rights(name: str) -> set[str]:
    permissions = Group.objects.get(name=name).permissions.select_related("content_type")
    return {f"{one.content_type.app_label}.{one.codename}" for one in permissions}


@pytest.mark.parametrize("name", groups.GROUPS)
def test_every_right_that_is_named_exists(name: str) -> None:
    assert rights(name) == {f"{app}.{code}" for app, code in groups.GROUPS[name]()}


def test_editors_write_all_records_and_approve_none() -> None:
    editors = rights("Editors")
    assert {"trials.add_trial", "trials.change_finding", "news.change_newsitem"} <= editors
    assert not any(".publish_" in right for right in editors)
    assert not editors & {"trials.change_registryrecord", "trials.delete_formeraddress"}


def test_staff_write_news_and_sources_and_read_trials() -> None:
    staff = rights("Staff")
    assert {"news.add_newsitem", "news.decide_triallink", "trials.add_source"} <= staff
    assert {"trials.view_trial", "trials.view_finding"} <= staff
    assert not staff & {"trials.change_trial", "trials.add_finding", "news.publish_newsitem"}


def test_publishers_read_all_and_publish() -> None:
    publishers = rights("Publishers")
    assert {one.split("_")[0].split(".")[1] for one in publishers} == {"view", "publish"}
    assert "trials.publish_trial" in publishers
    assert "news.publish_newsitem" in publishers


def test_a_second_run_mends_and_doubles_nothing() -> None:
    group = Group.objects.get(name="Editors")
    before = rights("Editors")
    group.permissions.add(Permission.objects.get(codename="publish_trial"))
    group.permissions.remove(Permission.objects.get(codename="add_trial"))
    groups.after_migrate(using="default")
    groups.after_migrate(using="default")
    assert rights("Editors") == before
    assert Group.objects.count() == 3


@pytest.mark.parametrize("name", groups.GROUPS)
def test_nobody_gets_rights_to_the_tables_of_the_program(name: str) -> None:
    """Seals, forms that were sent, the search index: a new one is named in groups.INTERNAL."""
    permissions = Group.objects.get(name=name).permissions.select_related("content_type")
    models: set[Any] = {one.content_type.model_class() for one in permissions}
    of_people = {
        model
        for model in models
        if model in admin.site._registry
        or hasattr(model, "pgh_event_model")
        or model._meta.model_name in groups.READ_ONLY
    }
    assert models == of_people


def test_nobody_gets_rights_over_accounts() -> None:
    assert not any(right.startswith("auth.") for name in groups.GROUPS for right in rights(name))
