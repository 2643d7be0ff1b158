"""Signing in: who is let in, how often one may try, and what of it no one can find out."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.test import Client

from tests.accounts import PASSWORD, SECRET, code, member, with_app, with_password

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> User:
    return with_password(member("kim", "Staff"))


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post("/accounts/login/", {"login": name, "password": password}, **more)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_admin_leads_to_the_one_way_in_and_back(client: Client, staff: User) -> None:
    asked = client.get("/admin/news/newsitem/")
    assert asked["Location"].startswith("/admin/login/?next=/admin/news/newsitem/")
    led = client.get(asked["Location"])
    assert led["Location"] == "/accounts/login/?next=%2Fadmin%2Fnews%2Fnewsitem%2F"
    form = text(client.get(led["Location"]))
    assert 'name="next" value="/admin/news/newsitem/"' in form

    data = {"login": "kim", "password": PASSWORD, "next": "/admin/news/newsitem/"}
    assert client.post("/accounts/login/", data)["Location"] == "/admin/news/newsitem/"
    assert client.get("/admin/news/newsitem/").status_code == 200


def test_nothing_in_its_boxes_looks_as_if_it_were_typed(client: Client, staff: User) -> None:
    assert "placeholder=" not in text(client.get("/accounts/login/"))
    client.force_login(staff)
    assert "placeholder=" not in text(client.get("/accounts/reauthenticate/"))


def test_the_admins_own_form_lets_nobody_in(client: Client, staff: User) -> None:
    data = {"username": "kim", "password": PASSWORD}
    assert client.post("/admin/login/", data).status_code == 405
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"],
)
def test_no_way_leads_to_another_site(client: Client, staff: User, elsewhere: str) -> None:
    data = {"login": "kim", "password": PASSWORD, "next": elsewhere}
    assert client.post("/accounts/login/", data)["Location"] == "/admin/"


@pytest.mark.parametrize("route", ["signup", "password/reset", "email", "social", "login/code"])
def test_no_account_is_made_and_no_mail_is_asked_for(client: Client, route: str) -> None:
    assert client.get(f"/accounts/{route}/").status_code == 404


def test_who_has_an_account_cannot_be_found_out(client: Client, staff: User) -> None:
    wrong, unknown = sign_in(client, "kim", "not this one"), sign_in(client, "lee", "not this one")
    says = "There is no such account with this password."
    assert says in text(wrong)
    assert says in text(unknown)
    assert wrong.status_code == unknown.status_code


def test_an_account_that_is_turned_off_stays_out(client: Client, staff: User) -> None:
    User.objects.update(is_active=False)
    answer = sign_in(client, "kim")
    assert answer["Location"] == "/accounts/inactive/"
    assert "turned off" in text(client.get("/accounts/inactive/"))
    assert "_auth_user_id" not in client.session


def test_five_wrong_tries_shut_an_account_for_five_minutes_from_everywhere(staff: User) -> None:
    for number in range(5):
        sign_in(Client(), "kim", "not this one", REMOTE_ADDR=f"203.0.113.{number}")
    answer = sign_in(Client(), "KIM ", REMOTE_ADDR="203.0.113.99")
    assert "Too many wrong tries. Wait 5 minutes, then try again." in text(answer)
    assert "not this" not in text(answer)
    assert 'value="KIM "' in text(answer)


@pytest.mark.slow
def test_ten_wrong_tries_shut_an_address_for_a_minute(staff: User) -> None:
    for number in range(10):
        sign_in(Client(), f"somebody{number}", "not this one", REMOTE_ADDR="203.0.113.1")
    assert "Too many wrong tries. Wait " in text(
        sign_in(Client(), "kim", REMOTE_ADDR="203.0.113.1")
    )
    assert sign_in(Client(), "kim", REMOTE_ADDR="203.0.113.2")["Location"] == "/admin/"


@pytest.mark.slow
def test_behind_a_proxy_the_visitors_address_counts(staff: User, settings: Any) -> None:
    from config.limits import networks

    settings.TRUSTED_PROXIES = networks("TRUSTED_PROXIES", ["10.0.0.0/8"])
    for number in range(10):
        sign_in(
            Client(),
            f"somebody{number}",
            "not this one",
            REMOTE_ADDR="10.0.0.1",
            HTTP_X_FORWARDED_FOR=f"198.51.100.{number}, 203.0.113.1",
        )
    via = {"REMOTE_ADDR": "10.0.0.1"}
    shut = sign_in(Client(), "kim", HTTP_X_FORWARDED_FOR="198.51.100.77, 203.0.113.1", **via)
    assert "Too many wrong tries" in text(shut)
    assert sign_in(Client(), "kim", HTTP_X_FORWARDED_FOR="203.0.113.7", **via)["Location"]


@pytest.mark.slow
def test_right_tries_do_not_count(staff: User) -> None:
    for _ in range(12):
        assert sign_in(Client(), "kim")["Location"] == "/admin/"


@pytest.mark.slow
def test_who_asks_too_often_is_told_to_wait() -> None:
    client = Client()
    answers = [sign_in(client, "") for _ in range(31)]
    assert answers[-1].status_code == 429
    assert answers[-1]["Retry-After"] == "60"
    assert "Wait 60 seconds" in text(answers[-1])


@pytest.mark.slow
def test_asking_for_a_passkey_counts(client: Client) -> None:
    asked = [
        client.get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})
        for _ in range(21)
    ]
    assert [each.status_code for each in asked] == [200] * 20 + [429]


@pytest.mark.parametrize("sent", ["", "{}", "[]", "null", '{"id": 1}', "x", '{"response": []}'])
def test_what_is_no_passkey_lets_nobody_in(client: Client, sent: str) -> None:
    client.get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})
    answer = client.post("/accounts/2fa/webauthn/login/", {"credential": sent})
    assert answer["Location"] == "/accounts/login/"


def test_after_the_password_the_second_factor(client: Client, staff: User) -> None:
    with_app(staff)
    assert sign_in(client, "kim")["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/admin/").status_code == 302
    given = client.post("/accounts/2fa/authenticate/", {"code": code()})
    assert given["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_code_opens_once(staff: User) -> None:
    with_app(staff)
    shown = code()
    for expected in (302, 200):
        client = Client()
        sign_in(client, "kim")
        assert client.post("/accounts/2fa/authenticate/", {"code": shown}).status_code == expected


@pytest.mark.slow
def test_codes_cannot_be_guessed(staff: User) -> None:
    with_app(staff)
    client = Client()
    sign_in(client, "kim")
    wrong = f"{(int(code()) + 1) % 1_000_000:06d}"
    for _ in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": wrong})
    answer = client.post("/accounts/2fa/authenticate/", {"code": code()})
    assert "Too many wrong tries" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_secret_is_not_in_the_database(staff: User) -> None:
    with_app(staff)
    (held,) = Authenticator.objects.filter(user=staff)
    assert SECRET not in str(held.data)


def test_under_another_key_no_code_fits_and_nothing_breaks(
    client: Client, staff: User, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with_app(staff)
    settings.SECRET_KEY = "another"
    sign_in(client, "kim")
    answer = client.post("/accounts/2fa/authenticate/", {"code": code()})
    assert "This code is not right" in answer.content.decode()
    assert "was SECRET_KEY changed" in caplog.text


def test_a_key_that_was_changed_in_order_still_reads(
    client: Client, staff: User, settings: Any
) -> None:
    with_app(staff)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    sign_in(client, "kim")
    answer = client.post("/accounts/2fa/authenticate/", {"code": code()})
    assert answer["Location"] == "/admin/"
