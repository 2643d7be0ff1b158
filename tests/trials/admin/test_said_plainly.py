"""What the admin's pages say where Django's own words, or none, stood: found by looking at each."""

from django.test import Client
from django.urls import reverse
from django.utils.safestring import mark_safe

from tests.records import a_trial
from trials.models import Site
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


def test_a_new_trial_says_once_to_save_it_first(admin_client: Client) -> None:
    page = admin_client.get(reverse("admin:trials_trial_add")).content.decode()
    assert "first. · Save" not in page


def test_the_name_of_a_row_stands_apart_from_its_link() -> None:
    cell = mark_safe('<td class="original">\n<p>\nA &lt; B\n<a href="/">Change</a></p>')
    assert '<span class="row-name">A &lt; B</span>\n<a' in with_named_rows(cell)
    none = mark_safe('<td class="original">\n</td>')
    assert with_named_rows(none) == none
