"""What we hold of a trial, in the shape of what is read from the registry: columns, keyed rows."""

from typing import Any

from trials.ctgov.importer import parts
from trials.ctgov.importer.numbers import main_ids
from trials.ctgov.importer.parts.held import rows_of, with_keys
from trials.ctgov.importer.parts.kind import Key, Kind
from trials.ctgov.importer.rows import Row
from trials.ctgov.importer.values import Values, trial_values, word
from trials.ctgov.records import Study
from trials.identifiers import fold
from trials.models import Trial
from trials.proposals.fields import current

Rows = dict[Key, Row]
# Kinds whose rows lean on no other row.
ADDED = (
    parts.INTERVENTIONS,
    parts.ARMS,
    parts.ENDPOINTS,
    parts.OFFICIALS,
    parts.SITES,
    parts.REFERENCES,
    parts.DOCUMENTS,
)


def their_columns(study: Study) -> Values:
    """What the registry says of the trial itself; an ID or status that it does not name is none."""
    status = study.status.overall_status
    named = main_ids(study) | ({"overall_status": word(status)} if status else {})
    return named | trial_values(study)


def our_columns(trial: Trial, names: Any) -> Values:
    """The same columns here."""
    return {name: current(trial, name) for name in names}


def our_rows(trial: Trial, study: Study) -> dict[str, Rows]:
    """The rows of each kind by their counted key; one query for each kind."""
    found: dict[str, Rows] = {}
    for kind in parts.KINDS:
        rows = with_keys(kind, rows_of(kind, [trial.pk])[trial.pk], ids_of(found))
        compared = [row for row in rows if _compared(kind, row, trial, study)]
        found[kind.name] = kind.keyed(compared)[0]
    return found


def their_rows(kind: Kind, study: Study, ours: dict[str, Rows]) -> Rows:
    """The registry's rows, as they could be written here."""
    return kind.keyed(kind.settled(kind.rows(study), ids_of(ours)))[0]


def ids_of(held: dict[str, Rows]) -> dict[str, dict[Key, int]]:
    """The keys of the rows by the name of their kind."""
    return {name: {key: row["id"] for key, row in rows.items()} for name, rows in held.items()}


def _compared(kind: Kind, row: Row, trial: Trial, study: Study) -> bool:
    """Not what stands elsewhere: the two main numbers, and the sponsor among the groups."""
    if kind is parts.IDENTIFIERS:
        main = {trial.nct_id, trial.protocol_id, *main_ids(study).values()}
        return fold(row["value"]) not in {fold(one) for one in main if one}
    if kind is parts.COLLABORATORS:
        return trial.lead_sponsor is None or row["organisation__name"] != trial.lead_sponsor.name
    return True
