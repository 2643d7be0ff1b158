"""A superuser makes a colleague's account in the admin, and the colleague can log in."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.accounts import rules
from tests.accounts import member, with_app
from tests.forms import form_data

pytestmark = pytest.mark.django_db


def save(client: Client, user: User, **answers: object) -> str:
    """The person's form with these answers; None is what is unticked."""
    address = reverse("admin:auth_user_change", args=[user.pk])
    data = form_data(client, address) | answers
    sent = {name: value for name, value in data.items() if value is not None}
    return client.post(address, sent, follow=True).content.decode()


@pytest.mark.parametrize("name", ["Editors", "Staff", "Publishers"])
def test_who_is_put_into_one_of_our_groups_can_log_in(name: str, admin_client: Client) -> None:
    user = User.objects.create_user("new", password="secret")
    text = save(admin_client, user, groups=[Group.objects.get(name=name).pk])
    assert "so may log in here" in text
    client = Client()
    assert client.login(username="new", password="secret")
    assert client.get(reverse("admin:index"), follow=True).status_code == 200


def test_the_form_says_what_each_group_may_do(admin_client: Client) -> None:
    user = User.objects.create_user("new")
    form = admin_client.get(reverse("admin:auth_user_change", args=[user.pk])).content.decode()
    assert all(words in form for words in ("Editors keep", "Staff take", "Publishers approve"))


def test_another_group_lets_nobody_in(admin_client: Client) -> None:
    user = User.objects.create_user("new")
    save(admin_client, user, groups=[Group.objects.create(name="Readers").pk])
    user.refresh_from_db()
    assert not user.is_staff


@pytest.mark.slow
def test_who_leaves_the_last_group_keeps_what_the_form_shows(admin_client: Client) -> None:
    user = member("old", "Staff")
    text = admin_client.get(reverse("admin:auth_user_change", args=[user.pk])).content.decode()
    assert "It stays ticked when the last" in text
    assert "“Staff status” is ticked when you save" in text
    save(admin_client, user, is_staff=None, groups=None)
    user.refresh_from_db()
    assert not user.is_staff


def person_form(client: Client, user: User) -> tuple[str, dict[str, object]]:
    address = reverse("admin:auth_user_change", args=[user.pk])
    return address, form_data(client, address)


def test_two_who_change_one_person_are_told_of_each_other(admin_client: Client) -> None:
    user = member("kim", "Staff")
    address, data = person_form(admin_client, user)
    User.objects.filter(pk=user.pk).update(last_name="Theirs", last_login=timezone.now())
    user.groups.add(Group.objects.get(name="Editors"))
    text = admin_client.post(address, data | {"first_name": "Mine"}).content.decode()
    assert "Changed while you had it open" in text
    assert "Save both together" in text
    assert "Last login" not in text.partition('<ul class="differences">')[2].partition("</ul>")[0]
    assert {"Theirs", "Mine"} <= {*re.findall(r'value="(\w+)"', text)}
    user.refresh_from_db()
    assert (user.first_name, user.groups.count()) == ("", 2)


def test_that_somebody_signed_in_meanwhile_refuses_nothing(admin_client: Client) -> None:
    user = member("kim", "Staff")
    address, data = person_form(admin_client, user)
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    assert admin_client.post(address, data | {"first_name": "Kim"}).status_code == 302


def test_no_form_carries_what_a_password_was_made_into(admin_client: Client) -> None:
    user = member("kim", "Staff")
    address, data = person_form(admin_client, user)
    _, fields, _ = signing.loads(str(data["_base"]), salt="trials.admin.newer")
    assert "username" in fields
    assert "password" not in fields
    assert user.password.rpartition("$")[2] not in admin_client.get(address).content.decode()


def test_a_password_that_is_newer_is_not_overwritten(admin_client: Client) -> None:
    user = member("kim")
    address = reverse("admin:auth_user_password_change", args=[user.pk])
    page = admin_client.get(address)
    seen = re.findall(r'name="seen" value="(\w+)"', page.content.decode())
    user.set_password("the one that another set")
    user.save()
    data = dict.fromkeys(("password1", "password2"), "the one that I would set")
    data |= {"usable_password": "true", "set-password": "1", "seen": seen[0]}
    answer = admin_client.post(address, data, follow=True)
    assert "somebody set this password while the page was open" in answer.content.decode()
    user.refresh_from_db()
    assert user.check_password("the one that another set")


def test_factors_that_were_set_up_meanwhile_are_not_taken_away(admin_client: Client) -> None:
    user = member("kim", "Publishers")
    data = {"action": "reset_second_factor", "_selected_action": [user.pk]}
    admin_client.post(reverse("admin:auth_user_changelist"), data)
    with_app(user)
    confirmed = data | {"confirmed": "yes", "reason": "They called"}
    answer = admin_client.post(reverse("admin:auth_user_changelist"), confirmed)
    text = answer.content.decode()
    assert "set up changed while the page was open" in text
    assert 'value="They called"' in text
    assert rules.has_second_factor(user)
    seen = re.findall(r'name="seen" value="([^"]+)"', text)
    admin_client.post(reverse("admin:auth_user_changelist"), confirmed | {"seen": seen})
    assert not rules.has_second_factor(user)
