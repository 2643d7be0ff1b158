"""Every answer is what the registry's own description of its API says, but for what is ours.

The description is its published OpenAPI text (a draft of 2.0.0), which lies beside the samples.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from django.test import Client

from tests.trials.ctgov.command import run

# A transaction that changes something has its versions made again at each request.
pytestmark = pytest.mark.django_db(transaction=True)

Json = dict[str, Any]
ADDED_WORDS = {
    "SecondaryIdType": ["CTIS"],
    "ViolationEventType": ["ISSUES_IN_LETTER_ADDRESSED_CONFIRMED"],
}
"""Words that the registry's lists have by now, by the name of the list there."""
ADDED_KEYS = {"Study": ["trialfolio"], "PagedStudies": ["withdrawn"]}
"""Keys of ours, and of the registry since; no answer has others."""


@pytest.fixture(scope="session")
def described(samples: Path) -> Json:
    """The registry's schemas with what was added, and nothing else allowed."""
    file = samples.parent / "reference" / "ctg-oas-v2.yaml"
    if not file.is_file():
        pytest.skip("the registry's description of its API is not beside the samples")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    schemas: Json = yaml.load(file.read_text(), loader)["components"]["schemas"]  # noqa: S506 (safe)
    for name, words in ADDED_WORDS.items():
        schemas[name]["enum"] += words
    for name, keys in ADDED_KEYS.items():
        schemas[name]["properties"] |= {key: {} for key in keys}
    return schemas


@pytest.fixture
def fits(described: Json) -> Callable[[str, Any], None]:
    """Says which parts of an answer are not of the schema."""

    def check(name: str, told: Any) -> None:
        whole = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": described}}
        validator = jsonschema.Draft4Validator(whole)
        faults = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(told)]
        assert not faults

    return check


@pytest.mark.slow
def test_every_answer_is_one_of_the_registry(
    client: Client, samples: Path, fits: Callable[[str, Any], None]
) -> None:
    """One test, since to take the samples in takes longer than to ask."""
    files = sorted((samples / "ctgov").glob("*.json"))
    assert len(files) > 80
    run(*files, publish=True)
    every_study_is_a_study(client, files, fits)
    every_other_answer(client, fits)


def every_study_is_a_study(
    client: Client, files: list[Path], fits: Callable[[str, Any], None]
) -> None:
    for file in files:
        fits("Study", client.get(f"/api/v2/studies/{file.stem}").json())
    answer: Any = client.get("/api/v2/studies?pageSize=1000&countTotal=true&strict=true")
    told = json.loads(answer.getvalue())
    fits("PagedStudies", told)
    assert (told["totalCount"], len(told["studies"])) == (len(files), len(files))
    assert not [study for study in told["studies"] if "trialfolio" in study]


def every_other_answer(client: Client, fits: Callable[[str, Any], None]) -> None:
    for path, name in (
        ("studies/metadata", "FieldNodeList"),
        ("studies/metadata?includeIndexedOnly=true&includeHistoricOnly=true", "FieldNodeList"),
        ("studies/search-areas", "SearchDocumentList"),
        ("stats/size", "GzipStats"),
        ("stats/field/values", "FieldValuesStatsList"),
        ("version", "Version"),
        ("studies?pageSize=3", "PagedStudies"),
        ("studies?updatedSince=2020-01-01", "PagedStudies"),
        ("studies?fields=NCTId,LocationCity", "PagedStudies"),
        ("studies?strict=true", "PagedStudies"),
    ):
        answer: Any = client.get(f"/api/v2/{path}")
        assert answer.status_code == 200, path
        fits(name, json.loads(answer.getvalue()))
