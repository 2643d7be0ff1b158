"""What the admin's pages say where Django's own words, or none, stood: found by looking at each."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils.safestring import mark_safe

from tests.records import a_finding, a_source, a_trial, an_issue, an_item
from trials.models import Site, Trial
from trials.templatetags.rows import with_named_rows


def test_a_deletion_lists_no_notes_for_programs(admin_client: Client) -> None:
    trial = a_trial(state="DRAFT", release_at=None)
    page = admin_client.get(reverse("admin:trials_trial_delete", args=[trial.pk])).content.decode()
    assert "Trial identifier: A021602" in page
    assert "to render" not in page


def test_a_site_without_a_name_can_be_pressed(admin_client: Client) -> None:
    Site.objects.create(trial=a_trial(), city="Portland", country="United States")
    page = admin_client.get(reverse("admin:trials_site_changelist")).content.decode()
    assert ">Not named</a>" in page


@pytest.mark.slow
def test_a_new_trial_says_once_to_save_it_first(admin_client: Client) -> None:
    page = admin_client.get(reverse("admin:trials_trial_add")).content.decode()
    assert "first. · Save" not in page


def test_the_name_of_a_row_stands_apart_from_its_link() -> None:
    cell = mark_safe('<td class="original">\n<p>\nA &lt; B\n<a href="/">Change</a></p>')
    assert '<span class="row-name">A &lt; B</span>\n<a' in with_named_rows(cell)
    none = mark_safe('<td class="original">\n</td>')
    assert with_named_rows(none) == none


def list_of(client: Client, model: str, **asked: str) -> str:
    answer = client.get(reverse(f"admin:{model}_changelist"), asked)
    return " ".join(answer.content.decode().split())


def test_a_filter_says_of_what_a_kind_is(admin_client: Client) -> None:
    a_finding(a_trial(), "1", a_source())
    assert "By kind of source" in list_of(admin_client, "trials_finding")


@pytest.mark.slow
def test_a_choice_of_nothing_has_words(admin_client: Client) -> None:
    """With counts, and without."""
    an_item(issue=an_issue())
    an_item("alone")
    Group.objects.get_or_create(name="Staff")
    Site.objects.create(trial=a_trial(), city="Bonn", country="Germany")
    Site.objects.create(trial=a_trial("A021603"), city="Portland")
    for model, words, number in (
        ("news_newsitem", "No issue", 1),
        ("auth_user", "No groups", 1),
        ("trials_site", "Not told", 1),
    ):
        assert f">{words}</a>" in list_of(admin_client, model)
        assert f">{words} ({number})</a>" in list_of(admin_client, model, _facets="True")
    assert "Bonn" not in list_of(admin_client, "trials_site", country="")


def test_a_language_is_chosen_by_its_name(admin_client: Client) -> None:
    for number, code in enumerate(("en", "es", "zz")):
        an_item(f"item-{number}", language=code)
    for more, asked in (("", {}), (" (1)", {"_facets": "True"})):
        text = list_of(admin_client, "news_newsitem", **asked)
        for name in ("English", "Spanish", "zz"):
            assert f">{name}{more}</a>" in text


def test_phases_are_said_as_on_every_page(admin_client: Client) -> None:
    trial = a_trial()
    Trial.objects.filter(pk=trial.pk).update(phases=["PHASE2", "PHASE3"])
    address = reverse("admin:trials_trial_history", args=[trial.pk])
    assert "Phase 2 and 3" in admin_client.get(address).content.decode()


@pytest.mark.slow
def test_the_value_of_a_finding_is_asked_for_in_two_ways_that_differ(admin_client: Client) -> None:
    finding = a_finding(a_trial(), "1", a_source())
    for record in (finding, finding.trial):
        address = reverse(f"admin:trials_{record._meta.model_name}_change", args=[record.pk])
        text = admin_client.get(address).content.decode()
        assert "Value as printed" in text
        assert "Number for charts" in text
        assert "Value as a number" not in text


@pytest.mark.slow
def test_people_and_groups_are_called_so(admin_client: Client) -> None:
    for address in ("/admin/", "/admin/auth/", "/admin/auth/user/", "/admin/auth/group/add/"):
        page = admin_client.get(address).content.decode()
        assert "People and groups" in page
        assert "Authentication and Authorization" not in page
