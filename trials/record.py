"""A trial with all that its page shows, in a constant number of queries.

Small lists come with the trial itself, as JSON, and become (unsaved) rows again here.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from trials.discrepancies import Discrepancy, find_discrepancies
from trials.evidence_table import CohortEvidence, Line, enrollment, evidence
from trials.models import (
    Approval,
    Arm,
    Cohort,
    Condition,
    Contact,
    Document,
    Endpoint,
    Finding,
    FormerName,
    GuidelineListing,
    Intervention,
    Membership,
    Official,
    Organisation,
    Reference,
    StatusChange,
    Trial,
    TrialIdentifier,
)
from trials.places import Country, by_country
from trials.record_rows import ALL_OF_IT, PUBLIC
from trials.statements import Statement
from trials.vocabulary import GRANTING_DECISIONS, OPEN_STATUSES, EndpointLevel, IdentifierKind


@dataclass
class TrialRecord:
    """One trial as its page shows it; `preview` leaves out no part that is not public yet."""

    trial: Any
    preview: bool = False

    @classmethod
    def load(cls, pk: int, *, preview: bool = False) -> "TrialRecord":
        """Read the trial and its small lists; the rest is read where the page asks for it."""
        trial = (ALL_OF_IT if preview else PUBLIC).trial.first(pk)
        if trial is None:
            raise Trial.DoesNotExist
        return cls(trial, preview)

    def _rows(self, name: str) -> list[Any]:
        """Those of its parts, in one statement."""
        statement: Statement = getattr(ALL_OF_IT if self.preview else PUBLIC, name)
        return statement.all(self.trial.pk, self.trial)

    @cached_property
    def identifiers(self) -> list[TrialIdentifier]:
        """Every number that it has or had, but for the funding numbers."""
        return [row for row in self._identifiers if row.kind != IdentifierKind.FUNDING]

    @cached_property
    def other_numbers(self) -> list[TrialIdentifier]:
        """The numbers in use beside the one in the address."""
        shown = (row for row in self.identifiers if row.resolves and not row.retired)
        return [row for row in shown if row.value != self.trial.public_id]

    @cached_property
    def funding(self) -> list[TrialIdentifier]:
        """Grants and other funding numbers."""
        return [row for row in self._identifiers if row.kind == IdentifierKind.FUNDING]

    @cached_property
    def _identifiers(self) -> list[TrialIdentifier]:
        rows = [TrialIdentifier(**row) for row in self.trial.identifier_rows]
        kinds = list(IdentifierKind)
        return sorted(rows, key=lambda row: (kinds.index(IdentifierKind(row.kind)), row.retired))

    @cached_property
    def former_names(self) -> list[FormerName]:
        """Titles and acronyms it had before; not one that it has again."""
        found = [FormerName(**row) for row in self.trial.name_rows]
        return [one for one in found if one.name != getattr(self.trial, one.kind.lower())]

    @cached_property
    def conditions(self) -> list[Condition]:
        """Conditions in the registry's order."""
        return [Condition(**row) for row in self.trial.condition_rows]

    @cached_property
    def groups(self) -> list[Organisation]:
        """Leading groups."""
        return self._organisations(Membership.GROUP)

    @cached_property
    def collaborators(self) -> list[Organisation]:
        """All others that take part."""
        return self._organisations(Membership.COLLABORATOR)

    def _organisations(self, role: str) -> list[Organisation]:
        return [
            Organisation(name=row["name"], short_name=row["short_name"])
            for row in self.trial.organisation_rows
            if row["role"] == role
        ]

    @cached_property
    def officials(self) -> list[Official]:
        """Who is responsible for the science."""
        rows = [Official(**row) for row in self.trial.official_rows]
        roles = list(dict.fromkeys(row.role for row in rows))
        return sorted(rows, key=lambda row: roles.index(row.role))

    @cached_property
    def contacts(self) -> list[Contact]:
        """Whom to call about the whole trial."""
        return [Contact(**row) for row in self.trial.contact_rows]

    @cached_property
    def interventions(self) -> list[Intervention]:
        """What is given or done."""
        return [Intervention(**row) for row in self.trial.intervention_rows]

    @cached_property
    def references(self) -> list[Reference]:
        """Publications and pages that the record names."""
        return [Reference(**row) for row in self.trial.reference_rows]

    @cached_property
    def documents(self) -> list[Document]:
        """Protocol, analysis plan and the like."""
        return [Document(**row) for row in self.trial.document_rows]

    @cached_property
    def cohorts(self) -> list[Cohort]:
        """Populations that are enrolled and analysed on their own."""
        return [Cohort(**row) for row in self.trial.cohort_rows]

    @cached_property
    def arms(self) -> list[Arm]:
        """Arms, each with the names of its interventions."""
        return self._rows("arms")

    @cached_property
    def endpoints(self) -> list[Endpoint]:
        """Endpoints by level, each with the labels of its cohorts (none: all)."""
        levels = list(EndpointLevel)
        found = self._rows("endpoints")
        return sorted(found, key=lambda one: (levels.index(one.level), one.position, one.pk))

    @cached_property
    def status_changes(self) -> list[StatusChange]:
        """Of the trial, its cohorts and its arms; the latest first."""
        return sorted(self._rows("status_changes"), key=since, reverse=True)

    @cached_property
    def status(self) -> StatusChange | None:
        """The current status: the last change of the whole trial that may be told."""
        own = (one for one in self.status_changes if not (one.cohort_id or one.arm_id))
        return next(own, None)

    @cached_property
    def cohort_status(self) -> dict[int | None, StatusChange]:
        """By cohort, the last change of its status that may be told."""
        return {one.cohort_id: one for one in reversed(self.status_changes) if one.cohort_id}

    @property
    def is_open(self) -> bool:
        """Whether someone may enter today."""
        return self.status is not None and self.status.status in OPEN_STATUSES

    @cached_property
    def evidence(self) -> list[CohortEvidence]:
        """Findings by cohort, endpoint and quantity."""
        return evidence(self._findings, self.cohorts, self.endpoints)

    @cached_property
    def _findings(self) -> list[Finding]:
        return self._rows("findings")

    @cached_property
    def discrepancies(self) -> list[Discrepancy]:
        """Where sources differ."""
        return find_discrepancies(self._findings)

    @cached_property
    def enrollment(self) -> dict[int | None, Line]:
        """By cohort (None: the whole trial), what the sources say about its size."""
        return enrollment(self.evidence)

    @cached_property
    def approvals(self) -> list[Approval]:
        """Decisions that rest on this trial, alone or among others."""
        return self._rows("approvals")

    @property
    def granted(self) -> int:
        """How many of them let the product be given."""
        return sum(approval.decision in GRANTING_DECISIONS for approval in self.approvals)

    @cached_property
    def guideline_listings(self) -> list[GuidelineListing]:
        """Guidelines that name the treatment."""
        return self._rows("guideline_listings")

    @cached_property
    def countries(self) -> list[Country]:
        """Sites with their contacts."""
        return by_country(self._rows("sites"))

    @cached_property
    def site_count(self) -> int:
        """How many sites the record names."""
        return sum(country.site_count for country in self.countries)

    @cached_property
    def news(self) -> list[Any]:
        """Links to the releases that speak of it, the latest first."""
        return self._rows("news")


def since(change: StatusChange) -> tuple[str, int]:
    """As the database chooses the current one."""
    return change.effective or change.as_of or change.recorded_at.date().isoformat(), change.pk
