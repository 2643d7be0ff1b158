"""Publications that a text cites by DOI or PubMed ID."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from trials.identifiers import Plain

_DOI = re.compile(r"10\.(?<![0-9a-z.]10\.)[0-9]{4,9}(?:/|%2f)[!-~]+")
_PMID = re.compile(
    r"(?:pmid(?<![a-z]pmid)|pubmed(?:[ ]id|\.ncbi\.nlm\.nih\.gov)?)[ :/#]{0,3}"
    r"([1-9][0-9]{0,8})(?![0-9])"
)
# Where a sentence, a parenthesis or an address with more in it goes on.
_TAIL = re.compile(r"[\].,;:!?)}>'\"*_]+$|[?#&<].*$")


class Citation(NamedTuple):
    """One citation; the DOI in lower case, as DOIs compare."""

    start: int
    end: int
    doi: str
    pmid: str


def citations(plain: Plain) -> Iterator[Citation]:
    """All of a plain text, in no order."""
    for match in _DOI.finditer(plain.lower):
        doi = _TAIL.sub("", _TAIL.sub("", match[0]))
        yield Citation(match.start(), match.start() + len(doi), doi.replace("%2f", "/", 1), "")
    for match in _PMID.finditer(plain.lower):
        yield Citation(match.start(), match.end(), "", match[1])
