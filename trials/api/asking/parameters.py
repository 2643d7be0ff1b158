"""Every parameter of the API, once: requests are read by this table, openapi.json is made from it.

The registry's own have its names and forms (API v2); those that are ours say so.
"""

import dataclasses
from enum import StrEnum
from typing import Any

from trials.api.pieces import AREAS
from trials.vocabulary import Status

Schema = dict[str, Any]
DEFAULT_SIZE, LARGEST_SIZE = 10, 1000
NCT_PATTERN = r"^[Nn][Cc][Tt]0*[1-9][0-9]{0,7}$"
_AMOUNT = r"[0-9]+(\.[0-9]+)?"
_DEGREES = rf"-?{_AMOUNT}"
GEO_PATTERN = rf"^distance\({_DEGREES},{_DEGREES},{_AMOUNT}(km|mi)?\)$"
DECAY_PATTERN = (
    rf"^func:(gauss|exp|linear),scale:{_AMOUNT}(km|mi),offset:{_AMOUNT}(km|mi),decay:{_AMOUNT}$"
)
FIELD_PATTERN = r"^([a-zA-Z][a-zA-Z0-9\-. ]*|@query)$"
SORT_PATTERN = r"^([a-zA-Z][a-zA-Z0-9\-. ]*|@relevance)(:(asc|desc))?$"
SYNONYM_PATTERN = r"^[a-zA-Z]+:[0-9]+$"
TOKEN_PATTERN = r"^[A-Za-z0-9_-]{1,60}$"  # noqa: S105 (the form of one)
TYPES = ("ENUM", "STRING", "DATE", "INTEGER", "NUMBER", "BOOLEAN")


class Place(StrEnum):
    """Where parameters are taken: addresses under /api/v2."""

    STUDIES = "/studies"
    STUDY = "/studies/{nctId}"
    METADATA = "/studies/metadata"
    SEARCH_AREAS = "/studies/search-areas"
    ENUMS = "/studies/enums"
    SIZE = "/stats/size"
    FIELD_VALUES = "/stats/field/values"
    VERSION = "/version"
    OPENAPI = "/openapi.json"


@dataclasses.dataclass(frozen=True)
class Parameter:
    """One parameter; `schema` is OpenAPI's, of an array the items are joined by comma or pipe."""

    name: str
    schema: Schema
    says: str
    example: Any = None
    places: tuple[Place, ...] = (Place.STUDIES,)
    ours: bool = False

    @property
    def is_list(self) -> bool:
        """Whether it takes several values."""
        return bool(self.schema["type"] == "array")

    @property
    def words(self) -> list[str]:
        """The values allowed, if they are a list of words."""
        words: list[str] = self.schema.get("items", self.schema).get("enum", [])
        return words


TEXT: Schema = {"type": "string"}


def _words(*words: str) -> Schema:
    return {"type": "string", "enum": list(words), "default": words[0]}


def _list(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items, **more}


def _flag() -> Schema:
    return {"type": "boolean", "default": False}


FORMATS = Parameter("format", _words("json", "csv"), "JSON, or a table.", "csv")
STUDY_FORMATS = Parameter(
    "format",
    _words("json", "csv", "ris"),
    "JSON, a table of one row, or a citation for reference managers.",
    "ris",
    (Place.STUDY,),
)
MARKUP = Parameter(
    "markupFormat",
    _words("markdown", "legacy"),
    "How long texts are marked up. Both give Markdown here, the form in which texts are kept.",
    "markdown",
    (Place.STUDIES, Place.STUDY),
)
_FIELDS_SAY = (
    "Which fields to give: piece names, paths, whole branches and search areas, {}`trialfolio` and"
    " its parts; with `format=csv` names of columns. Everything if absent."
)
FIELDS = (
    Parameter(
        "fields",
        _list({"type": "string", "pattern": FIELD_PATTERN}, minItems=1),
        _FIELDS_SAY.format("`@query` for those that the query looks into, "),
        ["NCTId", "BriefTitle", "OverallStatus"],
    ),
    Parameter(
        "fields",
        _list({"type": "string", "pattern": FIELD_PATTERN.replace("|@query", "")}, minItems=1),
        _FIELDS_SAY.format(""),
        ["NCTId", "EligibilityModule"],
        (Place.STUDY,),
    ),
    Parameter(
        "fields",
        _list({"type": "string", "pattern": r"^[a-zA-Z][a-zA-Z0-9\-.]*$"}),
        "Of which fields to count the values: piece names or paths. All if absent.",
        ["Phase", "OverallStatus"],
        (Place.FIELD_VALUES,),
    ),
)
_EXAMPLES = {
    "term": "AREA[LastUpdatePostDate]RANGE[2024-01-01,MAX]",
    "cond": "neuroendocrine tumor OR carcinoid",
    "intr": "cabozantinib",
    "outc": "progression-free survival",
    "titles": "CABINET",
    "locn": "SEARCH[Location](AREA[LocationCity]Boston)",
    "spons": "National Cancer Institute",
    "id": "A021602",
    "patient": "pancreatic cancer",
    "lead": "Alliance for Clinical Trials in Oncology",
}
LEAD = "LeadSponsorName"
LABELS = {f"query.{area.param}": area.label or area.name for area in AREAS if area.param} | {
    "query.lead": LEAD,
    "filter.advanced": "advanced filter",
    "postFilter.advanced": "advanced filter",
}
"""What the registry calls the box of each query, in its errors."""
SEARCHED = {f"query.{area.param}": area.name for area in AREAS if area.param} | {"query.lead": LEAD}
"""The area or field that each query looks into."""
QUERIES = tuple(
    Parameter(
        name,
        TEXT,
        f"A query in the registry's language, which looks into {looked_into}.",
        _EXAMPLES[name.removeprefix("query.")],
    )
    for name, looked_into in SEARCHED.items()
)


def _filters(group: str) -> tuple[Parameter, ...]:
    twin = "" if group == "filter" else " The same as its twin under `filter`."
    return (
        Parameter(
            f"{group}.overallStatus",
            _list({"type": "string", "enum": list(Status.values)}),
            f"Studies in one of these statuses.{twin}",
            ["RECRUITING", "NOT_YET_RECRUITING"],
        ),
        Parameter(
            f"{group}.geo",
            {"type": "string", "pattern": GEO_PATTERN},
            f"Studies with a location at most so far away, miles unless told otherwise.{twin}",
            "distance(42.36,-71.06,50mi)",
        ),
        Parameter(
            f"{group}.ids",
            _list(TEXT),
            f"Studies with these IDs: NCT, protocol or any other that leads to one.{twin}",
            ["NCT03375320", "A021602"],
        ),
        Parameter(
            f"{group}.advanced",
            TEXT,
            f"A query in the registry's language that counts for no rank.{twin}",
            "AREA[StartDate]2022",
        ),
        Parameter(
            f"{group}.synonyms",
            _list({"type": "string", "pattern": SYNONYM_PATTERN}),
            "Pairs of area and synonym of the registry's; its numbers of synonyms are not known"
            f" here, so that none is found.{twin}",
            ["ConditionSearch:1651367"],
        ),
    )


OTHERS = (
    Parameter(
        "aggFilters",
        _list(TEXT),
        "Boxes of the registry's search page: pairs of box and options, by its short keys or by"
        " the words of the field. Options of one box, with spaces between, mean or.",
        ["phase:2 3", "status:rec", "studyType:int"],
    ),
    Parameter(
        "geoDecay",
        {
            "type": "string",
            "pattern": DECAY_PATTERN,
            "default": "func:exp,scale:300mi,offset:0mi,decay:0.5",
        },
        "How rank falls with distance. Taken, and without effect here: `filter.geo` only filters.",
        "func:linear,scale:100km,offset:10km,decay:0.1",
    ),
    Parameter(
        "sort",
        _list({"type": "string", "pattern": SORT_PATTERN}, maxItems=2, default=[]),
        "Fields of dates or numbers, or `@relevance`, each with `:asc` or `:desc`. Dates and"
        " relevance start with the latest and best, numbers with the lowest; studies that do not"
        " state the field come last.",
        ["LastUpdatePostDate:desc"],
    ),
    Parameter(
        "countTotal", _flag(), "Count the studies of all pages, with the first of them.", True
    ),
    Parameter(
        "pageSize",
        {"type": "integer", "format": "int32", "minimum": 0, "default": DEFAULT_SIZE},
        f"How many studies a page has at most; 0 is {DEFAULT_SIZE}, more than {LARGEST_SIZE} is"
        f" {LARGEST_SIZE}.",
        100,
    ),
    Parameter(
        "pageToken",
        {"type": "string", "pattern": TOKEN_PATTERN},
        "The `nextPageToken` of the page before; good for a day, and for the same question.",
    ),
)
OURS = (
    Parameter(
        "updatedSince",
        {"type": "string", "anyOf": [{"format": "date"}, {"format": "date-time"}]},
        "Only studies whose record here changed since this date or time (UTC); all that were"
        " withdrawn since stand in `withdrawn`, whatever else is asked. For the next call take"
        " `dataTimestamp` of `/version`, asked before this one.",
        "2026-01-31T08:00:00Z",
        ours=True,
    ),
    Parameter(
        "includeUnregistered",
        _flag(),
        "Also trials that have no NCT ID.",
        True,
        ours=True,
    ),
    Parameter(
        "wholeSet",
        _flag(),
        "With `format=csv`: every study that is found, in one file and not in pages.",
        True,
        ours=True,
    ),
    Parameter(
        "strict",
        _flag(),
        "Nothing but the registry's dialect: no section `trialfolio`, no parameter of ours, no"
        " other names for parameters, no suggestions.",
        True,
        tuple(Place),
        ours=True,
    ),
)
STATISTICS = (
    Parameter(
        "includeIndexedOnly",
        _flag(),
        "Also fields that only queries know.",
        True,
        (Place.METADATA,),
    ),
    Parameter(
        "includeHistoricOnly",
        _flag(),
        "Also fields that only former versions of records have.",
        True,
        (Place.METADATA,),
    ),
    Parameter(
        "types",
        _list({"type": "string", "enum": list(TYPES)}),
        "Only fields of these types.",
        ["ENUM", "BOOLEAN"],
        (Place.FIELD_VALUES,),
    ),
)

PARAMETERS: tuple[Parameter, ...] = (
    FORMATS,
    STUDY_FORMATS,
    MARKUP,
    *QUERIES,
    *_filters("filter"),
    *_filters("postFilter"),
    *OTHERS[:2],
    *FIELDS,
    *OTHERS[2:],
    *STATISTICS,
    *OURS,
)


def taken_at(place: Place, *, strict: bool = False) -> dict[str, Parameter]:
    """The parameters of an address by name; strictly, of ours `strict` alone."""
    return {
        parameter.name: parameter
        for parameter in PARAMETERS
        if place in parameter.places
        and not (strict and parameter.ours and parameter.name != "strict")
    }
