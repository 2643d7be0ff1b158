"""What somebody sent, read by the table of parameters: typed values, or a BadRequest that says why.

A parameter without a value counts as absent. Lists are joined by comma or pipe, or given by
repeating the parameter; anything else is given once.
"""

import dataclasses
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, QueryDict

from trials.api.asking.guesses import GUESSES, translated
from trials.api.asking.parameters import Parameter, Place, taken_at
from trials.api.errors import (
    BadRequest,
    given_twice,
    incorrect_format,
    invalid_value,
    is_strict,
    unknown_parameter,
)

LARGEST_INT32 = 2**31 - 1
FLAGS = {"true": True, "false": False}


@dataclasses.dataclass(frozen=True)
class Given:
    """The parameters that were given, typed: text, words of a list, a flag, a number."""

    values: Mapping[str, Any]
    strict: bool = False

    def text(self, name: str) -> str:
        """A text, "" if absent."""
        return str(self.values.get(name, ""))

    def words(self, name: str) -> list[str]:
        """The items of a list, none if absent."""
        return list(self.values.get(name, ()))

    def flag(self, name: str) -> bool:
        """Whether it is true; absent is not."""
        return bool(self.values.get(name, False))

    def number(self, name: str) -> int:
        """A number, 0 if absent."""
        return int(self.values.get(name, 0))


def read(request: HttpRequest, place: Place) -> Given:
    """The parameters of a request to this address."""
    strict = is_strict(request)
    known = taken_at(place, strict=strict)
    sent = _sent(request.GET)
    if not strict and place is Place.STUDIES:
        sent = translated(sent)
    for name in sent:
        if name not in known:
            raise unknown_parameter(name, _offered(known, place))
    return Given({name: _read(known[name], texts) for name, texts in sent.items()}, strict)


def _offered(known: Iterable[str], place: Place) -> list[str]:
    """Names to suggest: those of this address, and those that people guess and that are taken."""
    return [*known, *GUESSES] if place is Place.STUDIES else list(known)


def _sent(query: QueryDict) -> dict[str, list[str]]:
    """Each name with its texts, those without any left out; but a name alone can be unknown too."""
    found = {name: [text for text in texts if text.strip()] for name, texts in query.lists()}
    for name, texts in found.items():
        if any("\0" in text for text in (name, *texts)):
            raise incorrect_format(name.replace("\0", "�"))
    return {name: texts for name, texts in found.items() if name and texts}


def _read(parameter: Parameter, texts: list[str]) -> Any:
    if parameter.is_list:
        return _items(parameter, [item for text in texts for item in _split(text)])
    if len(set(texts)) > 1:
        raise given_twice(parameter.name, "Give one value of it.")
    return _READ[parameter.schema["type"]](parameter, texts[0])


def _split(text: str) -> list[str]:
    """The items of a list; those without a word left out."""
    return [item for part in re.split(r"[,|]", text) if (item := part.strip())]


def _items(parameter: Parameter, items: list[str]) -> list[str]:
    most = parameter.schema.get("maxItems", len(items))
    if len(items) > most:
        raise BadRequest(f"Parameter `{parameter.name}` must contain no more than {most} items")
    for number, item in enumerate(items, 1):
        _check(parameter, parameter.schema["items"], item, number)
    return items


def _text(parameter: Parameter, text: str) -> str:
    # A query keeps the spaces around it, so that columns of its errors are right.
    value = text.strip() if {"enum", "pattern", "anyOf"} & parameter.schema.keys() else text
    _check(parameter, parameter.schema, value)
    return value


def _check(parameter: Parameter, schema: Mapping[str, Any], value: str, item: int = 0) -> None:
    if "enum" in schema and value not in schema["enum"]:
        raise invalid_value(parameter.name, value, schema["enum"])
    if "pattern" in schema and not re.search(schema["pattern"], value):
        example = parameter.example[0] if parameter.is_list else parameter.example
        raise incorrect_format(parameter.name, f"Write it as `{example}`." * bool(example), item)


def _flag(parameter: Parameter, text: str) -> bool:
    if text.strip().lower() not in FLAGS:
        raise invalid_value(parameter.name, text, FLAGS)
    return FLAGS[text.strip().lower()]


def _number(parameter: Parameter, text: str) -> int:
    if not re.fullmatch(r"\s*[+-]?[0-9]{1,12}\s*", text, re.ASCII):
        raise incorrect_format(parameter.name, "Write a whole number.")
    number, least = int(text), parameter.schema["minimum"]
    if not least <= number <= LARGEST_INT32:
        raise BadRequest(
            f"Invalid value in parameter `{parameter.name}`: `{number}`", f"It is {least} at least."
        )
    return number


_READ = {"string": _text, "boolean": _flag, "integer": _number}
