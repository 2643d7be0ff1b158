"""Which endpoint an outcome measure is, and which the protocol section lacks. Pure."""

from collections import Counter
from collections.abc import Iterator

from trials.ctgov.importer.rows import Row, endpoint_rows
from trials.ctgov.importer.values import plain, word
from trials.ctgov.records import Outcome, OutcomeMeasure, Study
from trials.vocabulary import EndpointLevel, OutcomeMeasureType

LEVELS = {
    OutcomeMeasureType.PRIMARY: EndpointLevel.PRIMARY,
    OutcomeMeasureType.SECONDARY: EndpointLevel.SECONDARY,
    OutcomeMeasureType.OTHER_PRE_SPECIFIED: EndpointLevel.OTHER,
    OutcomeMeasureType.POST_HOC: EndpointLevel.POST_HOC,
}


def result_endpoint_rows(study: Study) -> list[Row]:
    """Outcome measures that are no outcome of the protocol section; their places follow those."""
    return [row for _, row in _own_endpoints(study)]


def named_endpoints(study: Study) -> dict[int, Row]:
    """By outcome measure, how its findings name their endpoint."""
    protocol, matched = endpoint_rows(study), _matched(study)
    own = dict(_own_endpoints(study))
    rows = [*protocol, *own.values()]
    counted = dict(zip(map(id, rows), _counted(rows), strict=True))
    chosen = {at: protocol[place] for at, place in matched.items()} | own
    return {
        at: {
            "endpoint__level": row["level"],
            "endpoint__measure": row["measure"],
            "endpoint__at": counted[id(row)],
        }
        for at, row in chosen.items()
    }


def _counted(rows: list[Row]) -> Iterator[int]:
    """Which of the rows of its level and measure each is; equal ones are one."""
    seen: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in rows:
        same = seen.setdefault((row["level"], row["measure"]), [])
        rest = (row["time_frame"], row["description"])
        if rest not in same:
            same.append(rest)
        yield same.index(rest)


def _own_endpoints(study: Study) -> list[tuple[int, Row]]:
    """The outcome measures that need an endpoint of their own, by their place."""
    matched, first = _matched(study), len(study.outcomes)
    alone = [
        (at, measure)
        for at, measure in enumerate(study.results.outcome_measures)
        if measure.type is not None and at not in matched
    ]
    return [
        (at, _endpoint(measure) | {"position": first + n}) for n, (at, measure) in enumerate(alone)
    ]


def _endpoint(measure: OutcomeMeasure) -> Row:
    return {
        "level": word(_level(measure)),
        "measure": measure.title.strip(),
        "time_frame": measure.time_frame,
        "description": measure.description,
    }


def _level(measure: OutcomeMeasure) -> EndpointLevel | None:
    return LEVELS[measure.type] if measure.type else None


def _matched(study: Study) -> dict[int, int]:
    """By outcome measure, its outcome of the protocol section; each outcome has one at most."""
    measures = study.results.outcome_measures
    named = [(_level(one), plain(one.title)) for one in measures]
    outcomes = [(one.level, plain(one.measure)) for one in study.outcomes]
    several = {key for keys in (named, outcomes) for key, n in Counter(keys).items() if n > 1}
    free = dict(enumerate(zip(outcomes, study.outcomes, strict=True)))
    matched: dict[int, int] = {}
    for at, key in enumerate(named):
        for place, (other, outcome) in free.items():
            if key == other and (key not in several or _same_time(measures[at], outcome)):
                matched[at] = place
                del free[place]
                break
    return matched


def _same_time(measure: OutcomeMeasure, outcome: Outcome) -> bool:
    return plain(measure.time_frame) == plain(outcome.time_frame)
