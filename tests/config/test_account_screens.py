"""What a superuser sees of accounts: history, groups and second factors; and ending sessions."""

import csv
import io
import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.accounts import PASSWORD, client_of, member, with_app, with_password
from tests.forms import form_data

pytestmark = pytest.mark.django_db

LIST = "/admin/auth/user/"


@pytest.fixture
def kim() -> User:
    return with_password(member("kim", "Staff"))


def signed_in(name: str) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": name, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def history(client: Client, record: Any) -> str:
    page = f"admin:auth_{record._meta.model_name}_history"
    return text_of(client.get(reverse(page, args=[record.pk])))


def save(client: Client, record: Any, **answers: Any) -> Any:
    address = reverse(f"admin:auth_{record._meta.model_name}_change", args=[record.pk])
    return client.post(address, form_data(client, address) | answers, follow=True)


@pytest.mark.slow
def test_a_change_in_the_admin_is_told_with_who_why_and_where(
    admin_client: Client, kim: User
) -> None:
    publishers = Group.objects.get(name="Publishers")
    save(admin_client, kim, groups=[publishers.pk], email="kim@example.org", reason="Now a chair.")
    told = history(admin_client, kim)
    assert "Group “Publishers” added (Now a chair.)" in told
    assert "Group “Staff” removed (Now a chair.)" in told
    assert "<dt>Email address</dt> <dd><del></del> → kim@example.org</dd>" in told
    assert f'admin <span class="where">/admin/auth/user/{kim.pk}/change/</span>' in told
    assert "Account given a new password" in told
    assert kim.password.rpartition("$")[2] not in told
    assert "Group “Publishers”" not in history(admin_client, Group.objects.get(name="Editors"))
    assert "User “kim” added (Now a chair.)" in history(admin_client, publishers)


@pytest.mark.slow
def test_no_reason_is_needed(admin_client: Client, kim: User) -> None:
    save(admin_client, kim, first_name="Kim")
    kim.refresh_from_db()
    assert kim.first_name == "Kim"


@pytest.mark.slow
def test_a_password_that_another_sets_says_why(admin_client: Client, kim: User) -> None:
    address = reverse("admin:auth_user_password_change", args=[kim.pk])
    page = admin_client.get(address).content.decode()
    (seen,) = re.findall(r'name="seen" value="(\w+)"', page)
    data = dict.fromkeys(("password1", "password2"), "the one that I would set")
    data |= {"usable_password": "true", "set-password": "1", "seen": seen, "reason": "Forgotten."}
    admin_client.post(address, data)
    told = history(admin_client, kim)
    assert "Account given a new password (Forgotten.)" in told
    assert "the one that I" not in told


def test_rights_of_a_group_are_told(admin_client: Client) -> None:
    group = Group.objects.create(name="Readers")
    permission = Permission.objects.get(codename="publish_trial")
    save(admin_client, group, permissions=[permission.pk], name="Readers of all", reason="Asked.")
    told = history(admin_client, group)
    assert f"Permission “{permission}” added (Asked.)" in told
    assert "<del>Readers</del> → Readers of all" in told


def test_factors_and_acts_are_told(admin_client: Client, kim: User) -> None:
    with_app(kim)
    told = history(admin_client, kim)
    assert "Second factor added" in told
    assert "<dt>Type</dt> <dd>Code app</dd>" in told
    end(admin_client, kim, confirmed="yes", reason="Telephone lost.")
    told = history(admin_client, kim)
    assert re.search(r"admin: Ended all sessions \(\d\)\. Reason: Telephone lost\.", told)


def test_sql_and_what_others_do_are_told_apart(admin_client: Client, kim: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE auth_user SET is_superuser = true WHERE id = %s", [kim.pk])
    told = history(admin_client, kim)
    assert f"<td>{connection.settings_dict['USER']}" in told
    assert "<dt>Superuser status</dt>" in told


def test_who_did_it_and_what_it_was_is_known_after_it_is_gone(
    admin_client: Client, kim: User
) -> None:
    boss = User.objects.create_superuser("boss")
    readers = Group.objects.create(name="Readers")
    save(client_of(boss), kim, groups=[readers.pk])
    boss.delete()
    readers.delete()
    told = history(admin_client, kim)
    assert "boss (account deleted)" in told
    assert "Group “Readers” removed" in told


@pytest.mark.parametrize("kind", ["user", "group"])
def test_the_history_of_what_was_deleted_is_found(
    admin_client: Client, kim: User, kind: str
) -> None:
    readers = Group.objects.create(name="Readers")
    save(admin_client, kim, groups=[readers.pk], reason="Asked.")
    record: Any = {"user": kim, "group": readers}[kind]
    page = reverse(f"admin:auth_{kind}_history", args=[record.pk])
    record.delete()
    listed = text_of(admin_client.get(reverse(f"admin:auth_{kind}_changelist")))
    deleted = reverse(f"admin:auth_{kind}_deleted")
    assert f'<a href="{deleted}">Deleted {kind}s</a>' in listed
    assert f'<a href="{page}">{record}</a>, deleted ' in text_of(admin_client.get(deleted))
    told = text_of(admin_client.get(page))
    assert f"History of {record} (deleted)" in told
    assert "added (Asked.)" in told
    assert "removed" in told
    assert admin_client.get(reverse(f"admin:auth_{kind}_history", args=[9**9])).status_code == 302


@pytest.mark.slow
def test_only_who_may_see_people_sees_it(kim: User) -> None:
    group = Group.objects.get(name="Staff")
    for name in ("Staff", "Editors", "Publishers"):
        client = client_of(member(f"a-{name}", name))
        for record in (kim, group):
            page = f"admin:auth_{record._meta.model_name}_history"
            assert client.get(reverse(page, args=[record.pk])).status_code == 403
            deleted = reverse(f"admin:auth_{record._meta.model_name}_deleted")
            assert client.get(deleted).status_code == 403
    helper = member("helper")
    helper.user_permissions.set(Permission.objects.filter(codename="view_group"))
    assert "“kim”" not in history(client_of(helper), group)
    helper.user_permissions.add(Permission.objects.get(codename="view_user"))
    assert "“kim”" in history(client_of(User.objects.get(pk=helper.pk)), group)


def test_a_long_history_takes_as_many_queries(admin_client: Client, kim: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            history(admin_client, kim)
        return len(captured)

    few = queries()
    for number in range(12):
        kim.groups.add(Group.objects.create(name=f"Group {number}"))
        User.objects.filter(pk=kim.pk).update(first_name=f"Kim {number}")
    assert queries() <= few + 1


def end(client: Client, *people: User, **more: str) -> Any:
    data = {"action": "end_sessions", "_selected_action": [each.pk for each in people]}
    return client.post(LIST, data | more, follow=True)


@pytest.mark.slow
def test_ending_sessions_says_whom_it_will_sign_out_and_does(
    admin_client: Client, kim: User
) -> None:
    lee, ann = with_password(member("lee", "Editors")), member("ann", "Staff")
    theirs = [signed_in("kim"), signed_in("kim"), signed_in("lee")]
    page = text_of(end(admin_client, kim, lee, ann))
    assert "<strong>kim</strong>: in 2 places, last used" in page
    assert "<strong>lee</strong>: in 1 place, last used" in page
    assert 'signed in nowhere now</h2> <ul class="steps"> <li><strong>ann</strong>' in page
    assert all(map(is_in, theirs))
    late = signed_in("kim")
    done = text_of(end(admin_client, kim, lee, ann, confirmed="yes", reason="Left."))
    assert "Signed out everywhere: ann, kim, lee." in done
    assert not any(map(is_in, [*theirs, late]))
    assert is_in(admin_client)
    told = [one.get_change_message() for one in LogEntry.objects.filter(object_id=str(kim.pk))]
    assert told == ["Ended all sessions (3). Reason: Left."]
    assert is_in(signed_in("kim"))


@pytest.mark.slow
def test_a_session_that_is_listed_as_nobodys_ends_too(admin_client: Client, kim: User) -> None:
    theirs = signed_in("kim")
    session = theirs.session
    session.cycle_key()
    session.save()
    theirs.cookies["sessionid"] = str(session.session_key)
    assert is_in(theirs)
    assert "in 1 place" in text_of(end(admin_client, kim))
    end(admin_client, kim, confirmed="yes")
    assert not is_in(theirs)


@pytest.mark.slow
def test_ones_own_sessions_are_left_out(admin_client: Client, admin_user: User) -> None:
    assert "Your own sessions stay" in text_of(end(admin_client, admin_user))
    assert "Nobody was chosen but you" in text_of(end(admin_client, admin_user, confirmed="yes"))
    assert is_in(admin_client)


@pytest.mark.slow
def test_sent_twice_it_is_done_once(admin_client: Client, kim: User) -> None:
    signed_in("kim")
    page = end(admin_client, kim).content.decode()
    (key,) = set(re.findall(r'name="_form" value="([^"]+)"', page))
    for _ in range(2):
        end(admin_client, kim, confirmed="yes", _form=key)
    assert LogEntry.objects.filter(object_id=str(kim.pk)).count() == 1


@pytest.mark.parametrize("group", ["Staff", "Editors", "Publishers", ""])
def test_others_end_no_sessions(kim: User, group: str) -> None:
    theirs = signed_in("kim")
    other = member("other", group)
    if not group:
        other.user_permissions.set(Permission.objects.filter(content_type__app_label="auth"))
    end(client_of(other), kim, confirmed="yes")
    assert is_in(theirs)
    assert not LogEntry.objects.exists()


@pytest.mark.slow
def test_the_list_shows_groups_and_factors_for_as_many_queries(
    admin_client: Client, kim: User
) -> None:
    def page(**asked: str) -> tuple[str, int]:
        with CaptureQueriesContext(connection) as captured:
            text = text_of(admin_client.get(LIST, asked))
        return text, len(captured)

    kim.groups.add(Group.objects.get(name="Editors"))
    with_app(kim)
    text, few = page()
    assert ">Editors, Staff</td>" in text
    for number in range(5):
        with_app(member(f"user{number}", "Staff", "Publishers"))
    assert page()[1] == few
    only = page(groups__id__exact=str(Group.objects.get(name="Editors").pk))[0]
    assert "1 user" in only
    assert "7 users" in page(second_factor="yes")[0]
    assert "0 users" in page(second_factor="no")[0]


def test_the_file_of_the_list_has_them_too(admin_client: Client, kim: User) -> None:
    answer: Any = admin_client.get(f"{LIST}csv/", {"q": "kim"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(text))
    told = dict(zip(head, row, strict=True))
    assert (told["Groups"], told["Second factor"]) == ("Staff", "no")
