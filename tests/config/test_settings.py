"""The settings that follow from the environment, seen in processes of their own."""

import json
import secrets
import stat
from pathlib import Path

import pytest

from config import secret_key
from tests.config.processes import manage

pytestmark = pytest.mark.slow

ONE_ROLE = "postgres://trialfolio:x@db.example/trialfolio"
TWO_ROLES = "postgres://trialfolio_app:y@db.example/trialfolio"
READ = """
import json
from django.conf import settings
names = ("SECURE_HSTS_SECONDS", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE",
    "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME")
database = settings.DATABASES["default"]
print(json.dumps({name: getattr(settings, name) for name in names} | {
    "user": database["USER"], "options": database["OPTIONS"]}))
"""


def settings(tmp_path: Path, **variables: str) -> dict[str, object]:
    """Some settings of a process with this environment."""
    variables = {"SECRET_KEY": "x", "TRIALFOLIO_DATA": str(tmp_path)} | variables
    done = manage("shell", "--no-imports", "--command", READ, **variables)
    assert done.returncode == 0, done.stderr
    read: dict[str, object] = json.loads(done.stdout)
    return read


def test_plain_http_can_log_in_unless_an_https_origin_is_named(tmp_path: Path) -> None:
    plain = settings(tmp_path, DATABASE_URL=ONE_ROLE)
    https = settings(tmp_path, DATABASE_URL=ONE_ROLE, TRUSTED_ORIGINS="https://trials.example")

    assert plain["SESSION_COOKIE_SECURE"] is False
    assert https["SESSION_COOKIE_SECURE"] is True
    assert https["SECURE_SSL_REDIRECT"] is True
    assert https["SECURE_HSTS_SECONDS"]


def test_the_owner_only_for_those_who_ask(tmp_path: Path) -> None:
    two = {"DATABASE_URL": TWO_ROLES, "MIGRATION_DATABASE_URL": ONE_ROLE}

    assert settings(tmp_path, **two)["user"] == "trialfolio_app"
    assert settings(tmp_path, **two, DATABASE_ROLE="owner")["user"] == "trialfolio"


def test_options_of_the_address_stay_beside_the_pool(tmp_path: Path) -> None:
    url = "postgres:///trialfolio?host=/run/postgresql"

    options = settings(tmp_path, DATABASE_URL=url, DATABASE_POOL="on")["options"]

    assert isinstance(options, dict)
    assert options["host"] == "/run/postgresql"
    assert options["pool"]["max_size"] == 8


def test_check_deploy_has_nothing_to_say_of_a_site_with_https(tmp_path: Path) -> None:
    done = manage(
        "check",
        "--deploy",
        "--fail-level=INFO",
        SECRET_KEY=secrets.token_urlsafe(50),
        DATABASE_URL=TWO_ROLES,
        MIGRATION_DATABASE_URL=ONE_ROLE,
        TRUSTED_ORIGINS="https://trials.example",
        TRIALFOLIO_DATA=str(tmp_path),
    )

    assert done.returncode == 0, done.stderr
    assert "no issues (2 silenced)" in done.stdout
    assert done.stderr == ""


def test_over_https_cookies_are_of_this_host_alone(tmp_path: Path) -> None:
    https = settings(tmp_path, DATABASE_URL=ONE_ROLE, TRUSTED_ORIGINS="https://trials.example")
    plain = settings(tmp_path, DATABASE_URL=ONE_ROLE)

    for name in ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME"):
        assert str(https[name]).startswith("__Host-")
        assert not str(plain[name]).startswith("__Host-")


@pytest.mark.parametrize("text", ["-1", "x", "99999999"])
def test_a_session_lasts_a_number_of_hours(text: str, tmp_path: Path) -> None:
    done = manage("check", SESSION_HOURS=text, TRIALFOLIO_DATA=str(tmp_path))

    assert done.returncode != 0
    assert "SESSION_HOURS must be a whole number up to 8760" in done.stderr


@pytest.mark.parametrize(("migration_url", "warns"), [("", True), (ONE_ROLE, False)])
def test_check_deploy_warns_of_one_role(migration_url: str, warns: bool) -> None:
    done = manage(
        "check",
        "--deploy",
        SECRET_KEY="x",
        DATABASE_URL=TWO_ROLES,
        MIGRATION_DATABASE_URL=migration_url,
    )

    assert ("config.W001" in done.stderr) is warns


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    key = secret_key.made_once(tmp_path / "var")

    assert secret_key.made_once(tmp_path / "var") == key
    assert len(key) > 50
    assert stat.S_IMODE((tmp_path / "var" / "secret_key").stat().st_mode) == 0o600
