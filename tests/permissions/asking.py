"""One request of one role, undone afterwards: what came back, and which tables it wrote to.

A POST sends the form that the administrator gets at the same address, filled: a change that was
let through by mistake would be one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.urls import Resolver404, resolve

from config.accounts.places import TABLE
from tests.accounts import let_in, member
from tests.permissions.kept import ROLES
from tests.permissions.routes import Address

WROTE = " *"
"""Behind a status: rows were written."""
COUNTED_ELSEWHERE = ("django_session", "usersessions_usersession", TABLE, "django_content_type")
"""Sessions and counts of tries: of whoever asks, and of nobody else; and names of tables."""
WRITES = f"""
    SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables
    WHERE n_tup_ins + n_tup_upd + n_tup_del > 0 AND relname NOT IN {COUNTED_ELSEWHERE}
"""
ANSWER = "Because."
SENT = {"admin/trials/proposal/<path:object_id>/decide/": {"act": "keep"}}
"""Where another page has the form."""
REFUSED = ("400", "401", "403", "404", "405", "410", "302 account_login", "302 login")


class People:
    """A client for each role, and the forms of the administrator's."""

    def __init__(self) -> None:
        self.clients = {who: Client(raise_request_exception=False) for who in ROLES}
        for who, user in _users().items():
            if who == "no factor":
                self.clients[who].force_login(user)
            else:
                let_in(self.clients[who], user)
        self.cookies = {who: client.cookies.output() for who, client in self.clients.items()}
        self.forms: dict[Address, dict[str, Any]] = {}

    def ask(self, who: str, method: str, address: Address) -> tuple[str, dict[str, int]]:
        """What the answer is called, and the tables that were written to."""
        given = self._form(address) if method == "POST" else {}
        with undone():
            before = writes()
            answer = self.client(who).generic(method, address.path, **_body(given))
            if answer.streaming:
                b"".join(answer)
            changed = {name: n for name, n in writes().items() if n != before.get(name, 0)}
        return called(answer, address.path) + (WROTE if changed else ""), changed

    def client(self, who: str) -> Client:
        """As just signed in, whatever was asked before."""
        client = self.clients[who]
        client.cookies = SimpleCookie()
        client.cookies.load(self.cookies[who].replace("Set-Cookie: ", ""))
        return client

    def _form(self, address: Address) -> dict[str, Any]:
        if address not in self.forms:
            with undone():
                page = self.client("administrator").get(address.path)
                is_page = (
                    page.get("Content-Type", "").startswith("text/html") and not page.streaming
                )
                html = page.content.decode() if is_page else ""
            self.forms[address] = filled(html, address.action) or SENT.get(address.url, {})
        return self.forms[address]


def _users() -> dict[str, User]:
    return {
        "no factor": User.objects.create_superuser("newcomer", password="secret"),
        "staff": member("stan", "Staff"),
        "editor": member("edith", "Editors"),
        "publisher": member("paula", "Publishers"),
        "administrator": User.objects.create_superuser("ada", password="secret"),
    }


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens in it, did not."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def writes() -> dict[str, int]:
    """How many rows of each table this transaction wrote, those undone included."""
    with connection.cursor() as cursor:
        cursor.execute(WRITES)
        return dict(cursor.fetchall())


def called(answer: Any, asked: str) -> str:
    """A status; of a redirect the name of the route that it leads to."""
    if not 300 <= answer.status_code < 400:
        return str(answer.status_code)
    path = answer["Location"].partition("?")[0]
    if path == asked.partition("?")[0]:
        return f"{answer.status_code} itself"
    try:
        return f"{answer.status_code} {resolve(path).url_name or 'elsewhere'}"
    except Resolver404:
        return f"{answer.status_code} elsewhere"


def filled(html: str, action: str) -> dict[str, Any]:
    """The fields of the page's own form, as a browser sends them, what is required filled in."""
    forms = own_forms(html)
    if not forms:
        return {}
    form = next((one for one in forms if one.get("id") == "changelist-form"), forms[0])
    if action:
        boxes = form.find_all("input", {"name": ACTION_CHECKBOX_NAME})
        chosen = [box["value"] for box in boxes]
        return {"action": action, ACTION_CHECKBOX_NAME: chosen, "post": "yes", "confirmed": "1"}
    return fields_of(form)


def own_forms(html: str) -> list[Tag]:
    """The forms of a page that send something, but for the one that logs out."""
    found = BeautifulSoup(html, "html.parser").find_all("form")
    return [form for form in found if isinstance(form, Tag) and _is_own(form)]


def fields_of(form: Tag) -> dict[str, Any]:
    """As a browser sends them when the first button is pressed, what is required filled in."""
    fields: dict[str, Any] = {}
    for one in form.find_all(["input", "textarea", "select"]):
        _put(fields, one)
    button = form.find(["button", "input"], attrs={"type": "submit", "name": True})
    if isinstance(button, Tag):
        fields[str(button["name"])] = button.get("value", "")
    return fields


def _is_own(form: Tag) -> bool:
    sends = str(form.get("method", "")).lower() == "post"
    return sends and "logout" not in str(form.get("action", "")) + str(form.get("id", ""))


def _put(fields: dict[str, Any], field: Tag) -> None:
    name, kind = field.get("name"), field.get("type")
    if not name or kind in ("submit", "file", "button"):
        return
    if field.name == "select":
        options = field.find_all("option")
        values = [one.get("value", "") for one in options if one.has_attr("selected")]
        fields[str(name)] = values or ([options[0].get("value", "")] if options else [])
    elif kind in ("checkbox", "radio"):
        if field.has_attr("checked"):
            fields.setdefault(str(name), []).append(field.get("value", "on"))
    else:
        value = field.text if field.name == "textarea" else field.get("value", "")
        fields[str(name)] = value or (ANSWER if field.has_attr("required") else "")


def _body(fields: dict[str, Any]) -> dict[str, Any]:
    from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

    if not fields:
        return {}
    return {"data": encode_multipart(BOUNDARY, fields), "content_type": MULTIPART_CONTENT}
