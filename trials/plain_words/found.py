"""What was found: for the endpoints that have plain words, group by group.

“Lived longer” needs a preferred finding on overall survival that supports it; where the numbers
support no words they stand alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from trials.evidence_table import CohortEvidence, EvidenceTable, Line
from trials.models import Endpoint, Finding
from trials.plain_words.judging import Verdict, verdict
from trials.plain_words.statement import Number, Statement, sentence, value_in_words
from trials.plain_words.tested import treatment
from trials.vocabulary import Quantity

MOST = 12  # statements: a record with dozens of groups has the rest in its tables


@dataclass(frozen=True)
class Outcome:
    """An endpoint that counts time, and how one speaks of it."""

    better: str
    worse: str
    unclear: str
    half: str


OUTCOMES = {
    "PFS": Outcome(
        "the cancer was held back for longer with {one} than with {other}.",
        "the cancer was held back for less time with {one} than with {other}.",
        "no clear difference was seen in how long the cancer was held back.",
        "lived for {time} or more without their cancer growing",
    ),
    "OS": Outcome(
        "people on {one} lived longer than people on {other}.",
        "people on {one} did not live as long as people on {other}.",
        "no clear difference was seen in how long people lived.",
        "lived for {time} or more",
    ),
    "DFS": Outcome(
        "the cancer stayed away for longer with {one} than with {other}.",
        "the cancer stayed away for less time with {one} than with {other}.",
        "no clear difference was seen in how long the cancer stayed away.",
        "lived for {time} or more with no sign of cancer",
    ),
}
# The whole measure has to be that: “Overall survival in women under 50” is another number.
MEASURES = {
    "PFS": r"progression[- ]free survival",
    "OS": r"overall survival",
    "DFS": r"(invasive )?(disease|recurrence|relapse)[- ]free survival",
    "ORR": r"(objective|overall) (response|response rate|tumou?r response)",
}
LETTERS = r"( ?\((PFS|OS|DFS|RFS|IDFS|iDFS|ORR)\))?\.?"

Told = tuple[str, Sequence[Number]]


def kind_of(endpoint: Endpoint) -> str:
    """PFS, OS, DFS or ORR, if that is all its measure says; else nothing."""
    said = endpoint.measure.strip()
    return next(
        (kind for kind, name in MEASURES.items() if re.fullmatch(name + LETTERS, said, re.I)), ""
    )


def found(evidence: Iterable[CohortEvidence]) -> list[Statement]:
    """The findings that plain words fit, and a way to all of them."""
    said = [statement for section in evidence for statement in _of_section(section)]
    return said[:MOST]


def _of_section(section: CohortEvidence) -> Iterator[Statement]:
    where = f"in the {section.cohort.label} group," if section.cohort else ""
    for table in section.tables:
        kind = kind_of(table.endpoint) if table.endpoint else ""
        if kind == "ORR":
            told = _responses(table, where)
        elif kind:
            told = _times(table, OUTCOMES[kind], where)
        else:
            continue
        of = f", {section.cohort.label}" if section.cohort else ""
        for words, numbers in told:
            yield Statement(words, f"{table.title}{of}", numbers, link=section.anchor)


def _whole(table: EvidenceTable, quantity: Quantity) -> list[Line]:
    """Lines of a quantity that are about all of the group, at no time point of their own."""
    return [
        line
        for line in table.lines
        if line.lead.quantity == quantity
        and not (line.lead.time_point or line.lead.population or line.lead.measure)
    ]


def _times(table: EvidenceTable, outcome: Outcome, where: str) -> Iterator[Told]:
    medians = {line.lead.arm_id: line for line in _whole(table, Quantity.MEDIAN) if line.lead.arm}
    ratios = [line for line in _whole(table, Quantity.HAZARD_RATIO) if line.lead.comparator]
    for line in ratios:
        both = [medians.pop(pk) for pk in _arms(line) if pk in medians]
        words = sentence(where, _compared(line, both, outcome)), *_halves(both, outcome)
        numbers = [*_medians(both), Number("Hazard ratio", line.lead)]
        yield " ".join(filter(None, words)), numbers
    left = list(medians.values())
    if _halves(left, outcome):
        yield _after(where, _halves(left, outcome)), _medians(left)


def _arms(line: Line) -> tuple[int | None, int | None]:
    return line.lead.arm_id, line.lead.comparator_id


def _compared(line: Line, medians: Sequence[Line], outcome: Outcome) -> str:
    lead = line.lead
    assert lead.arm and lead.comparator  # noqa: S101, PT018
    one, other = treatment(lead.arm), treatment(lead.comparator)
    match verdict(line, [each.lead for each in medians]):
        case Verdict.BETTER:
            return outcome.better.format(one=one, other=other)
        case Verdict.WORSE:
            return outcome.worse.format(one=one, other=other)
        case Verdict.UNCLEAR:
            return outcome.unclear
        case _:
            return "this number alone does not tell which of the two did better."


def _halves(lines: Sequence[Line], outcome: Outcome) -> list[str]:
    """What the medians mean, where they are numbers: a sentence for each."""
    return [
        f"Half of those on {treatment(line.lead.arm)}"
        f" {outcome.half.format(time=value_in_words(line.lead))}."
        for line in lines
        if line.lead.arm and _is_time(line.lead)
    ]


def _after(where: str, sentences: Sequence[str]) -> str:
    """Sentences of which the first says where."""
    if not sentences:
        return ""
    first = sentences[0]
    begun = sentence(where, first[:1].lower() + first[1:]) if where else first
    return " ".join([begun, *sentences[1:]])


def _is_time(finding: Finding) -> bool:
    return finding.value is not None and finding.unit.lower() in {
        "months",
        "years",
        "weeks",
        "days",
    }


def _medians(lines: Sequence[Line]) -> list[Number]:
    return [
        Number(f"Median, {treatment(line.lead.arm)}", line.lead) for line in lines if line.lead.arm
    ]


def _responses(table: EvidenceTable, where: str) -> Iterator[Told]:
    leads = [line.lead for line in _whole(table, Quantity.PROPORTION)]
    shares = [(treatment(one.arm), one) for one in leads if one.arm and one.unit == "%"]
    told = [
        f"The tumors of {value_in_words(lead)} of people on {name} shrank or went away."
        for name, lead in shares
        if lead.value is not None
    ]
    if told:
        numbers = [Number(f"Response, {name}", lead) for name, lead in shares]
        yield _after(where, told), numbers
