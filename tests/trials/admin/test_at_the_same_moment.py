"""The same form sent twice at the same moment makes one thing, and both answers lead to it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from news.models import NewsItem, NewsletterIssue, PreviewLink, Quotation
from tests.accounts import client_of, member
from tests.forms import form_data
from tests.records import a_trial, an_item
from trials.admin.sent import new_key
from trials.models import Finding, SentForm, Trial

pytestmark = pytest.mark.django_db(transaction=True)
Answers = list[Any]


@pytest.fixture
def root() -> User:
    return User.objects.create_superuser("root", password="quite a long one")


@pytest.fixture
def client(root: User) -> Client:
    return client_of(root)


def key(client: Client) -> str:
    request = client.get(reverse("admin:index")).wsgi_request
    return new_key(request)


def both(client: Client, address: str, data: dict[str, Any]) -> Answers:
    """The answers to one person's two presses, in two threads."""
    start = Barrier(2)

    def press(_: int) -> Any:
        own = Client()
        own.cookies.load(client.cookies.output(header="", sep=";"))
        files = {name: upload() for name, upload in data.items() if callable(upload)}
        try:
            start.wait()
            return own.post(address, data | files, follow=True)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(press, range(2)))


def lead_to_one(answers: Answers) -> None:
    pages = [answer.redirect_chain[-1][0] for answer in answers]
    told = ["sent twice" in answer.content.decode() for answer in answers]
    assert pages[0] == pages[1]
    assert sorted(told) == [False, True]


@pytest.mark.slow
def test_one_preview_link(client: Client) -> None:
    item = an_item("item", state="DRAFT")
    address = reverse("admin:news_newsitem_previewlinks", args=[item.pk])
    data = {"_form": key(client), "made_for": "The chair", "days": "3", "make": "Make the link"}
    lead_to_one(both(client, address, data))
    assert PreviewLink.objects.count() == 1


def a_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("release.txt", b"A title of a release\n\nIts text, of some words.")


@pytest.mark.parametrize(
    "given", [{"text": "A title of a release\n\nIts text, of some words."}, {"uploads": a_file}]
)
def test_one_release_taken_in(client: Client, given: dict[str, Any]) -> None:
    answers = both(client, reverse("admin:news_newsitem_take_in"), {"_form": key(client), **given})
    lead_to_one(answers)
    assert NewsItem.objects.count() == 1


@pytest.mark.slow
def test_one_person(client: Client) -> None:
    password = "as long as it should be"
    address = reverse("admin:auth_user_add")
    data = form_data(client, address) | {
        "username": "newcomer",
        "usable_password": "true",
        "password1": password,
        "password2": password,
    }
    lead_to_one(both(client, address, data))
    assert User.objects.filter(username="newcomer").count() == 1


@pytest.mark.slow
def test_one_group(client: Client) -> None:
    address = reverse("admin:auth_group_add")
    lead_to_one(both(client, address, form_data(client, address) | {"name": "Readers"}))
    assert Group.objects.filter(name="Readers").count() == 1


@pytest.mark.slow
def test_one_issue(client: Client) -> None:
    address = reverse("admin:news_newsletterissue_add")
    data = form_data(client, address) | {"title": "E-News", "slug": "e-news", "dated": "2025-03-01"}
    lead_to_one(both(client, address, data))
    assert NewsletterIssue.objects.count() == 1


@pytest.mark.slow
def test_one_quotation(client: Client) -> None:
    item = an_item("item", state="DRAFT")
    address = reverse("admin:news_newsitem_change", args=[item.pk])
    data = form_data(client, f"{address}?rows=1")
    data |= {"quotations-0-text": "It went well.", "quotations-0-speaker": "A chair"}
    lead_to_one(both(client, address, data))
    assert Quotation.objects.count() == 1


@pytest.mark.slow
def test_one_cut_of_numbers(client: Client) -> None:
    trial = a_trial("A021602", state="DRAFT", release_at=None)
    address = reverse("admin:trials_trial_data_cut", args=[trial.pk])
    data: dict[str, Any] = {"_form": key(client), "act": "save", "n.0.0": "298", "level": "95"}
    data |= {"show-lines": ["n"], "show-cohorts": ["0"]}
    data |= {"new-kind": "PRESENTATION", "new-title": "A talk", "new-date": "2024-09-16"}
    lead_to_one(both(client, address, data))
    assert Finding.objects.count() == 1


@pytest.mark.slow
def test_one_deleting(client: Client) -> None:
    trial = a_trial("A021602", state="DRAFT", release_at=None)
    other = a_trial("A021603", state="DRAFT", release_at=None)
    address = reverse("admin:trials_trial_delete", args=[trial.pk])
    page: Any = client.get(address)
    data = {"_form": str(page.context["form_key"]), "post": "yes", "reason": "Made twice"}
    data |= page.wsgi_request.deleting["versions"]
    lead_to_one(both(client, address, data))
    assert list(Trial.objects.all()) == [other]


@pytest.mark.slow
def test_one_new_password(client: Client) -> None:
    person = member("kim")
    address = reverse("admin:auth_user_password_change", args=[person.pk])
    page: Any = client.get(address)
    data = {"_form": str(page.context["form_key"]), "seen": page.wsgi_request.password_seen}
    data |= dict.fromkeys(("password1", "password2"), "as long as it should be")
    data |= {"usable_password": "true", "set-password": "Change password"}
    both(client, address, data)
    person.refresh_from_db()
    assert person.check_password("as long as it should be")
    assert SentForm.objects.count() == 1


@pytest.mark.slow
def test_another_file_of_the_same_name_is_another_form(client: Client) -> None:
    address, form = reverse("admin:news_newsitem_take_in"), key(client)
    for letter in (b"A", b"B"):
        text = b"A title of a release, %s\n\nIts text, with the letter %s in it." % (letter, letter)
        upload = SimpleUploadedFile("release.txt", text)
        client.post(address, {"_form": form, "uploads": upload})
    assert NewsItem.objects.count() == 2
