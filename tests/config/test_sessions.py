"""Sessions: where one is signed in, and each way in which that ends."""

import re
import time
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings as site
from django.contrib.auth.models import User
from django.test import Client

from config.accounts import sessions
from tests.accounts import PASSWORD, client_of, let_in, member, with_password

pytestmark = pytest.mark.django_db

OWN = "/accounts/sessions/"


@pytest.fixture
def kim() -> User:
    return with_password(member("kim", "Staff"))


def signed_in(name: str = "kim", **more: Any) -> Client:
    client = Client(**more)
    client.post("/accounts/login/", {"login": name, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def later(client: Client, seconds: int, *names: str) -> None:
    session = client.session
    for name in names:
        session[name] = int(time.time()) - seconds
    session.save()


@pytest.mark.slow
def test_each_place_is_listed_and_ended_by_itself(kim: User) -> None:
    here = signed_in(HTTP_USER_AGENT="<b>Mine</b>")
    there = signed_in(HTTP_USER_AGENT="Hers", REMOTE_ADDR="203.0.113.9")
    other = signed_in(HTTP_USER_AGENT="Third")
    page = here.get(OWN).content.decode()
    assert "203.0.113.9" in page
    assert "&lt;b&gt;Mine" in page
    key = UserSession.objects.get(user_agent="Hers").pk
    assert "One session was ended." in here.post(OWN, {"end": key}, follow=True).content.decode()
    assert (is_in(here), is_in(there), is_in(other)) == (True, False, True)
    assert "Hers" not in here.get(OWN).content.decode()


def test_all_others_end_at_once(kim: User) -> None:
    here, there, other = signed_in(), signed_in(), signed_in()
    assert (
        "2 sessions were ended." in here.post(OWN, {"others": "yes"}, follow=True).content.decode()
    )
    assert (is_in(here), is_in(there), is_in(other)) == (True, False, False)


def test_others_end_also_beyond_those_that_are_listed(
    kim: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "MOST", 2)
    forgotten, there, here = signed_in(), signed_in(), signed_in()
    page = here.post(OWN, {"others": "yes"}, follow=True).content.decode()
    assert "2 sessions were ended." in page
    assert (is_in(here), is_in(there), is_in(forgotten)) == (True, False, False)


def test_one_whose_key_changed_is_listed_and_ends_with_the_others(kim: User) -> None:
    """As where a password is changed: the browser that changed it stays signed in."""
    changed = signed_in()
    session = changed.session
    session.cycle_key()
    session.save()
    changed.cookies[site.SESSION_COOKIE_NAME] = str(session.session_key)
    assert is_in(changed)
    here = signed_in()
    here.post(OWN, {"others": "yes"})
    assert (is_in(here), is_in(changed)) == (True, False)


def test_ones_own_session_ends_like_signing_out(kim: User) -> None:
    here = signed_in()
    key = UserSession.objects.get().pk
    assert here.post(OWN, {"end": key})["Location"] == "/accounts/login/"
    assert not is_in(here)


def test_nobody_ends_the_session_of_another(kim: User) -> None:
    here = signed_in()
    lee = client_of(member("lee", "Staff"))
    for key in (UserSession.objects.get().pk, "x", "-1", "9" * 30):
        answer = lee.post(OWN, {"end": key}, follow=True).content.decode()
        assert "had ended already" in answer
    assert is_in(here)


@pytest.mark.slow
def test_the_list_takes_as_many_queries_for_many(
    kim: User, django_assert_max_num_queries: Any
) -> None:
    here = signed_in()
    here.get(OWN)
    for _ in range(4):
        signed_in()
    with django_assert_max_num_queries(10):
        page = here.get(OWN).content.decode()
    assert len(re.findall('name="end"', page)) == 5


def test_a_new_password_ends_all_others(kim: User) -> None:
    here, there = signed_in(), signed_in()
    new = "another long one here"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    page = here.post("/accounts/password/change/", data, follow=True).content.decode()
    assert "all your other sessions have ended" in page
    assert (is_in(here), is_in(there)) == (True, False)
    assert len(re.findall('name="end"', here.get(OWN).content.decode())) == 1


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("short one", "at least 12 characters"),
        ("q1w2e3r4t5y6", "too common"),
        ("kim.kimberley.kim", "too similar"),
        ("314159265358979", "entirely numeric"),
    ],
)
def test_a_password_is_long_and_not_easily_guessed(kim: User, password: str, says: str) -> None:
    User.objects.update(username="kim.kimberley", first_name="Kimberley")
    client = signed_in("kim.kimberley")
    data = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert says in client.post("/accounts/password/change/", data).content.decode()


def test_the_admins_own_page_for_it_leads_there(admin_client: Client) -> None:
    assert admin_client.get("/admin/password_change/")["Location"] == "/accounts/password/change/"


def test_without_a_request_for_two_hours_it_ends(kim: User) -> None:
    client = signed_in()
    later(client, 119 * 60, "seen_at", "signed_in_at")
    assert is_in(client)
    later(client, 121 * 60, "seen_at", "signed_in_at")
    page = client.get("/admin/", follow=True).content.decode()
    assert "signed out after 120 minutes" in page
    assert "_auth_user_id" not in client.session


def test_after_twelve_hours_it_ends_whatever_is_done(kim: User) -> None:
    client = signed_in()
    later(client, 12 * 3600 - 60, "signed_in_at")
    assert is_in(client)
    later(client, 12 * 3600 + 60, "signed_in_at")
    assert "after 12 hours" in client.get("/admin/", follow=True).content.decode()


def test_zero_is_no_limit(kim: User, settings: Any) -> None:
    settings.SESSION_IDLE_MINUTES = settings.SESSION_HOURS = 0
    client = signed_in()
    later(client, 30 * 24 * 3600, "seen_at", "signed_in_at")
    assert is_in(client)
    assert "This session" in client.get(OWN).content.decode()


def test_the_key_changes_when_someone_signs_in(kim: User) -> None:
    client = Client()
    client.get("/accounts/2fa/webauthn/login/", HTTP_ACCEPT="application/json")
    before = client.session.session_key
    client.post("/accounts/login/", {"login": "kim", "password": PASSWORD})
    assert before
    assert client.session.session_key != before


def test_an_account_that_is_turned_off_is_out_at_once(kim: User) -> None:
    client = signed_in()
    User.objects.update(is_active=False)
    assert not is_in(client)


def test_a_session_without_a_row_can_look(kim: User) -> None:
    client = Client()
    let_in(client, kim)
    assert "Only this one." in client.get(OWN).content.decode()
