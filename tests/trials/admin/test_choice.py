"""A select of a row is the one that Django's templates write."""

from typing import Any

import pytest
from django import forms
from django.test.html import parse_html

from trials.admin.fields import Choice

PLAIN = [("", "---------"), ("A", "One & <two>"), (3, 'Three "3"')]
GROUPED = [("", "---------"), ("Of both", [("A", "One"), ("B", "Two")])]
ATTRS = {"id": "id_row-0-arm", "aria-label": 'Arm of "A" & B', "required": True, "lang": False}


@pytest.mark.parametrize("value", [None, "", "A", 3, "3", "nothing"])
@pytest.mark.parametrize("choices", [PLAIN, GROUPED, []])
def test_it_is_what_django_writes(value: object, choices: Any) -> None:
    theirs, ours = (
        parse_html(kind(ATTRS, choices).render("row-0-arm", value))
        for kind in (forms.Select, Choice)
    )
    assert ours == theirs
