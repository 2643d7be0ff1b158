"""What a request gives for the parameters of an address, each in the form the table says.

For addresses with a few simple parameters: flags, words, names.
"""

import re
from typing import Any

from django.http import HttpRequest

from trials.api.errors import incorrect_format, invalid_value, is_strict, unknown_parameter
from trials.api.parameters import Parameter, Place, taken_at

FLAGS = {"true": True, "false": False}
SEPARATOR = re.compile("[,|]")


def given(request: HttpRequest, place: Place) -> dict[str, Any]:
    """Values by name; a parameter without any has its default, and a list without one is empty."""
    taken = taken_at(place, strict=is_strict(request))
    for name in request.GET:
        if name not in taken:
            raise unknown_parameter(name, taken)
    return {name: _value(parameter, request.GET.get(name)) for name, parameter in taken.items()}


def _value(parameter: Parameter, text: str | None) -> Any:
    if parameter.is_list:
        return _items(parameter, text or "")
    if text is None:
        return parameter.schema.get("default")
    if text.strip().lower() not in FLAGS:
        raise invalid_value(parameter.name, text, FLAGS)
    return FLAGS[text.strip().lower()]


def _items(parameter: Parameter, text: str) -> list[str]:
    items = [item.strip() for item in SEPARATOR.split(text) if item.strip()]
    words = parameter.words
    pattern = parameter.schema["items"].get("pattern", "")
    for number, item in enumerate(items, start=1):
        if words and item not in words:
            raise invalid_value(parameter.name, item, words)
        if not re.search(pattern, item):
            raise incorrect_format(parameter.name, item=number)
    return items
