"""How complete a trial is by the WHO Trial Registration Data Set (version 1.3.1): 24 items.

Each item is one condition for the database, so that the form of one trial, the filter and the page
of all ask the same. An item that is not due for a trial counts as given, and says so.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from trials.attention import ENDED
from trials.models import (
    Contact,
    Endpoint,
    Finding,
    Intervention,
    Official,
    Site,
    TrialCondition,
    TrialIdentifier,
    TrialOrganisation,
)
from trials.vocabulary import (
    EndpointLevel,
    IdentifierKind,
    PublishingState,
    StudyType,
)


@dataclass(frozen=True)
class Item:
    """One item of the data set: when it is given, what is asked for, and where on the form."""

    number: int
    name: str
    given: Any
    asks: str
    place: str

    @property
    def column(self) -> str:
        """What it is called in a query."""
        return f"item_{self.number}"


def _has(model: Any, *conditions: Q, **more: Any) -> Exists:
    return Exists(model.objects.order_by().filter(*conditions, trial=OuterRef("pk"), **more))


_REACHED = ~Q(phone="") | ~Q(email="")
_OBSERVES = Q(study_type__in=[StudyType.OBSERVATIONAL, StudyType.EXPANDED_ACCESS])
_DESIGNED = ~Q(phases=[]) & ~Q(primary_purpose="") & ~Q(intervention_model="")
_NOT_ENDED = ~Q(overall_status__in=ENDED)
_FINDING = ~Q(state=PublishingState.WITHDRAWN)
_NO_PLACE = Q(pk__isnull=True)  # never true: no field holds it yet

ITEMS = (
    Item(1, "Registry and number", ~Q(nct_id=None), "The NCT ID.", "id_nct_id"),
    Item(
        2,
        "Date of registration",
        ~Q(first_posted="") | ~Q(first_submitted=""),
        "When it was first submitted or posted at the registry.",
        "id_first_posted",
    ),
    Item(
        3,
        "Secondary numbers",
        ~Q(protocol_id=None) | _has(TrialIdentifier, ~Q(kind=IdentifierKind.NCT)),
        "The group's own number, or another registry's.",
        "identifiers-group",
    ),
    Item(
        4,
        "Sources of support",
        _has(TrialIdentifier, kind=IdentifierKind.FUNDING)
        | _has(TrialOrganisation, role="COLLABORATOR"),
        "A grant's number, or who supports it as a collaborator.",
        "identifiers-group",
    ),
    Item(5, "Sponsor", ~Q(lead_sponsor=None), "The lead sponsor.", "id_lead_sponsor"),
    Item(
        6,
        "Further sponsors",
        _has(TrialOrganisation),
        "Leading groups or collaborators.",
        "memberships-group",
    ),
    Item(
        7,
        "Contact for the public",
        _has(Contact, _REACHED, site=None),
        "A contact of the whole trial, with telephone or e-mail.",
        "contacts-group",
    ),
    Item(
        8,
        "Contact for science",
        _has(Official),
        "The study chair or another official.",
        "officials-group",
    ),
    Item(9, "Title for the public", ~Q(brief_title=""), "The brief title.", "id_brief_title"),
    Item(10, "Scientific title", ~Q(official_title=""), "The official title.", "id_official_title"),
    Item(
        11,
        "Countries",
        _has(Site, ~Q(country="")),
        "At least one site with its country.",
        "section-contacts-and-locations",
    ),
    Item(12, "Condition", _has(TrialCondition), "What is studied.", "trial_conditions-group"),
    Item(
        13,
        "Interventions",
        _OBSERVES | _has(Intervention),
        "What the trial gives or does.",
        "interventions-group",
    ),
    Item(
        14,
        "Who may take part",
        ~Q(eligibility_criteria=""),
        "The criteria of inclusion and exclusion.",
        "id_eligibility_criteria",
    ),
    Item(
        15,
        "Type of study",
        _OBSERVES | (~Q(study_type="") & _DESIGNED),
        "Study type; of a trial phase, purpose and intervention model too.",
        "id_study_type",
    ),
    Item(16, "First enrollment", ~Q(start_date=""), "The start date.", "id_start_date"),
    Item(17, "Sample size", ~Q(enrollment=None), "How many take part.", "id_enrollment"),
    Item(
        18,
        "Recruitment status",
        ~Q(overall_status=""),
        "A status change with its source.",
        "status_changes-group",
    ),
    Item(
        19,
        "Primary outcome",
        _has(Endpoint, ~Q(time_frame=""), level=EndpointLevel.PRIMARY),
        "A primary endpoint with its time frame.",
        "endpoints-group",
    ),
    Item(
        20,
        "Key secondary outcomes",
        _has(Endpoint, level=EndpointLevel.SECONDARY),
        "A secondary endpoint.",
        "endpoints-group",
    ),
    Item(
        21,
        "Ethics review",
        _NO_PLACE,
        "No field holds it yet, here or in the registry's record: nothing to do.",
        "",
    ),
    Item(
        22, "Completion date", ~Q(completion_date=""), "When the study ends.", "id_completion_date"
    ),
    Item(
        23,
        "Summary results",
        _NOT_ENDED | ~Q(results_first_posted="") | _has(Finding, _FINDING),
        "Findings, once it has ended.",
        "section-findings-and-decisions",
    ),
    Item(
        24,
        "Sharing of participants' data",
        ~Q(ipd_sharing=""),
        "Whether data of participants are shared.",
        "id_ipd_sharing",
    ),
)


def scored(trials: QuerySet[Any]) -> Any:
    """With each item as 1 or 0, and their sum as `complete`."""
    items = {item.column: _as_number(item.given) for item in ITEMS}
    total: Any = sum((_as_number(item.given) for item in ITEMS), Value(0))
    return trials.annotate(**items, complete=total)


def complete_only(trials: QuerySet[Any]) -> Any:
    """With the sum alone."""
    total: Any = sum((_as_number(item.given) for item in ITEMS), Value(0))
    return trials.annotate(complete=total)


def missing(row: Any) -> list[Item]:
    """The items that a scored row lacks."""
    return [item for item in ITEMS if not getattr(row, item.column)]


def _as_number(given: Any) -> Case:
    return Case(When(given, then=1), default=0, output_field=IntegerField())
