"""An editor comes in; the first account sets up its second factor; a passkey lets in alone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from tests.accounts import code_of, member
from tests.browser.coming_in import come_in, sign_in

SIGNED_IN = ("/accounts/2fa/", "/accounts/sessions/", "/accounts/password/change/")
SETTING_UP = ("/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/")


@pytest.fixture
def first() -> User:
    return User.objects.create_superuser("admin", password="secret")


@pytest.fixture
def editor() -> User:
    return member("editor", "Editors")


def set_up_an_app(page: Page) -> None:
    """Read the secret, give its code, keep the recovery codes."""
    page.get_by_role("link", name="Set up an app").click()
    expect(page.get_by_role("heading", name="Set up an app for codes")).to_be_visible()
    page.get_by_label("Authenticator code").fill(code_of(page.locator(".secret").inner_text()))
    page.get_by_role("button", name="Set it up").click()
    expect(page.locator(".codes li")).to_have_count(10)
    page.get_by_role("link", name="go on to the admin").click()


def in_the_admin(page: Page) -> None:
    expect(page.get_by_role("heading", name="Site administration")).to_be_visible()


def with_authenticator(page: Page) -> None:
    """Chromium's own device for passkeys, which says yes to all."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options: Any = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_an_editor_logs_in_and_out(page: Page, editor: User) -> None:
    sign_in(page, "editor")
    in_the_admin(page)

    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="Logged out")).to_be_visible()


def test_the_first_account_is_led_to_a_second_factor(page: Page, first: User) -> None:
    sign_in(page, "admin")
    expect(page.get_by_text("Set up a second factor first.")).to_be_visible()
    set_up_an_app(page)
    in_the_admin(page)


def test_all_of_it_works_without_a_script(plain: Page, first: User) -> None:
    sign_in(plain, "admin")
    plain.goto("/accounts/2fa/webauthn/add/")
    expect(plain.get_by_text("A passkey needs JavaScript")).to_be_visible()
    expect(plain.get_by_role("button", name="Add it")).to_be_hidden()
    plain.goto("/accounts/2fa/")
    set_up_an_app(plain)
    in_the_admin(plain)


def test_a_code_of_the_app_comes_after_the_password(desktop: Page, first: User) -> None:
    come_in(desktop, first)


def test_a_passkey_is_added_and_lets_in_alone(page: Page, first: User) -> None:
    with_authenticator(page)
    sign_in(page, "admin")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name").fill("My telephone")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(".codes li")).to_have_count(10)
    page.get_by_role("link", name="go on to the admin").click()
    in_the_admin(page)
    assert Authenticator.objects.get(type="webauthn").wrap().name == "My telephone"

    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    in_the_admin(page)


def test_a_passkey_comes_after_the_password(desktop: Page, first: User) -> None:
    with_authenticator(desktop)
    sign_in(desktop, "admin")
    desktop.get_by_role("link", name="Add a passkey").click()
    desktop.get_by_label("It lets you in alone").uncheck()
    desktop.get_by_role("button", name="Add it").click()
    expect(desktop.locator(".codes li")).to_have_count(10)
    desktop.goto("/accounts/logout/")
    desktop.get_by_role("button", name="Sign out").click()
    sign_in(desktop, "admin")
    desktop.get_by_role("button", name="Use a passkey").click()
    in_the_admin(desktop)


def test_where_it_cannot_be_the_page_says_so(desktop: Page, live_server: Any) -> None:
    desktop.goto(live_server.url.replace("localhost", "127.0.0.1") + "/accounts/login/")
    expect(desktop.get_by_text("Passkeys belong to a name")).to_be_visible()
    expect(desktop.get_by_role("alert")).to_have_count(0)
    expect(desktop.get_by_role("button", name="Use a passkey")).to_be_hidden()


def test_pages_of_accounts_have_no_barriers(
    page: Page, first: User, accessibility_faults: Callable[..., list[str]]
) -> None:
    assert accessibility_faults("/accounts/login/") == []
    sign_in(page, "admin")
    expect(page.get_by_text("Set up a second factor first.")).to_be_visible()
    for address in (*SIGNED_IN, *SETTING_UP):
        assert accessibility_faults(address, page) == [], address
        page.goto(address)
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wider <= 0, address


def test_a_session_is_ended_from_another(desktop: Page, editor: User, plain: Page) -> None:
    sign_in(plain, "editor")
    in_the_admin(plain)
    sign_in(desktop, "editor")
    desktop.goto("/accounts/sessions/")
    desktop.get_by_role("button", name=re.compile("End the session from")).click()
    expect(desktop.get_by_text("One session was ended.")).to_be_visible()
    plain.reload()
    expect(plain.get_by_role("heading", name="Sign in")).to_be_visible()
