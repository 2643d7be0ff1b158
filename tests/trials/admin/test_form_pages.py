"""What lists and forms look like to who works in them: buttons, empty fields, refusals, words."""

import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from tests.accounts import client_of, member
from tests.records import a_finding, a_link, a_source, a_trial, an_item
from trials.models import Trial

pytestmark = pytest.mark.django_db

FORM = re.compile(r'<form[^>]*method="post"[^>]*>(.*?)</form>', re.DOTALL)
BUTTON = re.compile(r'<input[^>]*type="submit"[^>]*>|<button(?![^>]*type="button")[^>]*>')
TOOL = re.compile(r'<li><a href="[^"]*" class="([^"]*)">([^<]+)')


def text_of(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def of(record: object, page: str) -> str:
    opts = record._meta  # type: ignore[attr-defined]
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{page}", args=[record.pk])  # type: ignore[attr-defined]


def first_buttons(text: str) -> list[str]:
    """Of each form, what Enter in a box presses."""
    forms = [BUTTON.findall(form) for form in FORM.findall(text) if "log out" not in form.lower()]
    return [buttons[0] for buttons in forms if buttons]


@pytest.mark.slow
def test_enter_in_a_box_saves_or_does_nothing(admin_client: Client) -> None:
    trial = a_trial()
    item = an_item(state="IN_REVIEW")
    a_link(item, trial, "SUGGESTED")
    for record in (trial, item, item.trial_links.get()):
        (first,) = first_buttons(text_of(admin_client, of(record, "change")))
        assert 'name="_save"' in first
    draft = a_trial("A021603", state="DRAFT", release_at=None)
    for address in (of(draft, "approve"), of(draft, "delete"), of(trial, "withdraw")):
        (first,) = first_buttons(text_of(admin_client, address))
        assert 'formmethod="dialog"' in first


@pytest.mark.parametrize("group", ["Staff", "Editors", "Publishers"])
def test_enter_decides_on_no_link(group: str) -> None:
    item = an_item(state="IN_REVIEW")
    a_link(item, a_trial(), "SUGGESTED")
    text = text_of(client_of(member("kim", group)), of(item, "change"))
    assert all("_decide" not in first for first in first_buttons(text))


@pytest.mark.slow
def test_one_button_over_a_form_is_filled_and_withdrawing_is_last(publisher: Client) -> None:
    trial = a_trial()
    a_finding(trial, "99", a_source(), state="IN_REVIEW")
    tools = TOOL.findall(text_of(publisher, of(trial, "change")))
    assert [label for look, label in tools if "main" in look] == ["Approve"]
    assert tools[-1] == ("act", "Withdraw")


@pytest.mark.slow
def test_a_new_trial_is_not_told_what_it_does_not_have(editor: Client) -> None:
    text = text_of(editor, reverse("admin:trials_trial_add"))
    for label in ("All main IDs", "Sites:", "In pictures", "Version", "Withdrawn at"):
        assert label not in text
    assert '<div class="readonly">-</div>' not in text


@pytest.mark.slow
def test_withdrawal_is_told_of_what_is_withdrawn(editor: Client) -> None:
    trial = a_trial()
    assert "Withdrawal reason" not in text_of(editor, of(trial, "change"))
    told = {"withdrawn_at": Now(), "withdrawal_reason": "Doubled."}
    Trial.objects.filter(pk=trial.pk).update(state="WITHDRAWN", **told)
    text = text_of(editor, of(trial, "change"))
    assert "Withdrawal reason" in text
    assert "Doubled." in text


def test_yes_and_no_are_words(admin_client: Client) -> None:
    member("kim", "Staff")
    text = text_of(admin_client, "/admin/auth/user/?q=kim")
    assert 'field-is_superuser"><span class="cell-name">Superuser status</span>No</td>' in text
    assert "icon-no" not in text


def test_a_name_in_mid_sentence_has_a_small_letter(editor: Client) -> None:
    text = text_of(editor, of(an_item(), "change"))
    assert "Add another link to a trial" in text
    assert "Add another Link" not in text


def test_a_history_counts_each_change(editor: Client) -> None:
    trial = a_trial()
    for number in range(9):
        trial.sites.create(city=f"City {number}")
    trial.refresh_from_db()
    text = text_of(editor, of(trial, "history"))
    told = re.search(r"([0-9]+) changes of this record", text)
    assert told is not None
    assert int(told[1]) >= 10
    assert "9 sites added" in text or text.count("Site added") == 9


def test_years_to_choose_from_are_those_that_the_list_tells(editor: Client) -> None:
    item = an_item(release_at=datetime(2026, 1, 1, 2, tzinfo=UTC), release_zone="America/New_York")
    an_item("later", release_at=datetime(2026, 8, 1, tzinfo=UTC))
    page = reverse("admin:news_newsitem_changelist")
    text = text_of(editor, page)
    assert "2025-12-31 21:00 EST" in text
    assert "by date in America/New_York" in text
    assert 'href="?release_at__year=2025"' in text
    found = editor.get(page, {"release_at__year": 2025}).context["cl"].result_list
    assert list(found) == [item]


def test_a_refused_deletion_leads_to_what_is_in_the_way() -> None:
    trial, source = a_trial(), a_source()
    a_finding(trial, "99", source)
    User.objects.filter(username="edith").delete()
    editor = client_of(member("edith", "Editors"))
    text = text_of(editor, of(source, "delete"))
    findings = f"{reverse('admin:trials_finding_changelist')}?source={source.pk}"
    assert f'<a href="{findings}">1 finding</a>' in text
    assert f'<a href="{of(source, "change")}">Back to the source</a>' in text
    listed = editor.get(findings)
    assert [str(one.source_id) for one in listed.context["cl"].result_list] == [str(source.pk)]


def test_a_refused_deletion_of_many_leads_back_to_their_list() -> None:
    trial, source = a_trial(), a_source()
    a_finding(trial, "99", source)
    editor = client_of(member("edith", "Editors"))
    sources = reverse("admin:trials_source_changelist")
    chosen = {"action": "delete_selected", "_selected_action": source.pk}
    text = " ".join(editor.post(sources, chosen).content.decode().split())
    assert "Nothing was deleted" in text
    assert f'<a href="{sources}">Back to the sources</a>' in text
    assert "multiple objects" not in text


def test_a_day_of_a_history_stands_on_one_line(editor: Client) -> None:
    trial = a_trial(brief_title="<b>", completion_date="2027-03-01")
    text = text_of(editor, of(trial, "history"))
    assert '<span class="day">2027-03-01</span>' in text
    assert "&lt;b&gt;" in text


@pytest.mark.slow
def test_a_new_record_has_no_button_before_its_first_box(editor: Client) -> None:
    # Django's script puts the cursor into the first thing of the form.
    assert text_of(editor, reverse("admin:news_newsitem_add")).count('name="_save"') == 1
    assert text_of(editor, of(an_item(), "change")).count('name="_save"') == 2


@pytest.mark.slow
def test_a_new_trial_says_where_its_findings_will_be(editor: Client) -> None:
    text = text_of(editor, reverse("admin:trials_trial_add"))
    section = text[text.index('id="section-findings-and-decisions"') :]
    assert "Findings follow after the first save" in section
    assert "Findings follow" not in text_of(editor, of(a_trial(), "change"))


def test_an_account_without_a_password_is_told_of_passkeys(admin_client: Client) -> None:
    person = User.objects.create_user("reader", password="three words together")
    for page in (reverse("admin:auth_user_add"), f"/admin/auth/user/{person.pk}/password/"):
        text = text_of(admin_client, page)
        assert "with a passkey only" in text
        assert "LDAP" not in text
