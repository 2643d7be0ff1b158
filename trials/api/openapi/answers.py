"""Which answers may come: of each address its own, and those that any address may give."""

import dataclasses
from typing import Any

from trials.api.asking.parameters import Place
from trials.api.openapi.schemas import many
from trials.api.openapi.studies import reference

Told = dict[str, Any]
JSON, CSV = "application/json", "text/csv"
RIS = "application/x-research-info-systems"
TABLE: Told = {"type": "string", "description": "A table; its first line has the names."}
CITATION: Told = {"type": "string", "description": "A citation, for reference managers."}


@dataclasses.dataclass(frozen=True)
class Address:
    """An address of the API, in words, with what it gives by media type."""

    summary: str
    tag: str
    gives: dict[str, Told]
    may_lack: bool = False
    may_move: bool = False
    headers: tuple[str, ...] = ()


ADDRESSES = {
    Place.STUDIES: Address(
        "Studies, page by page",
        "Studies",
        {JSON: reference("PagedStudies"), CSV: TABLE},
        headers=("X-Total-Count", "X-Next-Page-Token"),
    ),
    Place.STUDY: Address(
        "One study",
        "Studies",
        {JSON: reference("Study"), CSV: TABLE, RIS: CITATION},
        may_lack=True,
        may_move=True,
    ),
    Place.METADATA: Address(
        "The fields of a study, as a tree", "Studies", {JSON: many(reference("FieldNode"))}
    ),
    Place.SEARCH_AREAS: Address(
        "Which fields queries look into", "Studies", {JSON: many(reference("SearchDocument"))}
    ),
    Place.ENUMS: Address("Lists of words", "Studies", {JSON: many(reference("Words"))}),
    Place.SIZE: Address("How large studies are", "Stats", {JSON: reference("Sizes")}),
    Place.FIELD_VALUES: Address(
        "Which values fields have", "Stats", {JSON: many(reference("FieldValues"))}, may_lack=True
    ),
    Place.VERSION: Address(
        "Versions of the API and of the data", "Version", {JSON: reference("Version")}
    ),
    Place.OPENAPI: Address("This description, in OpenAPI", "Version", {JSON: {"type": "object"}}),
}
LIMITS = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
HEADERS: dict[str, Told] = {
    "ETag": {
        "description": "Send it back as `If-None-Match`: 304 says that nothing changed.",
        "schema": {"type": "string"},
    },
    "Cache-Control": {"description": "Keep, but ask each time.", "schema": {"type": "string"}},
    "RateLimit-Limit": {
        "description": "Requests a minute for one address.",
        "schema": {"type": "integer"},
    },
    "RateLimit-Remaining": {
        "description": "How many are left of this minute.",
        "schema": {"type": "integer"},
    },
    "RateLimit-Reset": {
        "description": "In how many seconds the next minute begins.",
        "schema": {"type": "integer"},
    },
    "Retry-After": {
        "description": "In how many seconds to ask again.",
        "schema": {"type": "integer"},
    },
    "Location": {"description": "The one address of the study.", "schema": {"type": "string"}},
    "Allow": {"description": "The methods there are.", "schema": {"type": "string"}},
    "X-Total-Count": {
        "description": "Of a table, with `countTotal`: how many studies all pages have.",
        "schema": {"type": "integer"},
    },
    "X-Next-Page-Token": {
        "description": "Of a table: the `pageToken` of the next page, if there is one.",
        "schema": {"type": "string"},
    },
}


def _refusal(description: str, *headers: str) -> Told:
    content = {"text/plain": {"schema": reference("Error")}}
    return {"description": description, "headers": named((*headers, *LIMITS)), "content": content}


def named(headers: tuple[str, ...]) -> Told:
    """Headers by their names."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in headers}


OFTEN: dict[str, tuple[str, Told]] = {
    "304": (
        "NotModified",
        {"description": "What you hold is still so.", "headers": named(("ETag", *LIMITS))},
    ),
    "400": ("BadRequest", _refusal("The request makes no sense; the text says why.")),
    "405": ("OnlyGet", _refusal("Only GET, HEAD and OPTIONS are answered.", "Allow")),
    "412": ("Changed", _refusal("`If-Match` names what stands here no more.")),
    "429": ("TooMany", _refusal("Too many requests within a minute.", "Retry-After")),
    "503": ("Busy", _refusal("It takes too long now.", "Retry-After")),
}
"""Answers that any address may give: status, name, answer."""
LACKING = ("404", ("NotFound", _refusal("There is no such thing, or it is not listed.")))
MOVED = (
    "301",
    (
        "Moved",
        {"description": "The same under its one ID.", "headers": named(("Location", *LIMITS))},
    ),
)
