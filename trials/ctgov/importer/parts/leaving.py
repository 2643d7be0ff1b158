"""What becomes of rows that the registry dropped: what led here or was public keeps its place."""

from trials.ctgov.importer.parts.findings import FINDINGS, GONE
from trials.ctgov.importer.parts.kind import Kind
from trials.ctgov.importer.parts.kinds import IDENTIFIERS
from trials.ctgov.importer.rows import Row
from trials.ctgov.importer.writes import Writes
from trials.models import Finding, TrialIdentifier
from trials.vocabulary import PublishingState

# "now" is the start of the transaction, by the database's clock.
WITHDRAWN: Row = {
    "state": PublishingState.WITHDRAWN,
    "withdrawn_at": "now",
    "withdrawal_reason": GONE,
}


def let_go(kind: Kind, rows: list[Row], writes: Writes) -> None:
    """Retire numbers, withdraw findings, delete whatever else goes."""
    if kind is IDENTIFIERS:
        _retire(rows, writes)
    elif kind is FINDINGS:
        _withdraw(rows, writes)
    else:
        writes.delete(kind.model, [row["id"] for row in rows])


def _retire(numbers: list[Row], writes: Writes) -> None:
    """A number that led here still does."""
    for row in numbers:
        if not row["resolves"]:
            writes.delete(TrialIdentifier, [row["id"]])
        elif not row["retired"]:
            writes.update(TrialIdentifier, row["id"], {"retired": True})


def _withdraw(findings: list[Row], writes: Writes) -> None:
    """A number that was public keeps its place, withdrawn with the reason."""
    for row in findings:
        if row["state"] == PublishingState.DRAFT:
            writes.delete(Finding, [row["id"]])
        elif row["state"] != PublishingState.WITHDRAWN:
            writes.update(Finding, row["id"], WITHDRAWN)
