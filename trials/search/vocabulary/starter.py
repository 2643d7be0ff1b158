"""The vocabulary that comes with the program: TOML files of our own writing.

It is looked through after each migrate, like a load of any source: what the files have anew comes,
what they no longer have goes, what an editor changed, added or deleted stays as it is.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from trials.search.vocabulary.entry import STARTER, Entry, Name
from trials.search.vocabulary.linking import link
from trials.search.vocabulary.writing import Counts, write

FOLDER = Path(__file__).resolve().parent.parent / "starter"
READY = """
SELECT FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name = 'trials_concept'
    AND column_name = 'other_codes'"""


def after_migrate(using: str, **_: Any) -> None:
    """Receiver of post_migrate; a migrate to before there were names has nothing to fill."""
    with connections[using].cursor() as cursor:
        cursor.execute(READY)
        ready = cursor.fetchone() is not None
    if ready and using == DEFAULT_DB_ALIAS:
        load_starter()


def load_starter() -> Counts:
    """Make the concepts of this source what the files say, if they are not."""
    counts = write(STARTER, entries())
    if counts.is_change:
        link()
    return counts


def entries() -> Iterator[Entry]:
    """All concepts of the files."""
    for path in sorted(FOLDER.glob("diseases*.toml")):
        for term, names in tomllib.loads(path.read_text(encoding="utf-8")).items():
            yield Entry(term, tuple(_names(names)), "DISEASE")
    drugs = tomllib.loads((FOLDER / "drugs.toml").read_text(encoding="utf-8"))
    for term, others in drugs.items():
        yield Entry(term, tuple(map(Name, others)), "DRUG")


def _names(table: dict[str, list[str]]) -> Iterator[Name]:
    for text in table.get("names", ()):
        yield Name(text)
    for text in table.get("es", ()):
        yield Name(text, language="es")
    for text in table.get("as_written", ()):
        yield Name(text, as_written=True)
