"""Which release of the program made a segment: a digest of the code that decides what is in it."""

import hashlib
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
DECIDING = ("fields.py", "words.py", "indexing", "../folding.py")


@cache
def code() -> str:
    """A digest; another one says that the index is to be made anew."""
    digest = hashlib.sha256()
    for name in DECIDING:
        path = HERE / name
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            digest.update(file.read_bytes())
    return digest.hexdigest()
