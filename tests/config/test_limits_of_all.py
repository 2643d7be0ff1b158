"""The limits of signing in hold for all processes of the site together, and outlive none of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from config.accounts.limits import in_words
from config.accounts.places import TABLE

CHECKOUT = Path(__file__).resolve().parent.parent.parent
TRY = """
import os, django
from django.conf import settings
django.setup()
settings.DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
from django.test import Client
client = Client(headers={"host": "localhost"})
for _ in range(6):
    client.post("/accounts/login/", {"login": "kim", "password": "not this one"})
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_tries_in_another_process_count_here() -> None:
    User.objects.create_user("kim", password="quite a long one", is_staff=True)
    name = str(connection.settings_dict["NAME"])
    subprocess.run(
        [sys.executable, "-c", TRY], cwd=CHECKOUT, env=_environment(name), check=True, timeout=120
    )
    data = {"login": "kim", "password": "quite a long one"}
    answer = Client(REMOTE_ADDR="203.0.113.5").post("/accounts/login/", data)
    assert "Too many wrong tries. Wait" in answer.content.decode()


def _environment(name: str) -> dict[str, str]:
    return os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "TEST_DATABASE": name}


@pytest.mark.django_db
def test_what_is_counted_is_in_no_log_of_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = %s", [TABLE])
        assert cursor.fetchone() == ("u",)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "1 second"), (59, "59 seconds"), (60, "1 minute"), (61, "2 minutes"), (300, "5 minutes")],
)
def test_seconds_in_words(seconds: int, words: str) -> None:
    assert in_words(seconds) == words
