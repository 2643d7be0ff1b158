"""Real records of the registry go in, and a second run of them changes nothing."""

import gzip
import io
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from tests.trials.ctgov.command import run
from tests.trials.ctgov.tables import RUNS
from trials.models import Proposal, RegistryRecord, Trial

pytestmark = pytest.mark.django_db

REFUSED: dict[str, str] = {}
"""File and reason; none of the samples breaks a rule."""


def lines_of(path: Path) -> list[str]:
    return run(path, verbosity=2).splitlines()


@pytest.mark.slow
def test_every_sample_goes_in_once(samples: Path) -> None:
    files = sorted((samples / "ctgov").glob("*.json"))
    said = lines_of(samples / "ctgov")
    assert {line for line in said if line.startswith("refused:")} == {
        f"refused: {file}: {reason}" for file, reason in REFUSED.items()
    }
    went_in = len(files) - len(REFUSED)
    assert said[-1] == f"created {went_in}, updated 0, unchanged 0, refused {len(REFUSED)}"
    before = _rows()
    again = lines_of(samples / "ctgov")
    assert again[-1] == f"created 0, updated 0, unchanged {went_in}, refused {len(REFUSED)}"
    assert _rows() == before


def _rows() -> dict[str, int]:
    """Of every table, those of history and of versions too; but a run notes itself."""
    models = apps.get_app_config("trials").get_models()
    counts = {
        model.__name__: model._default_manager.count() for model in models if model not in RUNS
    }
    return counts | {"revisions": sum(Trial.objects.values_list("revision", flat=True))}


@pytest.mark.slow
def test_a_group_trial_in_full(samples: Path) -> None:
    lines_of(samples / "ctgov" / "NCT03375320.json")
    trial = Trial.objects.get()
    assert (trial.protocol_id, trial.nct_id, trial.acronym) == (
        "A021602",
        "NCT03375320",
        "CABINET",
    )
    assert (trial.overall_status, trial.status_as_of) == ("ACTIVE_NOT_RECRUITING", "2024-04-03")
    assert (trial.enrollment, trial.phases, trial.first_posted) == (298, ["PHASE3"], "2017-12-18")
    assert trial.lead_sponsor is not None
    assert trial.lead_sponsor.name == "National Cancer Institute (NCI)"
    ids = trial.identifiers.exclude(kind__in=["NCT", "PROTOCOL"])
    assert list(ids.values_list("kind", "value")) == [("CTRP", "NCI-2017-02297")]
    assert trial.sites.count() == 382
    assert trial.sites.filter(latitude__isnull=False).count() == 380
    assert trial.conditions.count() == 19
    assert {arm.label: arm.interventions.count() for arm in trial.arms.all()} == {
        "Cabozantinib": 2,
        "Placebo": 2,
    }
    assert trial.endpoints.get(level="PRIMARY").measure == "Progression-free survival (PFS)"
    assert trial.references.get(type="RESULT").pmid == "39282913"
    assert trial.references.filter(type="").count() == 2
    assert trial.documents.get().has_sap
    assert trial.officials.get().role == "STUDY_CHAIR"


def _edited(trial: Trial) -> dict[str, object]:
    """What people wrote about a trial."""
    return {
        "title": trial.brief_title,
        "status": (trial.overall_status, trial.status_as_of),
        "arms": list(trial.arms.values("id", "label", "description")),
        "endpoints": list(trial.endpoints.values("id", "measure", "description")),
        "cohorts": list(trial.cohorts.values("id", "label")),
        "findings": trial.findings.count(),
        "first condition": str(trial.trial_conditions.all()[0]),
    }


@pytest.mark.slow
def test_what_editors_wrote_stays_and_the_registrys_sites_join_it(samples: Path) -> None:
    call_command("load_example_data", stdout=io.StringIO())
    trial = Trial.objects.get(protocol_id="A021602")
    before = _edited(trial)
    said = lines_of(samples / "ctgov" / "NCT03375320.json")
    assert said[-1] == "created 0, updated 1, unchanged 0, refused 0"
    assert any(line.startswith("note: A021602: kept as it is here: brief_title") for line in said)
    trial.refresh_from_db()
    assert _edited(trial) == before
    assert trial.sites.count() == 382
    assert trial.identifiers.filter(value="U10CA180821").count() == 1
    assert Proposal.objects.filter(field="brief_title", object_id=trial.pk).count() == 1
    assert lines_of(samples / "ctgov" / "NCT03375320.json")[-1].endswith("unchanged 1, refused 0")


@pytest.mark.slow
def test_the_first_of_the_small_ones_go_in(samples: Path, tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    with gzip.open(samples / "oncology_studies.jsonl.gz", "rb") as lines:
        path.write_bytes(b"".join(line for line, _ in zip(lines, range(100), strict=False)))
    assert lines_of(path)[-1] == "created 100, updated 0, unchanged 0, refused 0"
    assert RegistryRecord.objects.count() == 100
