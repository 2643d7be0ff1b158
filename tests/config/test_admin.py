"""A superuser makes a colleague's account in the admin, and the colleague can log in."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from tests.accounts import member

pytestmark = pytest.mark.django_db


def save(client: Client, user: User, **answers: object) -> str:
    joined = {"date_joined_0": "2026-01-01", "date_joined_1": "00:00:00"}
    data: dict[str, object] = {"username": user.username, "is_active": "on", **joined, **answers}
    address = reverse("admin:auth_user_change", args=[user.pk])
    return client.post(address, data, follow=True).content.decode()


@pytest.mark.parametrize("name", ["Editors", "Staff", "Publishers"])
def test_who_is_put_into_one_of_our_groups_can_log_in(name: str, admin_client: Client) -> None:
    user = User.objects.create_user("new", password="secret")
    text = save(admin_client, user, groups=[Group.objects.get(name=name).pk])
    assert "so may log in here" in text
    client = Client()
    assert client.login(username="new", password="secret")
    assert client.get(reverse("admin:index")).status_code == 200


def test_another_group_lets_nobody_in(admin_client: Client) -> None:
    user = User.objects.create_user("new")
    save(admin_client, user, groups=[Group.objects.create(name="Readers").pk])
    user.refresh_from_db()
    assert not user.is_staff


def test_who_leaves_the_last_group_keeps_what_the_form_shows(admin_client: Client) -> None:
    user = member("old", "Staff")
    text = admin_client.get(reverse("admin:auth_user_change", args=[user.pk])).content.decode()
    assert "It stays ticked when the last" in text
    assert "“Staff status” is ticked when you save" in text
    save(admin_client, user)
    user.refresh_from_db()
    assert not user.is_staff
