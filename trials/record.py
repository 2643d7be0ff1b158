"""A trial with all that its page shows, in a constant number of queries.

Small lists come with the trial itself, as JSON, and become (unsaved) rows again here.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

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
    TrialCondition,
    TrialIdentifier,
    TrialOrganisation,
)
from trials.places import Country, by_country
from trials.publishing import may_be_named
from trials.vocabulary import (
    GRANTING_DECISIONS,
    OPEN_STATUSES,
    EndpointLevel,
    IdentifierKind,
    LinkStatus,
)

OF_THE_TRIAL = {"trial": OuterRef("pk")}


def _rows(parts: QuerySet[Any], *fields: str, **named: Any) -> ArraySubquery:
    """The fields of each part, as a list of JSON objects beside the row they belong to."""
    pairs = {field: F(field) for field in fields} | named
    return ArraySubquery(parts.values(row=JSONObject(**pairs)))


def _small_lists(*, preview: bool) -> dict[str, ArraySubquery]:
    """The lists that come with the trial's own row."""
    own, shown = OF_THE_TRIAL, Q() if preview else may_be_named()
    conditions = TrialCondition.objects.filter(**own).order_by("position", "id")
    organisations = TrialOrganisation.objects.filter(**own).order_by("role", "position", "id")
    identifiers = TrialIdentifier.objects.filter(**own).order_by("id")
    names = FormerName.objects.filter(shown, **own).order_by("kind", "-used_until", "-id")
    return {
        "identifier_rows": _rows(
            identifiers, *("kind", "value", "resolves", "retired", "type", "domain", "link")
        ),
        "name_rows": _rows(names, "kind", "name", "used_from", "used_until"),
        "condition_rows": _rows(conditions, name=F("condition__name"), slug=F("condition__slug")),
        "organisation_rows": _rows(
            organisations,
            "role",
            name=F("organisation__name"),
            short_name=F("organisation__short_name"),
        ),
        "official_rows": _rows(_placed(Official), "name", "affiliation", "role"),
        "contact_rows": _contacts(site=None, **own),
        "intervention_rows": _rows(
            _placed(Intervention), "id", "type", "name", "description", "other_names"
        ),
        "reference_rows": _rows(
            _placed(Reference).filter(shown), "type", "citation", "pmid", "url", "retraction"
        ),
        "document_rows": _rows(_placed(Document), "label", "filename", "date"),
        "cohort_rows": _rows(
            _placed(Cohort),
            *("id", "label", "name", "description", "allocation_ratio"),
        ),
    }


def _placed(model: Any) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.filter(**OF_THE_TRIAL).order_by("position", "id")
    return rows


def _contacts(**of: Any) -> ArraySubquery:
    contacts = Contact.objects.filter(**of).order_by("position", "id")
    return _rows(contacts, "name", "role", "phone", "phone_ext", "email")


@dataclass
class TrialRecord:
    """One trial as its page shows it; `preview` leaves out no part that is not public yet."""

    trial: Any
    preview: bool = False

    @classmethod
    def load(cls, pk: int, *, preview: bool = False) -> "TrialRecord":
        """Read the trial and its small lists; the rest is read where the page asks for it."""
        trials = Trial.objects.select_related("lead_sponsor").annotate(
            **_small_lists(preview=preview)
        )
        return cls(trials.get(pk=pk), preview)

    def _shown(self, parts: Any) -> Any:
        return parts.all() if self.preview else parts.listed()

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
        """Titles and acronyms it had before."""
        return [FormerName(**row) for row in self.trial.name_rows]

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
        names = Intervention.objects.filter(arms=OuterRef("pk")).order_by("position", "id")
        given = ArraySubquery(names.values("name"))
        return list(self.trial.arms.annotate(given=given).order_by("position", "id"))

    @cached_property
    def endpoints(self) -> list[Endpoint]:
        """Endpoints by level, each with the labels of its cohorts (none: all)."""
        labels = Cohort.objects.filter(endpoints=OuterRef("pk")).order_by("position", "id")
        found = self.trial.endpoints.annotate(measured_in=ArraySubquery(labels.values("label")))
        levels = list(EndpointLevel)
        return sorted(found, key=lambda one: (levels.index(one.level), one.position, one.pk))

    @cached_property
    def status_changes(self) -> list[StatusChange]:
        """Of the trial, its cohorts and its arms; the latest first."""
        changes = self.trial.status_changes.filter(site=None).order_by("-id")
        if not self.preview:
            changes = changes.filter(may_be_named())
        found = changes.select_related("cohort", "arm", "source")
        return sorted(found, key=since, reverse=True)

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
        return list(self._shown(self.trial.findings).for_page())

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
        resting = Q(trial=self.trial.pk) | Q(supporting_trials__trial=self.trial.pk)
        return list(self._shown(Approval.objects).filter(resting).distinct().for_page())

    @property
    def granted(self) -> int:
        """How many of them let the product be given."""
        return sum(approval.decision in GRANTING_DECISIONS for approval in self.approvals)

    @cached_property
    def guideline_listings(self) -> list[GuidelineListing]:
        """Guidelines that name the treatment."""
        return list(self._shown(self.trial.guideline_listings).select_related("source"))

    @cached_property
    def countries(self) -> list[Country]:
        """Sites with their contacts."""
        contacts = _contacts(site=OuterRef("pk"))
        return by_country(self.trial.sites.annotate(contact_rows=contacts))

    @cached_property
    def site_count(self) -> int:
        """How many sites the record names."""
        return sum(country.site_count for country in self.countries)

    @cached_property
    def news(self) -> list[Any]:
        """Links to the releases that speak of it, the latest first."""
        links = self.trial.news_links.listed()
        if self.preview:
            links = self.trial.news_links.filter(status=LinkStatus.CONFIRMED)
        return list(links.select_related("item").order_by("-item__release_at", "-item_id"))


def since(change: StatusChange) -> tuple[str, int]:
    """As the database chooses the current one."""
    return change.effective or change.as_of or change.recorded_at.date().isoformat(), change.pk
