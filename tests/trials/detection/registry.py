"""A small registry that the tests of this folder look things up in, and matches in short."""

from decimal import Decimal

from tests.records import a_finding, a_source, a_trial
from trials.detection import Match, detect
from trials.models import Alias, FormerName, Trial

TITLE = "Testing Cabozantinib in Patients With Advanced Pancreatic Neuroendocrine Tumors"


def fill() -> None:
    """The trials that texts name, by all that they may be named by."""
    cabinet = a_trial("A021602", nct_id="NCT03375320", acronym="CABINET", brief_title=TITLE)
    cabinet.identifiers.create(kind="CTRP", value="NCI-2017-02297")
    cabinet.identifiers.create(kind="FUNDING", value="U10CA180821", resolves=False)
    cabinet.identifiers.create(kind="SPONSOR", value="GUMC-00153", resolves=False)
    FormerName.objects.create(trial=cabinet, kind="ACRONYM", name="CABNET")
    paper = a_source(doi="10.1056/NEJMoa2403991", pmid="39282913")
    a_finding(cabinet, "298", paper)
    a_trial("A221405", nct_id="NCT02308085", acronym="POSITIVE")
    a_trial("AFT-05", nct_id="NCT02513394", acronym="PALLAS")
    a_trial("A022104", acronym="Janus Rectal")
    a_trial(None, nct_id="NCT03155997", acronym="monarchE")
    a_trial(None, nct_id="NCT02578680", acronym="KEYNOTE-189")
    for alias, nct_id in (
        ("CheckMate 067", "NCT01844505"),
        ("EORTC 22922/10925", "NCT00002851"),
        ("DUAL", "NCT03375320"),
        ("DUAL", "NCT02513394"),
    ):
        Alias.objects.create(alias=alias, nct_id=nct_id)


def called(match: Match) -> str:
    """The ID of the trial; several with a bar between; a question mark before one nobody knows."""
    if match.candidates:
        return "|".join(trial.public_id for trial in match.candidates)
    return match.trial.public_id if match.trial else f"?{match.nct_id or match.protocol_id}"


def found(text: str) -> list[str]:
    """What each match is called, in the order of the text."""
    return [called(match) for match in detect(text)]


def sureness(text: str) -> Decimal:
    """Of the only match."""
    (match,) = detect(text)
    return match.confidence


def trial(protocol_id: str) -> Trial:
    """One of the registry."""
    return Trial.objects.get(protocol_id=protocol_id)
