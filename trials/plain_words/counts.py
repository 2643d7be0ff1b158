"""How many: people who had something good (responses), and people who had harm."""

from collections.abc import Iterator, Sequence

from trials.evidence_table import Line
from trials.models import Finding
from trials.plain_words.asked import Asked
from trials.plain_words.endpoints import Kind, is_related, is_whole
from trials.plain_words.judging import Verdict, verdict_on_shares
from trials.plain_words.statement import Number, sentence
from trials.plain_words.tested import treatment
from trials.plain_words.times import Told, after
from trials.plain_words.whom import in_one_breath, named, shares
from trials.vocabulary import Quantity, quantity_in_words

RATIOS = (Quantity.ODDS_RATIO, Quantity.RISK_RATIO, Quantity.DIFFERENCE)
ANY_CAUSE = "Not each of these problems came from the treatment."


def responses(lines: Sequence[Line], kind: Kind, where: str, asked: Asked) -> Iterator[Told]:
    """Who had something good, group by group, and what a comparison of them supports."""
    told = shares(line for line in lines if not line.lead.measure)
    if not told:
        return
    compared = _comparison(lines)
    verdict = _compared(compared, [line for line, _ in told], kind, asked) if compared else ""
    groups = in_one_breath([people for _, people in told])
    words = [kind.said.format(people=people) for people in groups]
    numbers = [Number(f"Share, {named(line)}", line.lead) for line, _ in told]
    if compared and verdict:
        label = quantity_in_words(compared.lead.quantity)
        said = after(where, [sentence(verdict), *map(sentence, words)])
        yield said, [*numbers, Number(label, compared.lead)]
    else:
        yield after(where, list(map(sentence, words))), numbers


def _comparison(lines: Sequence[Line]) -> Line | None:
    """The one number that compares two whole arms; of several none is chosen."""
    found = [
        line
        for line in lines
        if line.lead.quantity in RATIOS
        and line.lead.comparator
        and is_whole(line.lead.population)
        and not (line.lead.time_point or line.lead.measure)
    ]
    return found[0] if len(found) == 1 else None


def _compared(line: Line, told: Sequence[Line], kind: Kind, asked: Asked) -> str:
    lead = line.lead
    if not asked.by_chance or asked.not_much_worse or not (lead.arm and lead.comparator):
        return ""
    by_arm: dict[int | None, Finding] = {each.lead.arm_id: each.lead for each in told}
    groups = by_arm.get(lead.arm_id), by_arm.get(lead.comparator_id)
    one, other = treatment(lead.arm), treatment(lead.comparator)
    match verdict_on_shares(line, groups):
        case Verdict.BETTER:
            return kind.more.format(one=one, other=other)
        case Verdict.WORSE:
            return kind.more.format(one=other, other=one)
        case Verdict.UNCLEAR:
            return kind.unclear
        case _:
            return ""


def harms(lines: Sequence[Line], kind: Kind, where: str, measure: str) -> Iterator[Told]:
    """Who had harm, group by group: numbers alone, and whether the treatment was to blame."""
    told = shares(lines)
    if not told:
        return
    related = is_related(measure)
    problem = "side effect" if related else "health problem"
    groups = in_one_breath([people for _, people in told])
    said = [kind.said.format(people=people, problem=problem) for people in groups]
    blamed = "This counts what was put down to the treatment." if related else ""
    numbers = [Number(f"Share, {named(line)}", line.lead) for line, _ in told]
    yield " ".join(filter(None, [after(where, [f"{each}." for each in said]), blamed])), numbers
