"""What a comparison reads of its trials: the same number of queries for two as for four."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Prefetch, Q

from trials.evidence_table import CohortEvidence, evidence
from trials.listing import for_cards
from trials.models import Approval, Endpoint, Finding, Trial, TrialOrganisation
from trials.vocabulary import EndpointLevel, Quantity

# What a table prints: numbers of the main endpoints, and how many took part.
MAIN = Q(endpoint__level=EndpointLevel.PRIMARY) | Q(quantity=Quantity.ENROLLMENT, arm=None)
PARTS = ("arms", "cohorts", "interventions")


@dataclass
class Compared:
    """One trial with what is set beside the others."""

    trial: Any
    evidence: Sequence[CohortEvidence] = ()
    approvals: list[Approval] = field(default_factory=list)


def read(trials: Iterable[Trial]) -> list[Compared]:
    """These trials in their order; parts that are not listed are left out."""
    keys = [trial.pk for trial in trials]
    found = {trial.pk: _compared(trial) for trial in _trials(keys)}
    for approval in _approvals(keys):
        resting = {approval.trial_id, *(one.pk for one in approval.further_trials.all())}
        for key in resting & found.keys():
            found[key].approvals.append(approval)
    return [found[key] for key in keys if key in found]


def _trials(keys: list[int]) -> Any:
    main = Endpoint.objects.filter(level=EndpointLevel.PRIMARY).order_by("position", "id")
    members = TrialOrganisation.objects.select_related("organisation").order_by("position", "id")
    findings = Finding.objects.listed().filter(MAIN).for_page()
    listed = Trial.objects.listed().select_related("lead_sponsor").filter(pk__in=keys)
    return (
        for_cards(listed)
        .annotate(
            site_count=Count("sites", distinct=True),
            country_count=Count("sites__country", filter=~Q(sites__country=""), distinct=True),
        )
        .prefetch_related(
            *PARTS,
            Prefetch("memberships", members),
            Prefetch("endpoints", main),
            Prefetch("findings", findings),
        )
    )


def _compared(trial: Any) -> Compared:
    told = evidence(trial.findings.all(), trial.cohorts.all(), trial.endpoints.all())
    return Compared(trial, told)


def _approvals(keys: list[int]) -> Any:
    resting = Q(trial__in=keys) | Q(supporting_trials__trial__in=keys)
    return Approval.objects.listed().filter(resting).distinct().latest_first().for_page()
