"""Two records of one trial: what was made by hand, and what came with an import."""

from typing import Any

from tests.records import (
    a_finding,
    a_guideline_listing,
    a_link,
    a_source,
    a_status,
    a_trial,
    an_approval,
    an_editor,
    an_item,
)
from trials.merging import Plan, merge
from trials.models import Trial

WHY = "The registry's record was taken in before the number was known"


def ours(**fields: Any) -> Trial:
    """The record that stays, with parts of its own."""
    trial = a_trial("A021602", acronym="CABINET", **fields)
    arm, cohort = trial.arms.create(label="Cabozantinib"), trial.cohorts.create(label="pNET")
    endpoint = trial.endpoints.create(level="PRIMARY", measure="PFS")
    arm.interventions.add(trial.interventions.create(name="Cabozantinib", type="DRUG"))
    source = a_source("NEJM 2024", doi="10.1056/NEJMoa2403991")
    a_finding(trial, "13.8", source, quantity="MEDIAN", arm=arm, cohort=cohort, endpoint=endpoint)
    a_status(trial, "COMPLETED", as_of="2025-01")
    return trial


def theirs(**fields: Any) -> Trial:
    """The duplicate: some parts are the same, some are not."""
    trial = a_trial(None, nct_id="NCT03375320", acronym="CABI", **fields)
    arms = [trial.arms.create(label=label) for label in ("cabozantinib", "Placebo")]
    cohorts = [trial.cohorts.create(label=label) for label in ("pNET", "epNET")]
    endpoint = trial.endpoints.create(level="PRIMARY", measure="PFS")
    endpoint.cohorts.set(cohorts)
    drugs = [trial.interventions.create(name=n, type="DRUG") for n in ("Cabozantinib", "Placebo")]
    arms[0].interventions.set(drugs)
    arms[1].interventions.add(drugs[1])
    trial.identifiers.create(kind="CTRP", value="NCI-2017-02297")
    trial.identifiers.create(kind="FUNDING", value="U10CA180821", resolves=False)
    _evidence(trial, arms, cohorts, endpoint)
    return trial


def _evidence(trial: Trial, arms: Any, cohorts: Any, endpoint: Any) -> None:
    source = a_source("ESMO 2023")
    about = {"quantity": "MEDIAN", "endpoint": endpoint}
    a_finding(trial, "8.4", source, arm=arms[0], cohort=cohorts[1], is_preferred=True, **about)
    a_finding(trial, "0.38", source, arm=arms[0], comparator=arms[1], **about)
    an_approval(trial, source=source)
    a_guideline_listing(trial, "Neuroendocrine tumors")
    a_link(an_item("a-release"), trial)
    site = trial.sites.create(facility="Dana-Farber", city="Boston", country="United States")
    trial.contacts.create(site=site, name="Study desk", phone="617 555 0100")
    trial.references.create(citation="Chan JA, NEJM 2024", pmid="39282896")
    a_status(trial, "ACTIVE_NOT_RECRUITING", as_of="2026-01")
    a_status(trial, "COMPLETED", cohort=cohorts[1], as_of="2024-01")


def merged(duplicate: Trial, into: Trial, **options: Any) -> Plan:
    """Merged by an editor."""
    return merge(duplicate, into, an_editor(), WHY, **options)
