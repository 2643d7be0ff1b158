"""openapi.json is sound, says what is there, and schemathesis finds no fault with the answers."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer
from schemathesis.specs.openapi.definitions import OPENAPI_31

from tests.trials.api.studies import a_study
from trials.api.asking.parameters import PARAMETERS, Place

CHECKOUT = Path(__file__).resolve().parent.parent.parent.parent
ADDRESS = "/api/v2/openapi.json"
RUN = (
    *(
        sys.executable,
        "-m",
        "schemathesis.cli",
        "--config-file",
        str(CHECKOUT / "schemathesis.toml"),
    ),
    *("run", "--checks=all", "--seed=1", "--no-color"),
    *("--generation-database=none", "--generation-allow-x00=true"),
)


@pytest.fixture
def document(client: Client) -> dict[str, Any]:
    told: dict[str, Any] = client.get(ADDRESS).json()
    return told


@pytest.mark.slow
@pytest.mark.django_db
def test_it_is_a_sound_document(document: dict[str, Any]) -> None:
    jsonschema.validate(document, OPENAPI_31)
    for schema in document["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.django_db
def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    for reference in re.findall(r"'\$ref': '#/([^']+)'", str(document)):
        part = document
        for step in reference.split("/"):
            part = part[step]


@pytest.mark.django_db
def test_every_parameter_stands_where_it_is_taken(document: dict[str, Any]) -> None:
    for place in Place:
        told = document["paths"][place]["get"]["parameters"]
        taken = {one.name: one.ours for one in PARAMETERS if place in one.places}
        assert {one["name"]: "x-trialfolio" in one for one in told if one["in"] == "query"} == taken


@pytest.mark.django_db
def test_its_server_is_the_address_that_it_was_asked_at(client: Client) -> None:
    told = client.get(ADDRESS, headers={"Host": "localhost:81"}).json()

    assert told["servers"] == [{"url": "http://localhost:81/api/v2"}]


@pytest.fixture
def some_studies(transactional_db: None) -> None:
    for number in range(1, 6):
        a_study(number, protocol_id=f"A02160{number}")


def passed(live_server: LiveServer, folder: Path, phases: str, examples: int) -> int:
    """How many requests schemathesis made; none may be at fault."""
    options = (f"--phases={phases}", f"--max-examples={examples}")
    done = subprocess.run(
        [*RUN, *options, live_server.url + ADDRESS],
        cwd=folder,  # it leaves notes there
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    (generated, sound) = map(int, *re.findall(r"(\d+) generated, (\d+) passed", done.stdout))
    assert generated == sound
    return int(generated)


@pytest.mark.slow
@pytest.mark.usefixtures("some_studies")
def test_schemathesis_finds_no_fault(live_server: LiveServer, tmp_path: Path) -> None:
    assert passed(live_server, tmp_path, "examples,fuzzing", 3) > 20


@pytest.mark.slow
@pytest.mark.usefixtures("some_studies")
def test_schemathesis_finds_no_fault_however_long_it_looks(
    live_server: LiveServer, tmp_path: Path
) -> None:
    assert passed(live_server, tmp_path, "examples,coverage,fuzzing", 100) > 1000
