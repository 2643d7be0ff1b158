"""What a PostgreSQL of ours is set to, read from the files that docker-compose.yml mounts as well.

The embedded server gets them as arguments: started by root it runs as an account that cannot read
the checkout, and the file that initdb made stays as it is.
"""

import re
from pathlib import Path

from config.problems import Problem

FILES = Path(__file__).resolve().parent / "postgres"
DEFAULT_MEMORY = "1GB"
_LINE = re.compile(r"(?:include '(?P<file>[^']+)'|(?P<name>[a-z_]+) = (?P<value>'[^']*'|[^\s#]+))")


def sizes() -> list[str]:
    """The words that DATABASE_MEMORY takes, from the smallest to the largest."""
    names = [file.stem for file in FILES.glob("*GB.conf")]
    return sorted(names, key=lambda name: int(name.removesuffix("GB")))


def memory(variable: str, text: str) -> str:
    """One of the sizes; the smallest for "". Raises Problem for any other word."""
    word = text.replace(" ", "").upper() or DEFAULT_MEMORY
    if word not in sizes():
        *most, last = sizes()
        raise Problem(
            f"{variable} is {text!r}: it should be {', '.join(most)} or {last}, the memory that "
            "PostgreSQL can count on."
        )
    return word


def settings(size: str) -> dict[str, str]:
    """PostgreSQL's settings by name, as the file of a size and those it includes have them."""
    return _read(FILES / f"{size}.conf")


def _read(file: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in file.read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        read = _LINE.match(line)
        if read is None:
            raise Problem(f"{file} has a line that cannot be read: {line}")
        more = {read["name"]: read["value"].strip("'")} if read["name"] else {}
        found |= more or _read(file.parent / read["file"])
    return found
