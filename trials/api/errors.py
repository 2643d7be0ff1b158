"""What the API says where it has no answer: plain text, the registry's words, then a line of ours.

Clients look for the first line, so that it is the registry's to the letter. The line after it
suggests what may be meant; under `strict=true` it is left out.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from rapidfuzz import process
from rapidfuzz.fuzz import WRatio

from trials.api.essie import QueryError, errors

PLAIN = "text/plain; charset=utf-8"
ALIKE = 65
"""Less alike than this, of 100, is no suggestion."""
LONGEST_SHOWN = 100
"""Characters of what somebody sent that an answer repeats."""

View = Callable[..., HttpResponseBase]


class ApiError(Exception):
    """An answer that is no data: a status, the registry's words, and perhaps a line of ours."""

    status = 400
    headers: Mapping[str, str] = {}

    def __init__(self, message: str, suggestion: str = "") -> None:
        super().__init__(message)
        self.message, self.suggestion = message, suggestion

    def text(self, *, strict: bool = False) -> str:
        """The body of the answer."""
        return (
            self.message if strict or not self.suggestion else f"{self.message}\n{self.suggestion}"
        )


class BadRequest(ApiError):
    """What was asked makes no sense; asking again does not help."""


class NotFound(ApiError):
    """There is no such thing, or it is not public."""

    status = 404


class Busy(ApiError):
    """It may be answered later, or for less."""

    status = 503
    headers = {"Retry-After": "5"}


def plainly(view: View) -> View:
    """Let a view raise ApiError, or QueryError: the answer is its text."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except QueryError as error:
            return refusal(unreadable(error), strict=is_strict(request))
        except ApiError as error:
            return refusal(error, strict=is_strict(request))

    return answered


def refusal(error: ApiError, *, strict: bool = False) -> HttpResponse:
    """The error as an answer."""
    text = error.text(strict=strict)
    return HttpResponse(text, status=error.status, content_type=PLAIN, headers=error.headers)


def is_strict(request: HttpRequest) -> bool:
    """Whether the client wants the registry's dialect and nothing else."""
    return request.GET.get("strict", "").strip().lower() == "true"


def unknown_parameter(name: str, names: Iterable[str]) -> BadRequest:
    """A parameter that this address does not take."""
    return BadRequest(f"`{shown(name)}` is unknown parameter", did_you_mean(name, names))


def invalid_value(parameter: str, value: str, values: Iterable[str] = ()) -> BadRequest:
    """A word that is none of those allowed; the registry names the parameter without its group."""
    name = parameter.rpartition(".")[2]
    message = f"Invalid value in parameter `{name}`: `{shown(value)}`"
    return BadRequest(message, did_you_mean(value, values) or one_of(values))


def incorrect_format(parameter: str, says: str = "", item: int = 0) -> BadRequest:
    """A value that is not of the form asked for; `item` counts from 1 in a list."""
    of = f"Item {item} in parameter" if item else "Parameter"
    return BadRequest(f"{of} `{parameter}` has incorrect format", says)


def given_twice(parameter: str, says: str) -> BadRequest:
    """Values that contradict each other."""
    return BadRequest(f"Parameter `{parameter}` is given more than once", says)


def invalid_field(name: str, meant: Iterable[str] = ()) -> BadRequest:
    """A name in `fields` that is none; `meant` are names like it."""
    message = f"Parameter `fields` contains invalid field name: '{shown(name)}'"
    return BadRequest(message, perhaps(meant))


def unreadable(error: QueryError) -> BadRequest:
    """A query that cannot be read, or costs too much, by its error."""
    place = f"Column {error.column}." if error.column else ""
    return BadRequest(error.message, f"{error.suggestion} {place}".strip())


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """The name that is likest, as a sentence; "" where none is like it."""
    return perhaps(likest(name, names))


def likest(name: str, names: Iterable[str]) -> list[str]:
    """The one of these names that is most like another, if any is."""
    asked, known = name[:LONGEST_SHOWN], list(names)
    found = process.extractOne(asked, known, scorer=WRatio, processor=str.lower, score_cutoff=ALIKE)
    return [found[0]] if found else []


def perhaps(names: Iterable[str]) -> str:
    """A question that names what may be meant; "" for nothing."""
    told = [f"`{name}`" for name in names]
    return f"Did you mean {' or '.join(told)}?" if told else ""


def one_of(values: Iterable[str]) -> str:
    """Which words are allowed, as a sentence; "" for none."""
    told = ", ".join(f"`{value}`" for value in values)
    return f"Allowed values are {told}." if told else ""


def shown(value: str) -> str:
    """What somebody sent, short and without what cannot be printed."""
    return errors.shown(value, LONGEST_SHOWN)
