"""Publications that a text cites by DOI or PubMed ID."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_DOI = re.compile(r"(?<![0-9A-Za-z.])10\.[0-9]{4,9}/[!-~]+")
_PMID = re.compile(
    r"(?:(?<![A-Za-z])PMID|pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)[ :/#]{0,3}"
    r"([1-9][0-9]{0,8})(?![0-9])",
    re.IGNORECASE,
)
# Where a sentence, a parenthesis or an address with more in it goes on.
_TAIL = re.compile(r"[\].,;:!?)}>'\"*_]+$|[?#&<].*$")


class Citation(NamedTuple):
    """One citation in a plain text; the DOI in lower case, as DOIs compare."""

    start: int
    end: int
    doi: str
    pmid: str


def citations(text: str) -> Iterator[Citation]:
    """All of them, in no order."""
    for match in _DOI.finditer(text):
        doi = _TAIL.sub("", _TAIL.sub("", match[0]))
        yield Citation(match.start(), match.start() + len(doi), doi.lower(), "")
    for match in _PMID.finditer(text):
        yield Citation(match.start(), match.end(), "", match[1])
