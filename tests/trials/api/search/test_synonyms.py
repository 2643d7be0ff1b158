"""What has another name is found, where the registry takes synonyms and the query lets it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.trials.api.search.studies import a_study, keep
from tests.trials.api.search.test_matching import found
from trials.models import Concept

pytestmark = pytest.mark.django_db
NAMES = {
    "Gizzard cancer": ["carcinoma of the gizzard", "GZC", "Steinkrebs"],
    "Featherinib": ["XL999"],
}


@pytest.fixture(autouse=True)
def studies(db: None) -> None:
    for preferred, others in NAMES.items():
        concept = Concept.objects.create(preferred=preferred, source="Aviary")
        for name in [preferred, *others]:
            concept.names.create(name=name)
    concept = Concept.objects.get(preferred="Gizzard cancer")
    concept.names.create(name="PAN", capitals_only=True)
    keep(
        a_study(1, conditions={"conditions": ["Gizzard Cancer"]}),
        a_study(2, conditions={"conditions": ["Carcinoma of the Gizzard"]}),
        a_study(3, conditions={"conditions": ["Steinkrebs"]}),
        a_study(
            4,
            conditions={"conditions": ["GZC"]},
            armsInterventions={"interventions": [{"type": "DRUG", "name": "XL999"}]},
        ),
        a_study(5, sponsorCollaborators={"leadSponsor": {"name": "Steinkrebs", "class": "OTHER"}}),
    )


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("steinkrebs", [1, 2, 3, 4]),
        ('"gizzard cancer"', [1, 2, 3, 4]),
        ("GZC", [1, 2, 3, 4]),
        ("PAN", [1, 2, 3, 4]),
        ("pan", []),
        ("gizzard cancer featherinib", [4]),
        ("featherinib AND steinkrebs", [4]),
        ("EXPANSION[Concept]steinkrebs", [1, 2, 3, 4]),
        ("EXPANSION[Term]steinkrebs", [3]),
        ("EXPANSION[None]steinkrebs", [3]),
        ("NOT steinkrebs", [5]),
    ],
)
def test_any_name_finds_what_the_others_find(query: str, numbers: list[int]) -> None:
    assert found(query, "ConditionSearch" if "eatherinib" not in query else "BasicSearch") == (
        numbers
    )


def test_where_the_registry_takes_no_synonyms_none_are_taken() -> None:
    assert found('"gizzard cancer"', "SponsorSearch") == []
    assert found("steinkrebs", "SponsorSearch") == [5]


@pytest.mark.parametrize("query", ["steinkrebs", "steinkrebs OR featherinib OR gzc OR crop"])
def test_names_are_looked_up_at_once_for_all_terms(query: str) -> None:
    with CaptureQueriesContext(connection) as made:
        found(query)
    assert len(made) == 3
