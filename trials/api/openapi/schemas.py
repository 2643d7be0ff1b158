"""The schemas of all other answers, by name."""

from typing import Any

from trials.api.asking.parameters import TOKEN_PATTERN, TYPES
from trials.api.openapi.studies import BEYOND, reference, study, words

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
FLAG: Schema = {"type": "boolean"}
TIME: Schema = {
    "type": "string",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}$",
}


def schemas() -> dict[str, Schema]:
    """Every schema that an answer is of."""
    return words() | {"Study": study(), "Beyond": BEYOND} | ANSWERS


def record(required: dict[str, Schema], **perhaps: Schema) -> Schema:
    """An object with these keys and no others."""
    return {
        "type": "object",
        "properties": required | perhaps,
        "required": list(required),
        "additionalProperties": False,
    }


def many(of: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": of}


def _values(**more: Schema) -> Schema:
    """Statistics of one field; those of its type are added."""
    same = {
        "type": {"type": "string", "enum": list(TYPES)},
        "piece": TEXT,
        "field": TEXT,
        "missingStudiesCount": COUNT,
    }
    return record(same | {name: more.pop(name) for name in NEEDED if name in more}, **more)


NEEDED = ("uniqueValuesCount", "topValues", "formats", "trueCount", "falseCount")
TOP = {"uniqueValuesCount": COUNT, "topValues": many(reference("ValueCount"))}
WHOLE: Schema = {"type": "integer"}
LONGEST = record({"length": COUNT, "nctId": TEXT, "value": TEXT})
ANSWERS: dict[str, Schema] = {
    "PagedStudies": record(
        {"studies": many(reference("Study"))},
        totalCount=COUNT,
        withdrawn=many(reference("Withdrawn")),
        nextPageToken={"type": "string", "pattern": TOKEN_PATTERN},
    ),
    "Withdrawn": {
        "type": "object",
        "description": "Ours, with `updatedSince`: a record that is listed no more.",
        "properties": {
            "nctId": TEXT,
            "protocolId": TEXT,
            "withdrawnAt": {"type": "string", "format": "date-time"},
        },
    },
    "FieldNode": record(
        {"name": TEXT, "piece": TEXT, "sourceType": TEXT, "type": TEXT},
        altPieceNames=many(TEXT),
        isEnum=FLAG,
        synonyms=FLAG,
        nested=FLAG,
        indexedOnly=FLAG,
        historicOnly=FLAG,
        children=many(reference("FieldNode")),
    ),
    "Words": record({"type": TEXT, "pieces": many(TEXT), "values": many(reference("Word"))}),
    "Word": record(
        {"value": TEXT, "legacyValue": TEXT},
        exceptions={"type": "object", "additionalProperties": TEXT},
    ),
    "SearchDocument": record({"name": TEXT, "areas": many(reference("SearchArea"))}),
    "SearchArea": record(
        {"name": TEXT, "parts": many(reference("SearchPart"))}, param=TEXT, uiLabel=TEXT
    ),
    "SearchPart": record(
        {
            "pieces": many(TEXT),
            "type": TEXT,
            "weight": {"type": "number", "minimum": 0, "maximum": 1},
            "isEnum": FLAG,
            "isSynonyms": FLAG,
        }
    ),
    "Sizes": record(
        {
            "averageSizeBytes": COUNT,
            "largestStudies": many(record({"id": TEXT, "sizeBytes": COUNT})),
            "percentiles": {"type": "object", "additionalProperties": COUNT},
            "ranges": many(record({"sizeRange": TEXT, "studiesCount": COUNT})),
            "totalStudies": COUNT,
        }
    ),
    "FieldValues": {
        "anyOf": [
            _values(**TOP),
            _values(**TOP, longest=LONGEST),
            _values(formats=many(TEXT), min=TEXT, max=TEXT),
            _values(min=WHOLE, max=WHOLE, avg={"type": "number"}),
            _values(trueCount=COUNT, falseCount=COUNT),
        ]
    },
    "ValueCount": record({"value": TEXT, "studiesCount": COUNT}),
    "Version": record({"apiVersion": TEXT, "dataTimestamp": TIME}),
    "Error": {"type": "string", "description": "What is wrong, and what may be meant."},
}
