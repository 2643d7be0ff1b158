"""The document, put together: addresses with parameters and answers, and all they refer to."""

from functools import cache
from typing import Any

from trials.api.asking.guesses import GUESSES
from trials.api.asking.parameters import NCT_PATTERN, Parameter, Place, taken_at
from trials.api.openapi.answers import (
    ADDRESSES,
    HEADERS,
    LACKING,
    LIMITS,
    MOVED,
    OFTEN,
    Address,
    named,
)
from trials.api.openapi.schemas import schemas
from trials.identifiers import PROTOCOL_PATTERN

Told = dict[str, Any]
ABOUT = (
    "The trials of this registry in the dialect of ClinicalTrials.gov's API v2: a program that"
    " speaks it needs another base address, and nothing else. What is ours and not the registry's"
    " is marked `x-trialfolio`. Errors are plain text. Beside its parameters `/studies` takes names"
    " that people guess, unless `strict=true`: {guesses}."
)
NOTHING = {"type": "string", "pattern": r"^\s*$"}
ID = "nctId"
IDS = (NCT_PATTERN, PROTOCOL_PATTERN.replace(r"\A", "^").replace(r"\Z", "$"))


def document(server: str, version: str) -> Told:
    """The whole of it; the server is the address that the paths come after."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Trialfolio", "description": _about(), "version": version},
        "servers": [{"url": server}],
        "externalDocs": {
            "url": f"{server.removesuffix('v2')}",
            "description": "The same for people, with examples.",
        },
        "tags": [{"name": name} for name in ("Studies", "Stats", "Version")],
        "paths": {place.value: {"get": _operation(place)} for place in Place},
        "components": _components(),
    }


def _about() -> str:
    guesses = ", ".join(f"`{name}` for {guess.says}" for name, guess in GUESSES.items())
    return ABOUT.format(guesses=guesses)


@cache
def _operation(place: Place) -> Told:
    address = ADDRESSES[place]
    parameters = [parameter(taken) for taken in taken_at(place).values()]
    return {
        "operationId": place.name.lower(),
        "summary": address.summary,
        "tags": [address.tag],
        "parameters": [*_in_path(place), *parameters],
        "responses": _responses(address),
    }


def parameter(taken: Parameter) -> Told:
    """A parameter as the table has it."""
    told: Told = {
        "name": taken.name,
        "in": "query",
        "description": taken.says,
        "allowEmptyValue": True,  # which counts as absent
        "schema": _schema(taken),
    }
    if taken.is_list:
        told |= {"style": "pipeDelimited", "explode": False}
    if taken.example is not None:
        told["example"] = taken.example
    return told | ({"x-trialfolio": True} if taken.ours else {})


def _schema(taken: Parameter) -> Told:
    """As the table has it; between two commas there may be nothing, which counts as that."""
    items = taken.schema.get("items", {})
    if not {"enum", "pattern"} & items.keys():
        return taken.schema
    return taken.schema | {"items": {"anyOf": [items, NOTHING]}}


def _in_path(place: Place) -> list[Told]:
    if place is not Place.STUDY:
        return []
    says = "The NCT ID, or the group's own number; other IDs of the trial lead there too."
    schema = {"type": "string", "anyOf": [{"pattern": pattern} for pattern in IDS]}
    given = {"name": ID, "in": "path", "required": True, "description": says}
    return [given | {"schema": schema, "example": "NCT03375320"}]


def _responses(address: Address) -> Told:
    headers = named(("ETag", "Cache-Control", *address.headers, *LIMITS))
    content = {kind: {"schema": schema} for kind, schema in address.gives.items()}
    well = {"description": address.summary, "headers": headers, "content": content}
    others = OFTEN | dict([LACKING] * address.may_lack) | dict([MOVED] * address.may_move)
    refused = {
        status: {"$ref": f"#/components/responses/{name}"}
        for status, (name, _) in sorted(others.items())
    }
    return {"200": well} | refused


@cache
def _components() -> Told:
    named_answers = (*OFTEN.values(), LACKING[1], MOVED[1])
    return {"schemas": schemas(), "headers": HEADERS, "responses": dict(named_answers)}
