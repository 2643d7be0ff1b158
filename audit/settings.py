"""`check --deploy`: the settings as a deployment behind https has them."""

import os
import secrets
import subprocess
import sys


def check() -> None:
    """A warning ends it."""
    variables = {
        "DATABASE_URL": "postgres://application@127.0.0.1:9/none",  # nothing is asked of it
        "MIGRATION_DATABASE_URL": "postgres://owner@127.0.0.1:9/none",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "TRUSTED_ORIGINS": "https://trials.example",
        "ALLOWED_HOSTS": "trials.example",
        "DEBUG": "false",
    }
    command = ("manage.py", "check", "--deploy", "--fail-level=WARNING")
    done = subprocess.run(
        [sys.executable, *command], env=os.environ | variables, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    print("check --deploy: nothing to say", flush=True)
