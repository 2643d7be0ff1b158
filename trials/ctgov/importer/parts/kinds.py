"""The kinds of parts a trial has, each with its table and the columns that the registry fills."""

from collections.abc import Callable

from trials import models
from trials.ctgov.importer import rows
from trials.ctgov.importer.numbers import identifier_key, identifier_rows
from trials.ctgov.importer.parts.findings import FINDINGS
from trials.ctgov.importer.parts.kind import Key, Kind
from trials.ctgov.importer.results.endpoints import result_endpoint_rows
from trials.ctgov.importer.rows import Row
from trials.ctgov.importer.values import plain
from trials.ctgov.records import Study

SITE = ("facility", "city", "state", "country")


def _folded(*columns: str) -> Callable[[Row], Key]:
    return lambda row: tuple(plain(row[column]) for column in columns)


def _exact(*columns: str) -> Callable[[Row], Key]:
    return lambda row: tuple(row[column] for column in columns)


def _reference_key(row: Row) -> Key:
    return row["pmid"] or row["url"] or plain(row["citation"])


def _contact_key(row: Row) -> Key:
    return row["site"], plain(row["name"]) or row["phone"] or row["email"]


def _endpoint_rows(study: Study) -> list[Row]:
    """Those planned, then those that only results tell of."""
    return [*rows.endpoint_rows(study), *result_endpoint_rows(study)]


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
    fixed=("value",),
    only_new=("resolves",),
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
    points_to=("arm", "intervention"),
    looked_up=("arm__label", "intervention__type", "intervention__name"),
    once=True,
)
ENDPOINTS = Kind(
    name="endpoint",
    model=models.Endpoint,
    rows=_endpoint_rows,
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
    points_to=("site",),
    pointers=(("site", "site"),),
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

# Sites before their contacts, arms before what they get, endpoints before their findings.
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
    FINDINGS,
)
