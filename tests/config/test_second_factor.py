"""Who needs a second factor reaches nothing of the admin without; how a lost one is replaced."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from config.accounts import rules
from tests.accounts import PASSWORD, client_of, code, code_of, member, with_app, with_password

pytestmark = pytest.mark.django_db

SETUP = "/accounts/2fa/"


def signed_in(user: User) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    return client


def superuser(name: str = "root") -> User:
    return User.objects.create_superuser(name, password=PASSWORD)


@pytest.mark.parametrize(
    ("group", "needs"),
    [("Publishers", True), ("Editors", False), ("Staff", False)],
)
def test_of_the_groups_only_publishers_need_one(group: str, needs: bool) -> None:
    assert rules.needs_second_factor(member("kim", group)) is needs


@pytest.mark.parametrize("codename", ["publish_trial", "change_user", "add_group"])
def test_a_weighty_right_needs_one_however_it_is_given(codename: str) -> None:
    mine, theirs = member("kim"), member("lee")
    right = Permission.objects.get(codename=codename)
    mine.user_permissions.add(right)
    group = Group.objects.create(name="Others")
    group.permissions.add(right)
    theirs.groups.add(group)
    assert rules.needs_second_factor(User.objects.get(pk=mine.pk))
    assert rules.needs_second_factor(User.objects.get(pk=theirs.pk))


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/admin/news/desk/",
        "/admin/trials/trial/add/",
        "/admin/jsi18n/",
        "/admin/nowhere/",
        "/admin/auth/user/",
    ],
)
@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "head", "options"])
def test_without_it_nothing_of_the_admin_answers(path: str, method: str) -> None:
    client = signed_in(superuser())
    answer = getattr(client, method)(path)
    if method in ("put", "delete", "options"):  # which nothing of the admin takes
        assert answer.status_code == 405
    else:
        assert answer.status_code == 302
        assert answer["Location"].startswith(SETUP)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_first_account_sets_one_up_and_then_reaches_the_admin() -> None:
    client = signed_in(superuser())
    page = client.get("/admin/", follow=True).content.decode()
    assert "Set up a second factor first." in page

    form = client.get("/accounts/2fa/totp/activate/")
    assert form.status_code == 200, "who has just signed in is not asked again"
    (secret,) = re.findall(r'class="secret">([A-Z2-7]+)<', form.content.decode())
    assert "<svg role" in form.content.decode()
    done = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert done["Location"] == "/accounts/2fa/recovery-codes/"
    codes = re.findall(r"<li><code>(\d{8})</code>", client.get(done["Location"]).content.decode())
    assert len(codes) == 10
    assert client.get("/admin/").status_code == 200

    client.post("/accounts/logout/")
    lost = signed_in(User.objects.get())
    lost.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert lost.get("/admin/").status_code == 200


def test_a_session_from_before_shows_the_factor_first() -> None:
    user = superuser()
    old = signed_in(user)
    with_app(user)
    answer = old.get("/admin/trials/trial/")
    assert answer["Location"].startswith("/accounts/2fa/reauthenticate/?next=")
    shown = old.post(answer["Location"], {"code": code()})
    assert shown["Location"] == "/admin/trials/trial/"
    assert old.get("/admin/trials/trial/").status_code == 200


def test_a_password_alone_takes_no_factor_away() -> None:
    user = superuser()
    old = signed_in(user)
    with_app(user)
    answer = old.post("/accounts/2fa/totp/deactivate/")
    assert answer["Location"].startswith("/accounts/2fa/reauthenticate/")
    assert old.get("/accounts/reauthenticate/")["Location"] == "/accounts/2fa/reauthenticate/"
    assert rules.has_second_factor(user)


@pytest.mark.parametrize("sent", ["", "{}", "[]", "null", '{"id": 1}', '{"rawId": "AA"}', "x"])
def test_what_is_no_passkey_is_refused_with_a_sentence(sent: str) -> None:
    user = with_password(member("kim", "Staff"))
    client = signed_in(user)
    added = client.post("/accounts/2fa/webauthn/add/", {"credential": sent})
    assert added.status_code == 200
    with_app(user)
    waiting = signed_in(user)
    assert waiting.post("/accounts/2fa/authenticate/", {"credential": sent}).status_code == 200
    assert waiting.get("/admin/").status_code == 302


def test_for_others_it_is_a_choice() -> None:
    client = signed_in(with_password(member("kim", "Editors")))
    assert client.get("/admin/").status_code == 200
    assert "can do without" in client.get(SETUP).content.decode()


def test_nobody_opens_the_pages_of_another() -> None:
    mine, theirs = member("kim", "Staff"), member("lee", "Staff")
    key = Authenticator.objects.create(user=theirs, type="webauthn", data={"name": "Hers"})
    client = client_of(mine)
    for what in ("edit", "remove"):
        assert client.get(f"/accounts/2fa/webauthn/keys/{key.pk}/{what}/").status_code in (302, 404)
        assert client.post(f"/accounts/2fa/webauthn/keys/{key.pk}/{what}/").status_code == 404


def reset(client: Client, *people: User, **more: str) -> str:
    """With what the page that asks says of their factors."""
    held = Authenticator.objects.filter(user__in=people).order_by("user", "pk")
    seen = [f"{one.user_id}:{one.pk}" for one in held]
    data: dict[str, Any] = {
        "action": "reset_second_factor",
        "_selected_action": [each.pk for each in people],
    }
    address = reverse("admin:auth_user_changelist")
    return client.post(address, data | {"seen": seen} | more, follow=True).content.decode()


@pytest.mark.slow
def test_a_superuser_resets_a_lost_factor_and_says_why(admin_client: Client) -> None:
    user = superuser("kim")
    theirs = signed_in(user)
    with_app(user)
    assert "What will happen" in reset(admin_client, user)
    assert "This field is required" in reset(admin_client, user, confirmed="yes")
    assert rules.has_second_factor(user)

    told = reset(admin_client, user, confirmed="yes", reason="Called back: phone lost.")
    assert "Kim signs in by password" in told
    assert not Authenticator.objects.filter(user=user).exists()
    assert theirs.get("/accounts/2fa/")["Location"].startswith("/accounts/login/")
    history = admin_client.get(reverse("admin:auth_user_history", args=[user.pk]))
    assert "Reason: Called back: phone lost." in history.content.decode()
    assert "Second factor removed (Called back: phone lost.)" in history.content.decode()


def test_nobody_resets_his_own_that_way(admin_client: Client, admin_user: User) -> None:
    assert "on your account" in re.sub("<.*?>", "", reset(admin_client, admin_user))
    reset(admin_client, admin_user, confirmed="yes", reason="Mine.")
    assert rules.has_second_factor(admin_user)


def test_who_is_no_superuser_resets_none() -> None:
    helper, user = member("kim"), superuser("lee")
    helper.user_permissions.set(Permission.objects.filter(content_type__app_label="auth"))
    with_app(user)
    reset(client_of(helper), user, confirmed="yes", reason="I want in.")
    assert rules.has_second_factor(user)


def test_a_command_helps_the_last_superuser(capsys: pytest.CaptureFixture[str]) -> None:
    user = superuser("kim")
    with_app(user)
    call_command("reset_second_factor", "kim", reason="Telephone drowned.")
    assert "1 taken away" in capsys.readouterr().out
    assert not rules.has_second_factor(user)
    assert "Telephone drowned." in LogEntry.objects.get().get_change_message()
    with pytest.raises(CommandError, match="no account 'lee'"):
        call_command("reset_second_factor", "lee", reason="It.")
    with pytest.raises(CommandError, match="Say why"):
        call_command("reset_second_factor", "kim", reason=" ")


def test_secrets_have_no_page_in_the_admin(admin_client: Client) -> None:
    for path in ("mfa/authenticator", "usersessions/usersession", "account/emailaddress"):
        assert admin_client.get(f"/admin/{path}/").status_code == 404
