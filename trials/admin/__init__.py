"""Where editors work: one file of screens for each file of models, on shared ground."""

from trials.admin import (
    approval,
    concept,
    design,
    draft,
    evidence,
    import_run,
    list_filters,
    names,
    organisation,
    people,
    proposal,
    registry,
)
from trials.admin import trial as trial

__all__ = [
    "approval",
    "concept",
    "design",
    "draft",
    "evidence",
    "import_run",
    "list_filters",
    "names",
    "organisation",
    "people",
    "proposal",
    "registry",
    "trial",
]
