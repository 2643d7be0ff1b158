"""The settings of a test run: the site's own, on a cluster that only tests use.

With DATABASE_URL set tests use that server. Otherwise the process that collects the tests starts
var/postgres-test; pytest-xdist's workers inherit its address, and conftest.py stops it.
"""

import os
import tempfile
from pathlib import Path

import psycopg

from config.embedded_postgres import Cluster
from config.postgres_keeper import OWNER, SUPERUSER

CHECKOUT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("TRIALFOLIO_DATA") or CHECKOUT / "var").resolve()


# Rows that no trigger lets go are deleted between tests (tests/emptying.py); and of two who wait
# for each other a test says who is sent away (tests/trials/ctgov/test_import_deadlocks.py).
PARAMETERS = "session_replication_role, deadlock_timeout"


def let_owner_set_parameters(cluster: Cluster) -> None:
    """What else only a superuser may."""
    settings = cluster.settings(as_owner=True)
    with psycopg.connect(
        host=settings["HOST"],
        port=settings["PORT"],
        dbname=settings["NAME"],
        user=SUPERUSER,
        **settings["OPTIONS"],
    ) as superuser:
        superuser.execute(f"GRANT SET ON PARAMETER {PARAMETERS} TO {OWNER}")


OWN = Cluster(DATA / "postgres-test")
TEST_CLUSTER = None if os.environ.get("DATABASE_URL") else OWN
if TEST_CLUSTER:
    TEST_CLUSTER.join()
    os.environ["DATABASE_URL"] = TEST_CLUSTER.url()
    let_owner_set_parameters(TEST_CLUSTER)
IS_OWN = os.environ["DATABASE_URL"] == OWN.url()  # in workers too
os.environ.setdefault("SECRET_KEY", "only for tests")

from config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True  # no need of collectstatic
MEDIA_ROOT = Path(tempfile.gettempdir()) / "trialfolio-tests-write-no-media"
# It asks the database every twenty seconds, and tests count queries; tests of drafts call it.
MIDDLEWARE = [one for one in MIDDLEWARE if one != "trials.drafts.due.TakesEffect"]  # noqa: F405
