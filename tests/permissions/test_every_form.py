"""Each form that a signed-in person can send has a key, and says which version it was made from.

Pages are asked as the administrator, at every address of the resolver, and every form on them is
looked at; each that does something is then sent twice.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from bs4 import Tag
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests.permissions.asking import People, fields_of, filled, own_forms, undone, writes
from tests.permissions.routes import Address, addresses
from tests.permissions.world import World

pytestmark = pytest.mark.django_db
ADMIN = "/admin/"
NO_KEY = (
    "{}: a form without a key. Write {{% include 'admin/form_key.html' %}} in its template where"
    " {{% csrf_token %}} stands, and let its view do the work within trials.admin.sent.once: else"
    " the same form sent twice does it twice, and a session that ends loses what was typed."
)
NO_VERSION = (
    "{}: a form of a record that does not say what it showed of it ({}). Derive the screen from"
    " trials.admin.base.Record, or write the inputs of trials.admin.row_versions.versions into the"
    " form and call refuse_moved with the records; if it changes nothing that stands, name it in"
    " CHANGES_NOTHING with why."
)
TWICE = "{}: sent twice it wrote twice: {}. Let its view do the work in trials.admin.sent.once."
VERSIONS = ("_base", "_version:", "seen", "revision")
"""How the names of inputs begin that say it."""
CHANGES_NOTHING = {
    "admin/news/newsitem/<path:object_id>/preview-links/": "makes a link, or takes one back",
    "admin/news/newsitem/<path:object_id>/facts/": "its button looks for facts again",
    "admin/trials/trial/<path:object_id>/results/": "adds findings, each compared with its source",
    "admin/trials/trial/<path:object_id>/registry/": "adds rows, each compared with those here",
    "admin/auth/user/ (action end_sessions)": "ends those that began meanwhile, too",
    "admin/news/desk/<int:pk>/": "adds a link to an item",
    "admin/news/desk/trial/<int:pk>/": "adds a link to a trial",
}
WORDS = {"reason": "Because.", "why_not": "Because.", "slug": "because"}
# What to type at addresses at which something must have been done: else nothing is proved of them.
ANSWERS: dict[str, dict[str, Any]] = {
    "admin/auth/user/add/": {
        "username": "newcomer-two",
        "password1": "quite a long one",
        "password2": "quite a long one",
        "usable_password": "true",
    },
    "admin/auth/group/add/": {"name": "Readers"},
    "admin/auth/user/<id>/password/": {
        "password1": "quite a long one",
        "password2": "quite a long one",
        "usable_password": "true",
    },
    "admin/news/newsitem/take-in/": {"text": "A release\n\nSays something of a trial."},
    "admin/news/newsitem/<path:object_id>/preview-links/": {"made_for": "A chair", "days": "3"},
    "admin/news/newsletterissue/add/": {"title": "E-News", "slug": "e-news", "dated": "2025-03"},
    "admin/trials/organisation/add/": {"name": "A new group"},
    "admin/trials/condition/add/": {"name": "A disease", "slug": "a-disease"},
    "admin/trials/trial/add/": {"protocol_id": "A021699", "brief_title": "A trial"},
}
SENDS = {"button": "submit", "input": "text"}
"""What a button is that does not say it."""


BUTTONS = ["button", "input"]


class Form(NamedTuple):
    """One form of one page."""

    address: Address
    tag: Tag

    @property
    def name(self) -> str:
        """For a sentence."""
        return f"{self.address.url} ({self.address.of})"

    @property
    def names(self) -> list[str]:
        """Of its inputs."""
        return [str(one["name"]) for one in self.tag.find_all(BUTTONS) if one.get("name")]

    @property
    def buttons(self) -> list[Tag]:
        """That send it."""
        found = [one for one in self.tag.find_all(BUTTONS) if isinstance(one, Tag)]
        return [one for one in found if one.get("type", SENDS[one.name]) == "submit"]

    def presses(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Where each button sends it, and what."""
        given = fields_of(self.tag)
        given |= {name: text for name, text in WORDS.items() if name in given}
        given |= {name: values for name, values in self._repeated() if name in given}
        given |= ANSWERS.get(self.address.url, {})
        for one in self.buttons:
            path = one.get("formaction") or self.tag.get("action") or self.address.path
            named = {str(one["name"]): str(one.get("value", ""))} if one.get("name") else {}
            yield str(path), given | named

    def _repeated(self) -> Iterator[tuple[str, list[str]]]:
        """What several hidden inputs of one name say, such as the keys of what was chosen."""
        hidden = [one for one in self.tag.find_all("input", type="hidden") if one.get("name")]
        for name in {str(one["name"]) for one in hidden}:
            values = [str(one.get("value", "")) for one in hidden if one["name"] == name]
            if len(values) > 1:
                yield name, values


@pytest.fixture(scope="module")
def world(committed_once: DjangoDbBlocker) -> World:
    with committed_once.unblock():
        return World()


@pytest.fixture
def people(world: World) -> People:
    return People()


def forms_of(people: People, world: World) -> Iterator[Form]:
    """Every form of the admin's pages in every state, of those that ask first, too."""
    for address in addresses(world):
        if not address.path.startswith(ADMIN):
            continue
        with undone():
            html = page(people.client("administrator"), address)
        for tag in own_forms(html):
            form = Form(address, tag)
            if form.buttons and all(path.startswith(ADMIN) for path, _ in form.presses()):
                yield form


def page(client: Client, address: Address) -> str:
    answer: Any = client.get(address.path)
    if address.action:
        asked = filled(answer.content.decode(), address.action)
        chosen = {name: asked[name] for name in ("action", ACTION_CHECKBOX_NAME) if name in asked}
        answer = client.post(address.path, chosen)
    is_page = answer.get("Content-Type", "").startswith("text/html") and not answer.streaming
    return answer.content.decode() if is_page else ""


def faults_of(form: Form) -> Iterator[str]:
    """Sentences on what it does not carry."""
    if "_form" not in form.names:
        yield NO_KEY.format(form.name)
    is_list = form.tag.get("id") == "changelist-form"
    is_of_record = "<" in form.address.url or form.address.action
    says = is_list or any(name.startswith(VERSIONS) for name in form.names)
    is_spared = bool({form.address.url, form.name} & set(CHANGES_NOTHING))
    if is_of_record and not says and not is_spared:
        yield NO_VERSION.format(form.name, ", ".join(form.names))


def sent_twice(people: People, form: Form, path: str, data: Any) -> tuple[bool, str]:
    """Whether it did something, and a sentence where it did so twice."""
    with undone():
        client, before = people.client("administrator"), writes()
        first = client.post(path, data)
        between = writes()
        did = {name for name, n in between.items() if n != before.get(name, 0)}
        if first.status_code != 302 or did <= {"trials_sentform"}:
            return False, ""
        second = client.post(path, data)
        more = {name: n for name, n in writes().items() if n != between.get(name, 0)}
    if not more and second.headers.get("Location") == first.headers["Location"]:
        return True, ""
    return True, TWICE.format(form.name, more or f"{second.status_code}, no way on")


def looked_at(people: People, world: World) -> tuple[set[str], list[str]]:
    """Addresses at which something was done, and the faults."""
    wrote, faults = set[str](), list[str]()
    for form in forms_of(people, world):
        faults += faults_of(form)
        for path, data in form.presses():
            has_written, fault = sent_twice(people, form, path, data)
            wrote |= {form.address.url} if has_written else set()
            faults += [fault] if fault else []
    return wrote, faults


@pytest.mark.slow
def test_each_has_its_key_and_version_and_is_done_once(people: People, world: World) -> None:
    wrote, faults = looked_at(people, world)
    assert not faults, "\n".join(dict.fromkeys(faults))
    assert wrote >= set(ANSWERS), f"nothing was done at {set(ANSWERS) - wrote}"
