"""How long: hazard ratios, medians and who was well after a time, in words.

“Lived longer” needs a ratio that supports it (`judging`), in a trial where chance decided.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from trials.durations import duration_in_words
from trials.evidence_table import Line
from trials.models import Finding
from trials.plain_words.asked import Asked
from trials.plain_words.endpoints import Kind, is_whole
from trials.plain_words.judging import Verdict, verdict
from trials.plain_words.statement import Number, sentence, value_in_words
from trials.plain_words.tested import treatment
from trials.plain_words.whom import MOST, about_all, in_one_breath, named, of_group, share
from trials.vocabulary import Quantity

Told = tuple[str, Sequence[Number]]

TIMES = {"months", "years", "weeks", "days"}
ADJUSTED = re.compile(
    r"((un)?(stratified|adjusted),? )*(cox )?hazard ratio( \(hr\))?", re.IGNORECASE
)
AFTER = re.compile(
    r"(?:at )?(?:(?P<number>[0-9]+) (?P<unit>month|year|week)s?|"
    r"(?P<unit2>month|year|week) (?P<number2>[0-9]+))",
    re.IGNORECASE,
)
WEEKS = {"week": 1, "month": 4.35, "year": 52.2}
NOT_KNOWN = re.compile(r"na|nr|ne|not (yet )?(reached|estimable|evaluable)", re.IGNORECASE)


def times(lines: Sequence[Line], kind: Kind, where: str, asked: Asked) -> Iterator[Told]:
    """A statement for each ratio with the medians of its arms; then medians that are left."""
    medians = {of_group(line): line for line in _medians(lines)}
    for line in _ratios(lines) if kind.better else []:
        both = [medians.pop(key) for key in _arms(line) if key in medians]
        words = sentence(where, _compared(line, both, kind, asked)), *_halves(both, kind)
        yield " ".join(filter(None, words)), [*_numbers(both), Number("Hazard ratio", line.lead)]
    left = list(medians.values())
    if len(left) <= MOST and (halves := _halves(left, kind)):
        yield after(where, halves), _numbers(left)
    yield from _after_a_time(lines, kind, where)


def _medians(lines: Sequence[Line]) -> list[Line]:
    found = [line for line in lines if line.lead.quantity == Quantity.MEDIAN]
    return [line for line in found if about_all(line) and not line.lead.measure]


def _ratios(lines: Sequence[Line]) -> list[Line]:
    """Of whole groups; what was adjusted where there is no other."""
    found = [
        line
        for line in lines
        if line.lead.quantity == Quantity.HAZARD_RATIO
        and line.lead.comparator
        and is_whole(line.lead.population)
        and not line.lead.time_point
    ]
    plain = [line for line in found if not line.lead.measure]
    return plain or [line for line in found if ADJUSTED.fullmatch(line.lead.measure)][:1]


def _arms(line: Line) -> list[str]:
    return [f"on {treatment(arm)}" for arm in (line.lead.arm, line.lead.comparator) if arm]


def _compared(line: Line, medians: Sequence[Line], kind: Kind, asked: Asked) -> str:
    lead = line.lead
    assert lead.arm and lead.comparator  # noqa: S101, PT018
    one, other = treatment(lead.arm), treatment(lead.comparator)
    if not asked.by_chance:
        return asked.no_claim
    found = verdict(line, [each.lead for each in medians], range_only=asked.not_much_worse)
    match found:
        case Verdict.BETTER:
            return kind.better.format(one=one, other=other)
        case Verdict.WORSE:
            return kind.worse.format(one=one, other=other)
        case Verdict.UNCLEAR:
            return asked.unclear(lead, kind.unclear)
        case _:
            return asked.silent(lead)


def _halves(lines: Sequence[Line], kind: Kind) -> list[str]:
    """What the medians mean, where they are numbers; of those beside that none is known."""
    if not any(is_time(line.lead) for line in lines):
        return []
    known_first = sorted(lines, key=lambda line: not is_time(line.lead))
    return [said for line in known_first if (said := _half(line, kind))]


def _half(line: Line, kind: Kind) -> str:
    lead = line.lead
    if is_time(lead):
        return f"Half of those {of_group(line)} {kind.half.format(time=value_in_words(lead))}."
    if NOT_KNOWN.fullmatch(lead.value_text.strip()):
        return f"For those {of_group(line)} no such time could be given."
    return ""


def is_time(finding: Finding) -> bool:
    """Whether it is a number of months or the like."""
    return finding.value is not None and finding.unit.lower() in TIMES


def _numbers(lines: Sequence[Line]) -> list[Number]:
    return [Number(f"Median, {named(line)}", line.lead) for line in lines]


def _after_a_time(lines: Sequence[Line], kind: Kind, where: str) -> Iterator[Told]:
    """Who was well after a time: of several times the last, which most of the groups have."""
    by_time: dict[tuple[float, str], list[Line]] = defaultdict(list)
    for line in lines:
        if (at := _time(line.lead.time_point)) and _tells_a_share(line):
            by_time[at].append(line)
    if not by_time:
        return
    most = max(len(same) for same in by_time.values())
    at = max(time for time, same in by_time.items() if len(same) == most)
    same = by_time[at]
    if len({of_group(line) for line in same}) == len(same) <= MOST:
        people = in_one_breath([f"{share(line.lead)} {of_group(line)}" for line in same])
        numbers = [Number(f"After {at[1]}, {named(line)}", line.lead) for line in same]
        yield after(where, [f"After {at[1]}, {each} {kind.still}." for each in people]), numbers


def _tells_a_share(line: Line) -> bool:
    lead = line.lead
    is_rate = lead.quantity in (Quantity.PROPORTION, Quantity.RATE) and not lead.measure
    return is_rate and bool(share(lead) and of_group(line))


def _time(text: str) -> tuple[float, str] | None:
    """How long that is, in weeks and in words: “12 months”, of 60 months “5 years”."""
    match = AFTER.fullmatch(text.strip())
    if not match:
        return None
    number = match["number"] or match["number2"]
    unit = (match["unit"] or match["unit2"]).lower()
    return int(number) * WEEKS[unit], duration_in_words(f"{number} {unit}")


def after(where: str, sentences: Sequence[str]) -> str:
    """Sentences of which the first says where."""
    if not sentences:
        return ""
    first = sentences[0]
    begun = sentence(where, first[:1].lower() + first[1:]) if where else sentence(first)
    return " ".join([begun, *sentences[1:]])
