"""Hard words of a page's details: each is explained in the section where it comes first."""

from collections.abc import Iterator, Sequence

from trials.evidence_table import EvidenceTable
from trials.glossary import Term, terms_in
from trials.plain_words.statement import Part
from trials.record import TrialRecord

MOST = 8
"""In one section; all stand in the glossary."""


def hard_words(
    record: TrialRecord, design: Sequence[str], parts: Sequence[Part]
) -> dict[str, list[Term]]:
    """By the id of the section, without those that the answers above have explained."""
    explained = {term for part in parts for term in part.terms}
    found = {}
    for section, texts in _texts(record, design):
        terms = [term for term in terms_in(*texts) if term not in explained][:MOST]
        explained.update(terms)
        found[section] = terms
    return found


def _texts(record: TrialRecord, design: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """What is read in each section, in the order of the page."""
    trial = record.trial
    described = [trial.intervention_model_description, trial.masking_description]
    changes = ["crossover" for arm in record.arms if arm.crossover][:1]
    yield "design", [*design, *described, *changes]
    yield "endpoints", ["endpoint", *(one.measure for one in record.endpoints)]
    tables = [table for section in record.evidence for table in section.tables]
    yield "findings", list(dict.fromkeys(_told(tables)))
    yield "eligibility", [trial.eligibility_criteria]


def _told(tables: Sequence[EvidenceTable]) -> Iterator[str]:
    for table in tables:
        yield table.title
        for line in table.lines:
            yield line.label
            yield "CI" if any(one.level is not None for one in line.findings) else ""
            yield "data cut-off" if any(one.data_cutoff for one in line.findings) else ""
