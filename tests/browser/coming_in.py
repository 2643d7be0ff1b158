"""The way into the admin, as a person takes it: a name, a password, a code of who needs one."""

from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from config.accounts.rules import needs_second_factor
from tests.accounts import code, with_app

SECOND = "Your second factor"


def sign_in(page: Page, name: str) -> None:
    """Give the name, and the password that people of tests have."""
    page.goto("/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("secret")
    page.get_by_role("button", name="Sign in", exact=True).click()


def come_in(page: Page, user: User) -> None:
    """All the way to the first page."""
    if needs_second_factor(user):
        with_app(user)
    sign_in(page, user.username)
    if needs_second_factor(user):
        expect(page.get_by_role("heading", name=SECOND)).to_be_visible()
        page.get_by_label("Code").fill(code())
        page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Site administration")).to_be_visible()
