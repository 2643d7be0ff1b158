"""What a merge would do: the page tells the plan, the merge carries it out."""

from dataclasses import dataclass, field
from typing import Any

from trials.merging.alike import Row, Rows, Same, kinds, mapped, name_of, rows_of, same_rows
from trials.merging.fields import Question, ids_taken, questions
from trials.models import Finding, RegistryRecord, Trial
from trials.models.evidence import SUBJECT
from trials.versions.kinds import Kind

STATUS = "overall_status"
"""The name of the question whose status is right; no column that anybody writes."""


@dataclass
class Plan:
    """Rows by kind: what moves, what is there already, what stays with the duplicate."""

    duplicate: Trial
    into: Trial
    theirs: Rows
    ours: Rows
    same: Same
    questions: list[Question]
    ids: dict[str, str]
    """Main IDs that the trial that stays lacks and takes, by their column."""
    moves: dict[Kind, dict[int, Row]] = field(default_factory=dict)
    stays: dict[Kind, dict[int, Row]] = field(default_factory=dict)
    no_longer_preferred: set[int] = field(default_factory=set)
    """Findings that move beside one that is preferred already."""
    takes_registry: bool = False
    """Whether the versions of the registry's record move, so that imports go on with them."""

    def taken(self, names: set[str]) -> dict[str, Any]:
        """The columns of the trial that stays, where theirs was chosen."""
        return {
            column: value
            for one in self.questions
            if one.name in names and one.name != STATUS
            for column, value in zip(one.columns, one.theirs, strict=True)
        }


def plan(duplicate: Trial, into: Trial, *, status: bool = False, lock: bool = False) -> Plan:
    """For these two as they are now. `status`: the duplicate's is right, and counts with ours."""
    theirs, ours = rows_of(duplicate, lock=lock), rows_of(into, lock=lock)
    same = same_rows(theirs, ours)
    made = Plan(
        duplicate, into, theirs, ours, same, questions(duplicate, into), ids_taken(duplicate, into)
    )
    made.takes_registry = not _has_versions(into) and _has_versions(duplicate)
    _ask_for_status(made)
    for kind in kinds():
        rows = {key: row for key, row in theirs[kind].items() if key not in same[kind]}
        kept = {} if status else _status_kept(made, kind, rows)
        made.stays[kind] = kept
        made.moves[kind] = {key: row for key, row in rows.items() if key not in kept}
    _mind_preferred(made)
    return made


def _has_versions(trial: Trial) -> bool:
    return RegistryRecord.objects.filter(trial=trial).exists()


def _ask_for_status(made: Plan) -> None:
    """A status that both have is decided like a field, though it is rows."""
    ours, theirs = ((one.overall_status, one.status_as_of) for one in (made.into, made.duplicate))
    if all((ours[0], theirs[0])) and ours != theirs:
        made.questions.insert(0, Question(STATUS, (STATUS, "status_as_of"), ours, theirs))


def _status_kept(made: Plan, kind: Kind, rows: dict[int, Row]) -> dict[int, Row]:
    """The duplicate's own status, where the trial that stays has one: later in time would win."""
    if name_of(kind) != "statuschange" or not made.into.overall_status:
        return {}
    parts = ("cohort_id", "arm_id", "site_id")
    return {key: row for key, row in rows.items() if not any(row[part] for part in parts)}


def _mind_preferred(made: Plan) -> None:
    taken = {_subject(row) for row in made.ours[Finding].values() if row["is_preferred"]}
    for key, row in made.moves[Finding].items():
        if row["is_preferred"]:
            subject = _subject(row | mapped(Finding, row, made.same))
            if subject in taken:
                made.no_longer_preferred.add(key)
            taken.add(subject)


def _subject(row: Row) -> tuple[Any, ...]:
    names = [Finding._meta.get_field(name).attname for name in SUBJECT if name != "trial"]  # type: ignore[union-attr]
    return tuple(row[name] for name in (*names, "quantity"))
