"""The parts of a trial (arms, sites, findings ...): what each kind is, and how its rows go in.

`kinds.py` lists the kinds; `sync.py` compares the rows of one kind with the registry's.
"""

from trials.ctgov.importer.parts.findings import FINDINGS
from trials.ctgov.importer.parts.kinds import (
    ARMS,
    COLLABORATORS,
    CONDITIONS,
    CONTACTS,
    DOCUMENTS,
    ENDPOINTS,
    IDENTIFIERS,
    INTERVENTIONS,
    KINDS,
    LINKS,
    OFFICIALS,
    REFERENCES,
    SITES,
)

__all__ = [
    "ARMS",
    "COLLABORATORS",
    "CONDITIONS",
    "CONTACTS",
    "DOCUMENTS",
    "ENDPOINTS",
    "FINDINGS",
    "IDENTIFIERS",
    "INTERVENTIONS",
    "KINDS",
    "LINKS",
    "OFFICIALS",
    "REFERENCES",
    "SITES",
]
