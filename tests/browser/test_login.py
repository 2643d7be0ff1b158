"""An editor comes in."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect


@pytest.fixture
def editor() -> User:
    return User.objects.create_superuser("editor", password="a long password")


def test_an_editor_logs_in_and_out(page: Page, editor: User) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("a long password")
    page.get_by_role("button", name="Log in").click()

    expect(page.get_by_role("heading", name="Site administration")).to_be_visible()

    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="Logged out")).to_be_visible()
