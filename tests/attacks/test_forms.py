"""No form is sent from another site, and no form sets what its page does not offer."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from news.models import NewsItem
from tests.accounts import let_in, member
from tests.permissions.asking import filled, undone, writes
from tests.permissions.routes import addresses
from tests.permissions.world import World
from trials.models import Finding, Trial, TrialIdentifier

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

STOLEN = {
    "state": "APPROVED",
    "release_at": "2020-01-01T00:00:00Z",
    "release_at_0": "2020-01-01",
    "release_at_1": "00:00:00",
    "withdrawn_at": "2020-01-01",
    "withdrawal_reason": "zzx",
    "decided_by": "1",
    "decided_at": "2020-01-01",
    "decision": "ACCEPTED",
    "status": "CONFIRMED",
    "confidence": "1",
    "revision": "1",
    "updated_at": "2020-01-01",
    "created_at": "2020-01-01",
    "missing_since": "2020-01-01",
    "merged_into": "1",
    "id": "999999",
    "pk": "999999",
    "is_superuser": "on",
    "is_staff": "on",
    "user_permissions": "1",
    "groups": "1",
    "user": "1",
    "made_by": "1",
    "nct_id_retired": "on",
}
HELD = ("state", "release_at", "withdrawn_at", "withdrawal_reason", "merged_into", "missing_since")


@pytest.fixture(scope="module")
def world(committed_once: DjangoDbBlocker) -> World:
    with committed_once.unblock():
        return World()


def strict(user: User) -> Client:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    let_in(client, user)
    return client


def test_no_form_is_taken_without_its_token(world: World) -> None:
    """Of every address that is posted to, for one who may do everything."""
    client, asked = strict(User.objects.create_superuser("ada", password="secret")), 0
    for address in addresses(world):
        with undone():
            before = writes()
            answer: Any = client.post(
                address.path, {"post": "yes", "confirmed": "1", "action": address.action}
            )
            assert answer.status_code in (403, 404, 405, 301, 302), address
            assert writes() == before, address
        asked += answer.status_code == 403
    assert asked > 200


def test_no_form_is_taken_with_the_token_of_another(world: World) -> None:
    client = strict(User.objects.create_superuser("ada", password="secret"))
    strange = Client().get("/accounts/login/").cookies["csrftoken"].value
    page = f"/admin/trials/trial/{world.trials['draft'].pk}/delete/"
    cases: tuple[tuple[dict[str, str], dict[str, str]], ...] = (
        ({"csrfmiddlewaretoken": strange}, {}),
        ({}, {"X-CSRFToken": strange}),
        ({"csrfmiddlewaretoken": ""}, {}),
        ({"csrfmiddlewaretoken": strange}, {"Origin": "http://zzx.example"}),
        ({"csrfmiddlewaretoken": strange}, {"Referer": "http://zzx.example/"}),
    )
    for given, headers in cases:
        answer: Any = client.post(page, {"post": "yes", **given}, headers=headers)
        assert answer.status_code == 403
    assert Trial.objects.filter(pk=world.trials["draft"].pk).exists()


def test_a_form_of_another_site_is_refused_with_the_right_token(world: World) -> None:
    client = strict(User.objects.create_superuser("ada", password="secret"))
    page = f"/admin/trials/trial/{world.trials['draft'].pk}/delete/"
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', client.get(page).content.decode())
    assert token
    for origin in ("http://zzx.example", "null", "https://testserver", "http://testserver.zzx"):
        given = {"post": "yes", "csrfmiddlewaretoken": token[1]}
        answer: Any = client.post(page, given, headers={"Origin": origin})
        assert answer.status_code == 403


@pytest.mark.parametrize("kind", ["trial", "newsitem", "finding"])
@pytest.mark.parametrize("state", ["draft", "public", "embargo"])
def test_more_fields_than_the_form_has_set_nothing(world: World, kind: str, state: str) -> None:
    """By an editor, who may not publish: the form as the page has it, and more."""
    model: Any = {"trial": Trial, "newsitem": NewsItem, "finding": Finding}[kind]
    app = "news" if kind == "newsitem" else "trials"
    records: dict[Any, Any] = {Trial: world.trials, NewsItem: world.items, **world.others}
    key = records[model][state].pk
    client = strict(member("edith", "Editors"))
    client.handler.enforce_csrf_checks = False
    page = f"/admin/{app}/{kind}/{key}/change/"
    form = filled(client.get(page).content.decode(), "")
    before = model.objects.filter(pk=key).values(*fields(model)).get()
    more = {name: value for name, value in STOLEN.items() if name not in form}

    answer: Any = client.post(page, {**form, **more})

    assert answer.status_code in (200, 302)
    assert model.objects.filter(pk=key).values(*fields(model)).get() == before
    assert not model.objects.filter(pk=999_999).exists()


def fields(model: Any) -> list[str]:
    """Those that no form types."""
    names = {field.name for field in model._meta.concrete_fields}
    return [name for name in HELD if name in names and name != "release_at"]


def test_no_one_makes_himself_more_than_he_is(world: World) -> None:
    user = member("stan", "Staff")
    client = strict(user)
    client.handler.enforce_csrf_checks = False
    for path in (
        *("/accounts/password/change/", "/accounts/sessions/", "/accounts/2fa/totp/activate/"),
        *("/accounts/reauthenticate/", "/admin/", "/admin/news/newsitem/add/", "/admin/news/desk/"),
        *(f"/admin/auth/user/{user.pk}/change/", "/admin/auth/user/add/", "/admin/auth/group/add/"),
    ):
        client.post(path, {**STOLEN, "username": "zzx", "oldpassword": "secret"})
    user.refresh_from_db()
    assert not user.is_superuser
    assert [group.name for group in user.groups.all()] == ["Staff"]
    assert not user.user_permissions.exists()
    assert not User.objects.filter(username="zzx").exists()


def test_no_part_is_taken_from_another_trial(world: World) -> None:
    """An inline's row with the key of another trial's row."""
    number = TrialIdentifier.objects.create(trial=world.trials["public"], kind="CTRP", value="N-1")
    client = strict(member("edith", "Editors"))
    client.handler.enforce_csrf_checks = False
    page = f"/admin/trials/trial/{world.trials['draft'].pk}/change/"
    form = filled(client.get(page).content.decode(), "")
    start = next(name[:-12] for name in form if name.endswith("-TOTAL_FORMS") and "ident" in name)
    more = {
        f"{start}-TOTAL_FORMS": "1",
        f"{start}-INITIAL_FORMS": "1",
        f"{start}-0-id": str(number.pk),
        f"{start}-0-trial": str(world.trials["draft"].pk),
        f"{start}-0-kind": "CTRP",
        f"{start}-0-value": "STOLEN",
    }
    client.post(page, {**form, **more})
    number.refresh_from_db()
    assert (number.trial_id, number.value) == (world.trials["public"].pk, "N-1")


def test_who_is_signed_in_cannot_try_passwords_at_the_admins_own_form(world: World) -> None:
    """Only the sign-in page counts how often somebody tries."""
    User.objects.create_superuser("ada", password="secret")
    client = Client()
    let_in(client, member("stan", "Staff"))
    answer: Any = client.post("/admin/login/", {"username": "ada", "password": "secret"})

    assert answer.status_code == 405
    assert User.objects.get(pk=client.session["_auth_user_id"]).username == "stan"


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_inside_only_a_browsers_methods(world: World, method: str) -> None:
    """A PUT is a POST to some pages, and a GET to others."""
    client = Client()
    let_in(client, User.objects.create_superuser("ada", password="secret"))
    for path in ("/accounts/2fa/totp/deactivate/", "/admin/trials/trial/", "/admin/"):
        answer: Any = getattr(client, method)(path)
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")


def test_a_zero_byte_breaks_no_filter_inside(world: World) -> None:
    client = Client(raise_request_exception=False)
    let_in(client, User.objects.create_superuser("ada", password="secret"))
    for path in ("/admin/trials/approval/?agency=a%00", "/admin/trials/approval/?p=%00"):
        assert client.get(path).status_code in (200, 302)
