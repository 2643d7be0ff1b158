"""A source, and a trial with parts."""

from typing import Any

import pytest

from trials.models import Source, Trial


@pytest.fixture
def source(db: Any) -> Source:
    return Source.objects.create(kind="PUBLICATION", title="A paper", short_title="Journal 2024")


@pytest.fixture
def trial(source: Source) -> Trial:
    trial = Trial.objects.create(
        protocol_id="A021602", nct_id="NCT03375320", brief_title="Cabozantinib or placebo"
    )
    cohort = trial.cohorts.create(label="pNET")
    endpoint = trial.endpoints.create(level="PRIMARY", measure="PFS")
    endpoint.cohorts.add(cohort)
    arm = trial.arms.create(label="Cabozantinib")
    arm.interventions.add(trial.interventions.create(name="Cabozantinib"))
    trial.findings.create(
        quantity="HAZARD_RATIO",
        value_text="0.23",
        cohort=cohort,
        endpoint=endpoint,
        arm=arm,
        comparator=trial.arms.create(label="Placebo"),
        source=source,
    )
    trial.status_changes.create(status="COMPLETED", as_of="2025-01", source=source)
    return trial
