"""A study as one row: the columns of ClinicalTrials.gov's CSV, cells in its formats.

Lists are joined by "|", parts of one item by ", ". Column names and order are the registry's.
"""

from collections.abc import Callable, Iterable
from typing import Any

from trials.api.pieces.finding import find
from trials.api.pieces.piece import Piece
from trials.api.pieces.values import values_at

Json = dict[str, Any]
Cell = Callable[[Json], str]
PAGE = "https://clinicaltrials.gov/study/{}"
DOCUMENT = "https://cdn.clinicaltrials.gov/large-docs/{}/{}/{}"
# Programs split the file into lines before they read it, and Python takes these for line ends too.
_SEPARATORS = str.maketrans(dict.fromkeys("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", " "))


def _piece(name: str) -> Piece:
    piece = find(name)
    if piece is None:
        raise KeyError(name)
    return piece


def _all(*names: str, between: str = "|") -> Cell:
    """Every value of these fields."""
    pieces = [_piece(name) for name in names]
    return lambda study: between.join(
        str(value) for piece in pieces for value in values_at(study, piece)
    )


def _items(branch: str, *keys: str, between: str = ", ") -> Cell:
    """Of every object in a list what stands under these keys, as far as it is there."""
    piece = _piece(branch)
    return lambda study: "|".join(
        between.join(str(item[key]) for key in keys if item.get(key))
        for item in values_at(study, piece)
    )


def _results(study: Json) -> str:
    return "YES" if study.get("hasResults") else "NO"


def _page(study: Json) -> str:
    number = _one(study, "NCTId")
    return PAGE.format(number) if number else ""


def _design(study: Json) -> str:
    """Each part has its label, also where the study leaves it open."""
    parts = _DESIGNS.get(_one(study, "StudyType"), {})
    return "|".join(f"{label}: {told(study)}" for label, told in parts.items())


def _masking(study: Json) -> str:
    """ "TRIPLE (PARTICIPANT, CARE_PROVIDER, INVESTIGATOR)"."""
    who = ", ".join(values_at(study, "DesignWhoMasked"))
    masking = _one(study, "DesignMasking")
    return f"{masking} ({who})" if who else masking


def _documents(study: Json) -> str:
    number = _one(study, "NCTId")
    return "|".join(
        ", ".join(part for part in (document.get("label", ""), _file(number, document)) if part)
        for document in values_at(study, "LargeDoc")
    )


def _file(number: str, document: Json) -> str:
    """Where the registry keeps a document: in a folder by the last two digits of the number."""
    name = document.get("filename", "")
    return DOCUMENT.format(number[-2:], number, name) if number and name else ""


def _one(study: Json, name: str) -> str:
    """The first value of a field, "" where there is none."""
    return next(iter(values_at(study, name)), "")


_DESIGNS: dict[str, dict[str, Cell]] = {
    "INTERVENTIONAL": {
        "Allocation": _all("DesignAllocation"),
        "Intervention Model": _all("DesignInterventionModel"),
        "Masking": _masking,
        "Primary Purpose": _all("DesignPrimaryPurpose"),
    },
    "OBSERVATIONAL": {
        "Observational Model": _all("DesignObservationalModel"),
        "Time Perspective": _all("DesignTimePerspective"),
    },
}
_OUTCOME = ("measure", "description", "timeFrame")

COLUMNS: dict[str, Cell] = {
    "NCT Number": _all("NCTId"),
    "Study Title": _all("BriefTitle"),
    "Study URL": _page,
    "Acronym": _all("Acronym"),
    "Study Status": _all("OverallStatus"),
    "Brief Summary": _all("BriefSummary"),
    "Study Results": _results,
    "Conditions": _all("Condition"),
    "Interventions": _items("Intervention", "type", "name", between=": "),
    "Primary Outcome Measures": _items("PrimaryOutcome", *_OUTCOME),
    "Secondary Outcome Measures": _items("SecondaryOutcome", *_OUTCOME),
    "Other Outcome Measures": _items("OtherOutcome", *_OUTCOME),
    "Sponsor": _all("LeadSponsorName"),
    "Collaborators": _all("CollaboratorName"),
    "Sex": _all("Sex"),
    "Age": _all("StdAge", between=", "),
    "Phases": _all("Phase"),
    "Enrollment": _all("EnrollmentCount"),
    "Funder Type": _all("LeadSponsorClass"),
    "Study Type": _all("StudyType"),
    "Study Design": _design,
    "Other IDs": _all("OrgStudyId", "SecondaryId"),
    "Start Date": _all("StartDate"),
    "Primary Completion Date": _all("PrimaryCompletionDate"),
    "Completion Date": _all("CompletionDate"),
    "First Posted": _all("StudyFirstPostDate"),
    "Results First Posted": _all("ResultsFirstPostDate"),
    "Last Update Posted": _all("LastUpdatePostDate"),
    "Locations": _items("Location", "facility", "city", "state", "zip", "country"),
    "Study Documents": _documents,
}


def columns(asked: Iterable[str] = ()) -> list[str]:
    """Names of the columns asked for, or of all, in the registry's order; KeyError if unknown."""
    names = set(asked)
    if unknown := names - COLUMNS.keys():
        raise KeyError(min(unknown))
    return [name for name in COLUMNS if name in names or not names]


def cells(
    study: Json, names: Iterable[str] = COLUMNS.keys(), address: str | None = None
) -> list[str]:
    """The cells of a study under these columns, "" where it states nothing.

    `address` is where the study is read, if not on the page that the registry has of it.
    """
    told = [
        address if name == "Study URL" and address is not None else COLUMNS[name](study)
        for name in names
    ]
    return [cell.translate(_SEPARATORS) for cell in told]
