"""Real studies are found as people look for them; CABINET in every spelling of its numbers."""

from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.trials.api.pieces.studies import of
from tests.trials.api.search.studies import keep
from trials.api.search import Budget, matching
from trials.models.study import StudyVersion

pytestmark = pytest.mark.django_db
CABINET = "NCT03375320"
SPELLINGS = [
    ("BasicSearch", "NCT03375320"),
    ("BasicSearch", "nct03375320"),
    ("BasicSearch", "A021602"),
    ("BasicSearch", "CABINET"),
    ("IdSearch", "a021602"),
    ("IdSearch", "NCI-2017-02297"),
    ("IdSearch", "NCI 2017 02297"),
    ("TitleSearch", "cabinet"),
    ("ConditionSearch", "neuroendocrine tumour"),
    ("ConditionSearch", "Carcinoid Tumors"),
    ("InterventionSearch", "cabozantinib"),
    ("SponsorSearch", "Alliance for Clinical Trials in Oncology"),
    ("BasicSearch", "AREA[NCTId]NCT03375320 AND AREA[OverallStatus]MISSING OR CABINET"),
    ("BasicSearch", "SEARCH[Location](AREA[LocationState]Minnesota) AND cabozantinib"),
]


@pytest.fixture(scope="module")
def cabinet(samples: Path, made_once: DjangoDbBlocker) -> None:
    with made_once.unblock():
        keep(of(samples)[CABINET])


@pytest.mark.slow
@pytest.mark.usefixtures("cabinet")
@pytest.mark.parametrize(("area", "query"), SPELLINGS)
def test_cabinet_is_found(area: str, query: str) -> None:
    found = StudyVersion.objects.filter(matching(area, query, "Other terms", Budget()))
    assert [version.trial.nct_id for version in found] == [CABINET]
