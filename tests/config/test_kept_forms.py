"""A session that ends in the middle of an edit: what was typed is sent again after the login."""

import re
from html import unescape
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from config.accounts import rules
from news.models import NewsItem
from tests.accounts import SECRET, client_of, code, member, with_app
from tests.forms import form_data
from tests.records import a_trial, an_item
from trials.admin.sent import new_key
from trials.models import Trial

pytestmark = pytest.mark.django_db


@pytest.fixture
def trial() -> Trial:
    return a_trial("A021602", state="DRAFT", release_at=None)


def change(trial: Trial) -> str:
    return reverse("admin:trials_trial_change", args=[trial.pk])


def typed(client: Client, trial: Trial) -> dict[str, Any]:
    title = 'A "title" with <b>signs</b>'
    return form_data(client, change(trial)) | {"brief_title": title, "keywords": "One\nTwo"}


def form_of(answer: Any) -> tuple[str, dict[str, Any]]:
    """Where the page's form leads, and what it sends."""
    text = answer.content.decode()
    ((action, inside),) = re.findall(
        r'<form method="post" action="([^"]*)">(.*?)</form>', text, re.S
    )
    data: dict[str, Any] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', inside):
        data.setdefault(unescape(name), []).append(unescape(value))
    return unescape(action), data


@pytest.mark.slow
def test_what_was_typed_is_saved_after_the_login(trial: Trial) -> None:
    user = member("ann", "Editors")
    client = client_of(user)
    data = typed(client, trial)
    client.logout()
    answer = client.post(change(trial), data)
    assert answer.status_code == 403
    assert "Your session has ended" in answer.content.decode()
    action, kept = form_of(answer)
    answer = client.post(action, kept)
    assert "You are not logged in yet" in answer.content.decode()
    client.force_login(user)
    assert client.post(*form_of(answer)).status_code == 302
    trial.refresh_from_db()
    assert trial.brief_title == 'A "title" with <b>signs</b>'
    assert trial.keywords == ["One", "Two"]


def test_another_person_cannot_send_it(trial: Trial) -> None:
    client = client_of(member("ann", "Editors"))
    data = typed(client, trial)
    client.logout()
    action, kept = form_of(client.post(change(trial), data))
    answer = client_of(member("bob", "Editors")).post(action, kept)
    assert "typed by somebody else" in answer.content.decode()
    assert form_of(answer)[0] == action


@pytest.mark.slow
def test_who_logged_in_again_elsewhere_is_asked_to_send_it_again(trial: Trial) -> None:
    user = member("ann", "Editors")
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    page = client.get(change(trial))
    data = typed(client, trial) | {"csrfmiddlewaretoken": page.context["csrf_token"]}
    client.cookies["csrftoken"] = "x" * 32
    answer = client.post(change(trial), data)
    assert answer.status_code == 403
    action, kept = form_of(answer)
    assert action == change(trial)
    assert client.post(action, kept).status_code == 302
    trial.refresh_from_db()
    assert trial.keywords == ["One", "Two"]


def test_a_foreign_form_is_refused_as_ever(trial: Trial) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(member("ann", "Editors"))
    other = client_of(member("bob", "Editors"))
    for data in ({"brief_title": "Forged"}, typed(other, trial)):
        answer = client.post(change(trial), data)
        assert answer.status_code == 403
        assert "What you typed is kept" not in answer.content.decode()


def kept_page(client: Client, trial: Trial, **more: Any) -> tuple[str, dict[str, Any]]:
    """What the page of an ended session sends."""
    data = typed(client, trial) | more
    client.logout()
    return form_of(client.post(change(trial), data))


def strict(user: User) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    return client


@pytest.mark.slow
def test_one_press_is_enough_after_the_login(trial: Trial) -> None:
    """As in a browser, whose token is a new one since the login."""
    user = member("ann", "Editors")
    action, kept = kept_page(client_of(user), trial)
    assert action == change(trial)
    assert strict(user).post(action, kept).status_code == 302
    trial.refresh_from_db()
    assert trial.keywords == ["One", "Two"]


@pytest.mark.slow
def test_what_another_saved_meanwhile_is_not_overwritten(trial: Trial) -> None:
    user = member("ann", "Editors")
    action, kept = kept_page(client_of(user), trial)
    Trial.objects.update(brief_title="Theirs")
    answer = strict(user).post(action, kept)
    assert answer.status_code == 200
    assert "This record changed while you had it open" in answer.content.decode()
    assert Trial.objects.get().brief_title == "Theirs"


@pytest.mark.slow
def test_files_are_chosen_again_before_anything_is_saved(trial: Trial) -> None:
    user = member("ann", "Editors")
    action, kept = kept_page(client_of(user), trial, more=SimpleUploadedFile("flow.png", b"x"))
    answer = strict(user).post(action, kept)
    assert answer.status_code == 200
    assert "choose these files again, which a browser sends only once: flow.png" in (
        answer.content.decode()
    )
    trial.refresh_from_db()
    assert trial.keywords == []


@pytest.mark.slow
@pytest.mark.parametrize("to", ["", "https://elsewhere.example/", "/admin/", "another", "old"])
def test_no_other_page_is_believed_without_a_token(
    trial: Trial, to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = member("ann", "Editors")
    action, kept = kept_page(client_of(user), trial)
    if to == "old":
        monkeypatch.setattr("config.kept_forms.SENT_WITHIN", -1)
    elif to == "another":
        action = change(a_trial("A021703", state="DRAFT", release_at=None))
    else:
        kept["_to"] = [to]
    client = strict(user)
    answer = client.post(action, kept)
    assert answer.status_code == 403
    trial.refresh_from_db()
    assert trial.keywords == []
    if to != "another":
        assert client.post(*form_of(answer)).status_code == 302


def test_a_page_that_bounds_its_files_first_takes_two(trial: Trial) -> None:
    user, address = member("ann", "Editors"), reverse("admin:news_newsitem_take_in")
    client = client_of(user)
    key = re.findall(r'name="_form" value="([^"]+)"', client.get(address).content.decode())[0]
    client.logout()
    action, kept = form_of(client.post(address, {"_form": key, "text": "A title\n\nIts text."}))
    client = strict(user)
    answer = client.post(action, kept)
    assert answer.status_code == 403
    answer = client.post(*form_of(answer))
    assert answer.status_code == 302
    assert NewsItem.objects.get().title == "A title"


@pytest.mark.slow
def test_a_key_of_another_is_not_believed(trial: Trial) -> None:
    """Whoever forges a form has a key and a page of their own only."""
    action, kept = kept_page(client_of(member("ann", "Editors")), trial)
    answer = strict(member("bob", "Editors")).post(action, kept)
    assert answer.status_code == 403
    assert "typed by somebody else" in answer.content.decode()
    trial.refresh_from_db()
    assert trial.keywords == []


def test_without_a_form_of_ours_the_login_is_asked_for_as_ever(trial: Trial) -> None:
    answer = Client().post(change(trial), {"brief_title": "Forged"})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("admin:login"))


PASSWORD = "quite a long one"


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


def token(client: Client) -> dict[str, str]:
    return {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}


def sign_in(client: Client, user: User) -> Any:
    """By the page, with its token."""
    client.get(reverse("account_login"))
    answers = {"login": user.username, "password": PASSWORD}
    return client.post(reverse("account_login"), token(client) | answers)


@pytest.mark.slow
def test_the_whole_way_back_of_who_has_a_code_app(trial: Trial) -> None:
    """As a browser goes it: the session ends, password, code, the kept page, the record."""
    user = with_password(member("ann", "Editors"))
    data = typed(client_of(user), trial)
    with_app(user)
    client = Client(enforce_csrf_checks=True)
    sign_in(client, user)
    client.post(reverse("mfa_authenticate"), token(client) | {"code": code()})
    assert client.get(change(trial)).status_code == 200
    data |= token(client)
    client.session.flush()
    action, kept = form_of(client.post(change(trial), data))

    assert sign_in(client, user).headers["Location"].startswith(reverse("mfa_authenticate"))
    half = client.post(action, kept)
    assert "You are not logged in yet" in half.content.decode()
    client.post(reverse("mfa_authenticate"), token(client) | {"code": code(1)})
    assert client.post(*form_of(half)).status_code == 302
    trial.refresh_from_db()
    assert trial.brief_title == 'A "title" with <b>signs</b>'


@pytest.mark.slow
def test_who_has_yet_to_show_the_second_factor_is_led_there_and_back(trial: Trial) -> None:
    user = member("ann", "Editors", "Publishers")
    data = typed(client_of(user), trial)
    client = Client()
    client.force_login(user)  # and showed nothing
    answer = client.post(change(trial), data)
    assert answer.status_code == 403
    assert "a second factor is asked of you" in answer.content.decode()
    assert "2fa/reauthenticate" in answer.content.decode()
    action, kept = form_of(answer)
    again = client.post(action, kept)
    assert "was not shown yet" in again.content.decode()
    session = client.session
    session[rules.SHOWN] = str(user.pk)
    session.save()
    assert client.post(*form_of(again)).status_code == 302
    trial.refresh_from_db()
    assert trial.keywords == ["One", "Two"]


@pytest.mark.slow
def test_who_needs_one_and_has_none_sets_it_up_meanwhile(trial: Trial) -> None:
    user = with_password(member("ann", "Editors"))
    data = typed(client_of(user), trial)
    client = Client()
    sign_in(client, user)
    user.groups.add(member("bob", "Publishers").groups.get())
    answer = client.post(change(trial), data)
    action, kept = form_of(answer)
    assert f'href="{reverse("mfa_index")}?' in answer.content.decode()
    TOTP.activate(user, SECRET)
    session = client.session
    session[rules.SHOWN] = str(user.pk)
    session.save()
    assert client.post(action, kept).status_code == 302
    trial.refresh_from_db()
    assert trial.keywords == ["One", "Two"]


@pytest.mark.slow
def test_without_the_factor_nobody_is_shown_what_another_typed(trial: Trial) -> None:
    data = typed(client_of(member("ann", "Editors")), trial)
    client = Client()
    client.force_login(member("bob", "Publishers"))
    answer = client.post(change(trial), data)
    assert answer.status_code == 302
    client.logout()
    action, kept = form_of(client.post(change(trial), data))
    client.force_login(User.objects.get(username="bob"))
    answer = client.post(action, kept)
    assert "typed by somebody else" in answer.content.decode()
    assert form_of(answer)[0] == action


@pytest.mark.parametrize(
    ("route", "text"),
    [
        ("news_newsitem_take_in", {"text": "A release\n\nIts text."}),
        ("news_newsitem_previewlinks", {"made_for": "The chair", "days": "3", "make": "Make"}),
        ("trials_trial_data_cut", {"new-title": "A talk", "act": "look"}),
        ("trials_trial_delete", {"reason": "It was made twice"}),
        ("auth_user_change", {"first_name": "Olga"}),
        ("auth_group_add", {"name": "Readers"}),
    ],
)
def test_what_stands_in_any_form_is_kept(trial: Trial, route: str, text: dict[str, str]) -> None:
    root = User.objects.create_superuser("root", password=PASSWORD)
    of = {"news": an_item("item").pk, "trials": trial.pk, "auth": root.pk}[route.split("_")[0]]
    has_key = not route.endswith(("take_in", "add"))
    address = reverse(f"admin:{route}", args=[of] if has_key else [])
    client = client_of(root)
    key = re.findall(r'name="_form" value="([^"]+)"', client.get(address).content.decode())[0]
    client.logout()
    _, kept = form_of(client.post(address, {"_form": key, **text}))
    assert {name: kept[name][0] for name in text} == text


def test_no_page_carries_a_password() -> None:
    root = User.objects.create_superuser("root", password=PASSWORD)
    client = client_of(root)
    address = reverse("admin:auth_user_password_change", args=[root.pk])
    request = client.get(address).wsgi_request
    data = {"_form": new_key(request), "password1": "secret words", "password2": "secret words"}
    client.logout()
    answer = client.post(address, data)
    assert "secret words" not in answer.content.decode()
    assert "Type the password again" in answer.content.decode()
