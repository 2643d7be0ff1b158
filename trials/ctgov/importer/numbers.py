"""What a study's many numbers are: whose, and whether they lead to one trial. Pure."""

import re
from collections.abc import Iterator
from typing import Any

from trials import identifiers
from trials.ctgov.importer.values import web_address, word
from trials.ctgov.records import OrgStudyId, SecondaryId, Study
from trials.vocabulary import RESOLVING_KINDS, IdentifierKind, OrgStudyIdType, SecondaryIdType

GRANTORS = frozenset({*OrgStudyIdType.values, SecondaryIdType.OTHER_GRANT.value})
# Activity, institute, serial number as the NIH writes them: U10CA180821, 5R01 AI047040-11A2.
GRANT = re.compile(r"[0-9]?[A-Z][A-Z0-9][0-9][ -]?[A-Z]{2}([ -]?[0-9]){5,7}(-[0-9A-Z]+)*")


def protocol_id(study: Study) -> str | None:
    """The group's own number for the study, in the form the group writes, if it has one.

    Where the NCI registers a group's trial, the first number is the NCI's, the group's is another.
    """
    own = study.identification.org_study_id
    if own and identifiers.is_protocol_id(own.id):
        return identifiers.display(own.id)
    scheme = identifiers.classify(own.id) if own else None
    if own and own.id.strip() and (scheme is None or scheme.kind is not IdentifierKind.CTRP):
        return None
    further = {
        identifiers.display(secondary.id)
        for secondary in study.identification.secondary_ids
        if identifiers.is_protocol_id(secondary.id)
    }
    return further.pop() if len(further) == 1 else None


def main_ids(study: Study) -> dict[str, str]:
    """Its NCT ID and the group's protocol ID by column, where it has them."""
    ids = {"nct_id": study.identification.nct_id, "protocol_id": protocol_id(study)}
    return {column: value for column, value in ids.items() if value}


def identifier_rows(study: Study) -> list[dict[str, Any]]:
    """Every number but the trial's two main ones, each once, with all that is said of it."""
    found: dict[str, dict[str, Any]] = {}
    main = {identifiers.fold(value) for value in main_ids(study).values()}
    for row in _rows(study):
        key = identifier_key(row)
        if key not in main:
            said = {column: value for column, value in row.items() if value != ""}
            found[key] = row | said | {c: v for c, v in found.get(key, {}).items() if v != ""}
    return list(found.values())


def identifier_key(row: dict[str, Any]) -> str:
    """What is the same number: the folded key, or the value of one without letters and digits."""
    return identifiers.fold(row["value"]) or str(row["value"])


def _rows(study: Study) -> Iterator[dict[str, Any]]:
    own = study.identification.org_study_id
    for alias in study.identification.nct_id_aliases:
        yield _row(alias, IdentifierKind.NCT, retired=True)
    if own and own.id.strip():
        yield _number(own, IdentifierKind.SPONSOR)
    for secondary in study.identification.secondary_ids:
        row = _number(secondary, _by_type(secondary.type))
        # The group's own number, beside the one that the trial goes by, leads here and no more.
        yield row | {"retired": row["kind"] == IdentifierKind.PROTOCOL}


def _row(value: str, kind: IdentifierKind, **more: Any) -> dict[str, Any]:
    rest = {"type": "", "domain": "", "link": "", "retired": False}
    leads = {"resolves": kind in RESOLVING_KINDS and identifiers.fold(value) != ""}
    return {"value": value, "kind": str(kind)} | rest | leads | more


def _number(number: OrgStudyId | SecondaryId, unknown: IdentifierKind) -> dict[str, Any]:
    """A number that no scheme knows is of the `unknown` kind."""
    value, kind = number.id.strip(), _kind(number) or unknown
    more: dict[str, Any] = {"type": word(number.type), "link": web_address(number.link)}
    if isinstance(number, SecondaryId):
        more["domain"] = number.domain
    if kind is IdentifierKind.NCT:  # of a related study: that one it leads to
        return _row(value, IdentifierKind.OTHER_REGISTRY, **more, resolves=False)
    scheme = identifiers.classify(value)
    written = identifiers.display(value) if scheme and scheme.kind is kind else value
    return _row(written, kind, **more)


def _kind(number: OrgStudyId | SecondaryId) -> IdentifierKind | None:
    """What the number itself shows; sponsors write numbers that only look like the group's."""
    value = number.id.strip()
    if word(number.type) in GRANTORS or GRANT.fullmatch(value):
        return IdentifierKind.FUNDING
    scheme = identifiers.classify(value)
    if scheme is None:
        return None
    ours = scheme.kind is IdentifierKind.PROTOCOL
    return None if ours and not identifiers.is_protocol_id(value) else scheme.kind


def _by_type(kind: SecondaryIdType | None) -> IdentifierKind:
    """What the registry says of a number that no scheme knows."""
    if kind is SecondaryIdType.EUDRACT_NUMBER:
        return IdentifierKind.EUDRACT
    if kind is SecondaryIdType.CTIS:
        return IdentifierKind.CTIS
    if kind is SecondaryIdType.REGISTRY:
        return IdentifierKind.OTHER_REGISTRY
    return IdentifierKind.SPONSOR
