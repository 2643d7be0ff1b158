"""The secret that signs sessions: given by the environment, or made once and kept."""

import os
import secrets
from pathlib import Path

from config.problems import writing


def made_once(folder: Path) -> str:
    """The key in this folder's `secret_key`, a file for its owner only; made when it is missing."""
    file = folder / "secret_key"
    with writing(file):
        if not file.exists():
            _make(file)
        return file.read_text()


def _make(file: Path) -> None:
    """Write beside and link: whoever comes first makes it, and nobody reads half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f"secret_key.{os.getpid()}")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w") as stream:
            stream.write(secrets.token_urlsafe(50))
        os.link(partial, file)
    except FileExistsError:
        pass
    finally:
        partial.unlink()
