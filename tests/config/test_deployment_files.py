"""What the image and the compose file promise, read as text: no engine runs here."""

import re
import tomllib
from configparser import ConfigParser
from pathlib import Path

import pytest
from django.core.management import get_commands

from config.postgres_keeper import INITDB, MAJOR
from trials.management.commands.import_ctgov import Command as import_ctgov

CHECKOUT = Path(__file__).resolve().parent.parent.parent
COMPOSE = (CHECKOUT / "docker-compose.yml").read_text()
DOCKERFILE = (CHECKOUT / "Dockerfile").read_text()
EXAMPLE = (CHECKOUT / ".env.example").read_text()
NIGHTLY = (CHECKOUT / "docs" / "nightly.md").read_text()
INTERPOLATED = re.compile(r"\$\{([A-Z_]+)([^}]*)\}")


SERVICES = re.findall(r"^  (\w+):$", COMPOSE.partition("\nservices:\n")[2], re.MULTILINE)
OWNERS = {"migrate", "nightly"}


def service(name: str) -> str:
    """What the compose file says of it."""
    return COMPOSE.partition(f"\n  {name}:\n")[2].partition("\n\n")[0]


def test_the_database_sorts_like_the_embedded_one() -> None:
    found = re.search(r'POSTGRES_INITDB_ARGS: "(.+)"', COMPOSE)
    locale = [flag for flag in INITDB if not flag.startswith(("--auth", "--username"))]

    assert found is not None
    assert found[1].split() == locale
    assert f"image: postgres:{MAJOR}\n" in COMPOSE


def test_the_volume_is_where_this_image_keeps_its_data() -> None:
    assert re.search(r"- postgres:/var/lib/postgresql(?![^ \n])", COMPOSE)


def test_uploads_outlive_a_container() -> None:
    assert "TRIALFOLIO_DATA=/app/var\n" in DOCKERFILE
    assert "- media:/app/var/media\n" in COMPOSE


@pytest.mark.parametrize("name", ["SECRET_KEY", "OWNER_PASSWORD", "APPLICATION_PASSWORD"])
def test_a_secret_has_no_default(name: str) -> None:
    uses = [rest for found, rest in INTERPOLATED.findall(COMPOSE) if found == name]

    assert uses
    assert all(rest.startswith(":?") for rest in uses)
    assert f"\n{name}=\n" in EXAMPLE


def test_the_example_names_every_variable_of_the_compose_file() -> None:
    offered = set(re.findall(r"^([A-Z_]+)=", EXAMPLE, re.MULTILINE))

    assert {name for name, _ in INTERPOLATED.findall(COMPOSE)} <= offered


def test_the_site_connects_as_the_application_and_only_two_jobs_as_the_owner() -> None:
    assert 'DATABASE_URL: "postgres://trialfolio_app:' in COMPOSE
    assert COMPOSE.count("MIGRATION_DATABASE_URL") == 1
    assert {name for name in SERVICES if "environment: *owner" in service(name)} == OWNERS
    assert "condition: service_completed_successfully" in COMPOSE


def test_the_image_takes_its_base_from_outside_and_its_packages_by_hash() -> None:
    assert re.search(r"^ARG BASE=\S+$", DOCKERFILE, re.MULTILINE)
    assert set(re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)) == {"${BASE}"}
    assert "--require-hashes" in DOCKERFILE


def test_the_image_runs_as_an_ordinary_user() -> None:
    users = re.findall(r"^USER (\S+)$", DOCKERFILE, re.MULTILINE)

    assert users == ["10001:10001"]
    assert DOCKERFILE.index("USER") < DOCKERFILE.index('CMD ["gunicorn"')


def test_only_what_the_site_runs_on_goes_into_the_image() -> None:
    ignore = (CHECKOUT / ".dockerignore").read_text().splitlines()
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
    packages = project["tool"]["importlinter"]["root_packages"]

    assert "*" in ignore
    assert {f"!{name}/" for name in packages} <= set(ignore)
    assert not [line for line in ignore if line.startswith("!.") or "tests" in line]


def test_the_nightly_import_starts_only_when_it_is_asked_for() -> None:
    text = service("import")

    assert text.endswith("profiles: [nightly]")
    assert 'restart: "no"\n' in text
    assert "<<: *app" in text
    assert "environment: *environment\n" in text
    assert "networks: [database, default]" in text


def test_the_jobs_of_the_night_are_commands_that_there_are_and_stand_in_the_docs() -> None:
    text = service("nightly")
    jobs = re.findall(r"manage\.py (\w+)", text)

    assert jobs == ["clearsessions", "apply_drafts", "seal_history"]
    assert set(jobs) <= set(get_commands())
    assert all(f"| `{job}` |" in NIGHTLY for job in jobs)
    assert text.endswith("profiles: [nightly]")
    written = set(re.findall(r"manage\.py (\w+)", NIGHTLY))
    assert set(jobs) <= written <= set(get_commands())


def test_the_commands_of_the_nightly_import_can_be_read() -> None:
    (composed,) = re.findall(r"command: \[python, manage.py, import_ctgov, (.+)\]", COMPOSE)
    written = re.findall(r"import_ctgov ((?:--)?[a-z/][^\s`]*)", NIGHTLY)

    assert "--held" in written
    for arguments in {composed, *written}:
        import_ctgov().create_parser("manage.py", "import_ctgov").parse_args(arguments.split(", "))


def test_the_timer_and_its_service_are_what_systemd_reads() -> None:
    units = re.findall(r"(?m)(?:^    .+\n)+", NIGHTLY)
    service, timer = (
        "".join(line[4:] for line in unit.splitlines(keepends=True))
        for unit in units
        if "[Unit]" in unit
    )

    read = ConfigParser(strict=False, interpolation=None)
    read.read_string(service)
    assert read["Service"]["Type"] == "oneshot"
    assert read["Service"]["ExecStart"].endswith("manage.py import_ctgov --held")
    read.read_string(timer)
    assert read["Timer"]["OnCalendar"] == "*-*-* 05:17"
