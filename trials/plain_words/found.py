"""What was found, and which side effects: for the endpoints that have plain words, by group.

Which endpoints these are stands in `endpoints.toml`. Where the numbers support no words they stand
alone; where there are none nothing is said.
"""

from collections.abc import Iterator, Sequence

from trials.evidence_table import CohortEvidence, EvidenceTable, Line
from trials.models import Endpoint
from trials.plain_words.asked import Asked, asked_by
from trials.plain_words.counts import ANY_CAUSE, harms, responses
from trials.plain_words.endpoints import Kind, Shape, is_related, kind_of, kinds
from trials.plain_words.statement import Statement, sentence
from trials.plain_words.times import Told, times
from trials.record import TrialRecord

MOST = 12  # statements: a record with dozens of groups has the rest in its tables
MOST_HARMS = 6

Topic = tuple[Kind, str, Sequence[Line]]


def found(record: TrialRecord) -> list[Statement]:
    """The findings that plain words fit, and a way to all of them."""
    told = _told(record, harm=False)
    return list({statement.words: statement for statement in told}.values())[:MOST]


def side_effects(record: TrialRecord) -> list[Statement]:
    """Harms that were counted; that not all came from the treatment, if not all were judged to."""
    counted = sorted(_told(record, harm=True), key=lambda each: is_related(each.topic))
    said = counted[:MOST_HARMS]
    if any(not is_related(each.topic) for each in said):
        said.append(Statement(ANY_CAUSE))
    return said


def _told(record: TrialRecord, *, harm: bool) -> Iterator[Statement]:
    _name_what_is_given(record)
    for section in record.evidence:
        label = section.cohort.label if section.cohort else ""
        where = f"in the {label} group," if label else ""
        for table in section.tables:
            for topic in sorted(_topics(table), key=_place):
                if (topic[0].shape is Shape.HARM) == harm:
                    yield from _statements(topic, table.endpoint, section, where, record)


def _place(topic: Topic) -> tuple[bool, int]:
    """All harm before what the treatment was blamed for, in the order of the file."""
    kind, title, _ = topic
    return is_related(title), kinds().index(kind)


def _topics(table: EvidenceTable) -> Iterator[Topic]:
    """The endpoint of a table; of harms and of what has no endpoint each thing counted."""
    kind = kind_of(table.endpoint.measure) if table.endpoint else None
    if kind and kind.shape is not Shape.HARM:
        yield kind, table.endpoint.measure if table.endpoint else "", table.lines
        return
    if table.endpoint and not kind:
        return
    for measure in dict.fromkeys(line.lead.measure for line in table.lines):
        counted = measure or (table.endpoint.measure if table.endpoint else "")
        own = kind_of(counted)
        if own and (own.shape is Shape.HARM or not table.endpoint):
            lines = [line for line in table.lines if line.lead.measure == measure]
            yield own, counted, lines


def _name_what_is_given(record: TrialRecord) -> None:
    """An arm “A” is told by what people get in it, also where a finding names the arm."""
    arms = {arm.pk: arm for arm in record.arms}
    tables = (table for section in record.evidence for table in section.tables)
    for lead in (line.lead for table in tables for line in table.lines):
        if lead.arm_id:
            lead.arm = arms[lead.arm_id]
        if lead.comparator_id:
            lead.comparator = arms[lead.comparator_id]


def _statements(
    topic: Topic,
    endpoint: Endpoint | None,
    section: CohortEvidence,
    where: str,
    record: TrialRecord,
) -> Iterator[Statement]:
    kind, title, _ = topic
    asked = asked_by(record.trial, record.arms, title, endpoint.description if endpoint else "")
    if kind.shape is Shape.MEASURED:
        yield Statement(sentence(where, kind.said), link=section.anchor)
        return
    of = f", {section.cohort.label}" if section.cohort else ""
    for words, numbers in _words(topic, where, asked):
        yield Statement(words, f"{title}{of}", numbers, link=section.anchor)


def _words(topic: Topic, where: str, asked: Asked) -> Iterator[Told]:
    kind, title, lines = topic
    if kind.shape is Shape.TIME:
        return times(lines, kind, where, asked)
    if kind.shape is Shape.SHARE:
        return responses(lines, kind, where, asked)
    return harms(lines, kind, where, title)
