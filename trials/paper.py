"""What of a trial's page stands on paper: at most four sheets, the most needed first.

Nothing here knows a printer; lengths are guessed from letters, in lines of one of the two columns.
What does not fit is left out whole, and the page says so with the address where it stands.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from trials.evidence_table import EvidenceTable
from trials.figures.sheet import NARROW
from trials.pictures import Picture
from trials.plain_words import Part
from trials.record import TrialRecord

LETTERS = 56
"""In a line of a column."""
LINES = 500
"""Of four sheets with two columns each, less what stays white where columns break."""
ALWAYS = 30  # name, status and the headings of what is never left out
PRINTED_WIDTH, LINE_HEIGHT, TALLEST = 52.0, 3.7, 150.0
"""Millimetres, of a picture and of a line; a taller picture breaks the sheet."""
FEW_SITES = 20
"""So many are printed by name where they fit; of more the sum by country."""
SPAN = 2  # what stands across the sheet takes both columns

# What is needed most comes first; of pictures the names.
BY_NEED = {
    "eligibility": "who can take part",
    "design": "arms and treatments",
    "endpoints": "endpoints",
    "sites": "the names of the sites",
    "summary": "the summary of the record",
    "hazard-ratios": "the picture of hazard ratios",
    "findings": "findings by source",
    "medians": "the picture of medians",
    "references": "references and documents",
    "participants": "the picture of the participant flow",
    "timeline": "the picture of the timeline",
    "description": "the detailed description",
}


@dataclass(frozen=True)
class Paper:
    """What is left out: sections by the ids of their headings, and pictures by their names."""

    left_out: tuple[str, ...]
    in_part: tuple[str, ...] = ()
    """What is printed in short, as a reader calls what of it is missing."""

    @property
    def titles(self) -> list[str]:
        """As a reader calls what is left out."""
        return [*(BY_NEED[name] for name in self.left_out), *self.in_part]


def on_paper(record: TrialRecord, told: Sequence[Part], pictures: Sequence[Picture]) -> Paper:
    """What fits, by need; something long makes way for what is shorter and fits still."""
    lengths = {name: sum(lines) for name, lines in _sections(record)}
    lengths |= {picture.name: _of_picture(picture) for picture in pictures}
    room = LINES - ALWAYS - sum(_of_answers(record, told)) - sum(_of_the_rest(record))
    left_out = []
    for name in BY_NEED:
        if (lines := lengths.get(name, 0)) > max(room, 0):
            left_out.append(name)
        else:
            room -= lines
    return Paper(tuple(left_out), tuple(_in_part(record, left_out)))


def _in_part(record: TrialRecord, left_out: Sequence[str]) -> Iterator[str]:
    """What print.css keeps folded or hides within a section that is printed."""
    if "endpoints" not in left_out and any(one.description for one in record.endpoints):
        yield "how endpoints are measured"
    tables = [table for section in record.evidence for table in section.tables]
    folded = sum(1 for table in tables if table.blocks and table.is_folded)
    if "findings" not in left_out and folded:
        yield f"the numbers of {folded} table{'' if folded == 1 else 's'} of the registry"


def _lines(texts: Iterable[str], letters: int = LETTERS) -> int:
    """How many lines these paragraphs take; an empty one takes none."""
    paragraphs = (line for text in texts if text for line in text.splitlines())
    return sum(math.ceil(len(line) / letters) for line in paragraphs)


def _of_answers(record: TrialRecord, told: Sequence[Part]) -> Iterator[int]:
    trial = record.trial
    yield SPAN * _lines([trial.plain_summary or trial.brief_summary], SPAN * LETTERS)
    for part in told:
        yield SPAN * 2
        for each in part.statements:
            wide = LETTERS if each.numbers else SPAN * LETTERS
            lines = _lines([each.topic, each.words], wide)
            yield SPAN * max(lines, len(each.numbers)) + 1
    yield SPAN * 9  # questions to a doctor


def _sections(record: TrialRecord) -> Iterator[tuple[str, list[int]]]:
    trial = record.trial
    yield "eligibility", [4, _lines([trial.eligibility_criteria, trial.study_population])]
    if trial.plain_summary:
        yield "summary", [_lines([trial.brief_summary])]
    if trial.detailed_description:
        yield "description", [2, _lines([trial.detailed_description])]
    yield "design", list(_of_design(record))
    measured = [f"{one.measure} {one.time_frame}" for one in record.endpoints]
    yield "endpoints", [_lines(measured)]
    tables = (table for section in record.evidence for table in section.tables)
    yield "findings", [_of_table(table) for table in tables]
    if record.site_count:
        yield "sites", list(_of_sites(record))
    cited = [f"{one.citation} {one.url} {one.pmid}" for one in record.references]
    yield "references", [_lines(cited), 2 * len(record.documents)]


def _of_design(record: TrialRecord) -> Iterator[int]:
    trial = record.trial
    yield _lines([trial.intervention_model_description, trial.masking_description])
    for arm in record.arms:
        yield 5 + _lines([arm.label, arm.description])
    for cohort in record.cohorts:
        yield 4 + _lines([cohort.label, cohort.name, cohort.description])
    for one in record.interventions:
        yield _lines([f"{one.name} {one.description} {', '.join(one.other_names)}"])


def _of_sites(record: TrialRecord) -> Iterator[int]:
    """By name; of many more than there is room for."""
    if record.site_count > FEW_SITES:
        yield LINES
    for country in record.countries:
        yield 2 + len(country.regions)
        sites: list[Any] = [site for region in country.regions for site in region.sites]
        for site in sites:
            yield _lines([f"{site.facility} {site.city} {site.zip} {site.status}"])
            yield 2 * len(site.contact_rows or ())


def _of_table(table: EvidenceTable) -> int:
    """A folded one is its title; an open one has its lines, and remarks below them."""
    title = _lines([table.title]) + 1
    if table.blocks and table.is_folded:
        return title
    rows = [finding for line in table.lines for finding in line.findings]
    remarks = [text for row in rows for text in (row.remark, row.note)]
    differing = sum(2 for line in table.lines if line.discrepancies)
    return title + 1 + len(table.lines) + len(rows) + differing + _lines(remarks)


def _of_picture(picture: Picture) -> int:
    height = picture.height * PRINTED_WIDTH / NARROW
    return math.ceil(height / LINE_HEIGHT) + 3 if height <= TALLEST else LINES


def _of_the_rest(record: TrialRecord) -> Iterator[int]:
    """What is never left out: decisions, news, sites by country, people, numbers, dates."""
    trial = record.trial
    for approval in record.approvals:
        yield 4 + _lines([approval.indication, approval.population])
    yield 5 * len(record.guideline_listings) + 5 * len(record.news)
    yield len(record.countries) // 3 + 2 * len(record.officials) + len(record.collaborators)
    yield 3 + _lines([trial.official_title, *(one.name for one in record.former_names)])
    conditions = ", ".join(condition.name for condition in record.conditions)
    yield len(record.identifiers) + _lines([conditions, ", ".join(trial.keywords)])
    yield 10 + 3 * len(record.status_changes)
