"""A study as a citation in the RIS format, as reference managers read it."""

from collections.abc import Iterator
from typing import Any

from trials.api.pieces.values import values_at
from trials.outputs.ris import ris_of

Json = dict[str, Any]
REGISTRY = "ClinicalTrials.gov"


def ris(study: Json, address: str = "") -> str:
    """One reference of type report; `address` is where its record can be read."""
    return ris_of(_tags(study, address))


def _tags(study: Json, address: str) -> Iterator[tuple[str, str]]:
    brief, posted = _first(study, "BriefTitle"), _first(study, "StudyFirstPostDate")
    yield "TY", "RPRT"
    yield "ID", _first(study, "NCTId", "OrgStudyId")
    yield "AN", _first(study, "NCTId")
    yield "TI", _first(study, "OfficialTitle", "BriefTitle")
    yield "ST", brief
    yield from (("AU", f"{name},") for name in values_at(study, "LeadSponsorName"))
    yield "PY", posted[:4]
    yield "DA", posted.replace("-", "/")
    yield "PB", REGISTRY if _first(study, "NCTId") else ""
    yield "N1", ", ".join(values_at(study, "OrgStudyId"))
    yield "AB", _first(study, "BriefSummary")
    for name in ("Condition", "Keyword"):
        yield from (("KW", word) for word in values_at(study, name))
    yield "UR", address


def _first(study: Json, *names: str) -> str:
    """The first value there is of the first of these fields that has one."""
    return next((str(value) for name in names for value in values_at(study, name)), "")
