"""Which templates a response was made of: each once, with the variables it was first given.

Django's test client copies all variables for every row of every form that a template is
included for, thousands of times for one page of the admin.
"""

from copy import copy
from typing import Any

from django.template import Context, Template
from django.test import client
from django.test.utils import ContextList


def note_each_template_once() -> None:
    """Have the test client keep the first rendering of each template of a response."""
    client.store_rendered_templates = _note  # type: ignore[attr-defined]


def _note(
    store: dict[str, Any],
    signal: object,
    sender: object,
    template: Template,
    context: Context,
    **_: Any,
) -> None:
    noted: dict[int, Template] = store.setdefault("noted", {})
    if id(template) not in noted:
        noted[id(template)] = template
        store.setdefault("templates", []).append(template)
        store.setdefault("context", ContextList()).append(copy(context))
