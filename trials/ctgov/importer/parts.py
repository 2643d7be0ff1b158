"""The kinds of parts a trial has: their tables, what makes two rows the same, who owns them."""

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from trials import models
from trials.ctgov.importer import rows
from trials.ctgov.importer.numbers import identifier_key, identifier_rows
from trials.ctgov.importer.rows import Row
from trials.ctgov.records import Study

Key = Hashable
SITE = ("facility", "city", "state", "country")


@dataclass(frozen=True)
class Kind:
    """One kind of part: where it comes from in a study, and how its rows are told apart."""

    name: str
    model: type[Model]
    rows: Callable[[Study], list[Row]]
    key: Callable[[Row], Key]
    columns: tuple[str, ...]
    """What an update may write."""
    fixed: tuple[str, ...] = ()
    """What is set once, when the row is made."""
    looked_up: tuple[str, ...] = ()
    """What of other tables the key is made of."""
    once: bool = False
    """The second row of a key is left out; else only one that is equal to another."""
    twins: bool = False
    """Not even that: two equal rows may be two things."""
    united: bool = False
    """Rows made by hand and the registry's stand side by side; else whoever began has them all."""
    pinned_by: tuple[str, ...] = ()
    """Relations that keep a row which the registry dropped."""
    trial: str = "trial_id"
    """How a row leads to its trial."""
    points_to: "tuple[Kind, ...]" = ()
    """The kinds whose rows it needs to know."""

    def keyed(self, given: list[Row]) -> tuple[dict[Key, Row], list[Row]]:
        """The rows by their counted key, in order; and those that stand there twice."""
        seen: Counter[Key] = Counter()
        found: dict[Key, Row] = {}
        twice: list[Row] = []
        for row in given:
            key = self.key(row)
            if self._is_there(row, [found[key, n] for n in range(seen[key])]):
                twice.append(row)
                continue
            found[key, seen[key]] = row
            seen[key] += 1
        return found, twice

    def said(self, row: Row) -> str:
        """The row in a few words, for a note."""
        own = (*self.looked_up, *self.fixed, "citation")
        texts = [row[column] for column in own if isinstance(row.get(column), str)]
        return ", ".join(filter(None, texts))[:120]

    def _is_there(self, row: Row, same: list[Row]) -> bool:
        if self.twins or not same:
            return False
        return self.once or any(_content(row) == _content(other) for other in same)


def _content(row: Row) -> dict[str, Any]:
    return {column: value for column, value in row.items() if column not in ("position", "id")}


def _plain(text: str) -> str:
    """However it is capitalised and spaced."""
    return " ".join(text.casefold().split())


def _folded(*columns: str) -> Callable[[Row], Key]:
    return lambda row: tuple(_plain(row[column]) for column in columns)


def _exact(*columns: str) -> Callable[[Row], Key]:
    return lambda row: tuple(row[column] for column in columns)


def _reference_key(row: Row) -> Key:
    return row["pmid"] or row["url"] or _plain(row["citation"])


def _contact_key(row: Row) -> Key:
    return row["site"], _plain(row["name"]) or row["phone"] or row["email"]


def _contact_rows(study: Study) -> list[Row]:
    """Those of a site name it by its key, since places move up and down the registry's list."""
    sites: dict[int | None, Key | None] = {None: None}
    sites |= enumerate(SITES.keyed(SITES.rows(study))[0])
    return [row | {"site": sites[row["site"]]} for row in rows.contact_rows(study)]


CONDITIONS = Kind(
    name="condition",
    model=models.TrialCondition,
    rows=rows.condition_rows,
    key=_folded("condition__name"),
    columns=("position",),
    looked_up=("condition__name",),
    once=True,
    united=True,
)
COLLABORATORS = Kind(
    name="collaborator",
    model=models.TrialOrganisation,
    rows=rows.collaborator_rows,
    key=_exact("organisation__name"),
    columns=("position",),
    looked_up=("organisation__name",),
    once=True,
    united=True,
)
IDENTIFIERS = Kind(
    name="identifier",
    model=models.TrialIdentifier,
    rows=identifier_rows,
    key=identifier_key,
    columns=("kind", "type", "domain", "link", "retired"),
    fixed=("value", "resolves"),
    once=True,
    united=True,
)
INTERVENTIONS = Kind(
    name="intervention",
    model=models.Intervention,
    rows=rows.intervention_rows,
    key=_exact("type", "name"),
    columns=("description", "other_names", "position"),
    fixed=("type", "name"),
    once=True,
)
ARMS = Kind(
    name="arm",
    model=models.Arm,
    rows=rows.arm_rows,
    key=_exact("label"),
    columns=("type", "description", "position"),
    fixed=("label",),
    once=True,
    pinned_by=("findings", "compared_findings", "statuschange"),
)
LINKS = Kind(
    name="intervention of an arm",
    model=models.ArmIntervention,
    rows=rows.link_rows,
    key=_exact("arm__label", "intervention__type", "intervention__name"),
    columns=(),
    trial="arm__trial_id",
    points_to=(ARMS, INTERVENTIONS),
    looked_up=("arm__label", "intervention__type", "intervention__name"),
    once=True,
)
ENDPOINTS = Kind(
    name="endpoint",
    model=models.Endpoint,
    rows=rows.endpoint_rows,
    key=_exact("level", "measure"),
    columns=("time_frame", "description", "position"),
    fixed=("level", "measure"),
    pinned_by=("findings", "cohorts"),
)
OFFICIALS = Kind(
    name="official",
    model=models.Official,
    rows=rows.official_rows,
    key=_folded("name"),
    columns=("affiliation", "role", "position"),
    fixed=("name",),
)
SITES = Kind(
    name="site",
    model=models.Site,
    rows=rows.site_rows,
    key=_folded(*SITE),
    columns=("status", "zip", "latitude", "longitude", "position"),
    fixed=SITE,
    twins=True,
    united=True,
    pinned_by=("statuschange", "contacts"),
)
CONTACTS = Kind(
    name="contact",
    model=models.Contact,
    rows=_contact_rows,
    key=_contact_key,
    columns=("role", "phone", "phone_ext", "email", "position"),
    fixed=("name",),
    looked_up=("site_id",),
    united=True,
    points_to=(SITES,),
)
REFERENCES = Kind(
    name="reference",
    model=models.Reference,
    rows=rows.reference_rows,
    key=_reference_key,
    columns=("type", "citation", "retraction", "position"),
    fixed=("pmid", "url"),
    united=True,
)
DOCUMENTS = Kind(
    name="document",
    model=models.Document,
    rows=rows.document_rows,
    key=_exact("filename", "type_abbrev"),
    columns=("label", "date", "has_protocol", "has_sap", "has_icf", "position"),
    fixed=("filename", "type_abbrev"),
)

# Sites before their contacts, arms before what they get.
KINDS = (
    CONDITIONS,
    COLLABORATORS,
    IDENTIFIERS,
    INTERVENTIONS,
    ARMS,
    LINKS,
    ENDPOINTS,
    OFFICIALS,
    SITES,
    CONTACTS,
    REFERENCES,
    DOCUMENTS,
)
