"""Which endpoint an outcome measure is, and which the protocol section lacks. Pure."""

from collections import Counter, defaultdict, deque
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

Named = tuple[EndpointLevel | None, str]


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
    seen: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
    for row in rows:
        same = seen.setdefault((row["level"], row["measure"]), {})
        yield same.setdefault((row["time_frame"], row["description"]), len(same))


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
    named: list[Named] = [(_level(one), plain(one.title)) for one in measures]
    outcomes: list[Named] = [(one.level, plain(one.measure)) for one in study.outcomes]
    several = {key for keys in (named, outcomes) for key, n in Counter(keys).items() if n > 1}
    free: dict[object, deque[int]] = defaultdict(deque)
    for place, key in enumerate(outcomes):
        free[_exactly(key, study.outcomes[place], several)].append(place)
    matched: dict[int, int] = {}
    for at, key in enumerate(named):
        if places := free[_exactly(key, measures[at], several)]:
            matched[at] = places.popleft()
    return matched


def _exactly(key: Named, one: OutcomeMeasure | Outcome, several: set[Named]) -> object:
    """With its time, where several have one title."""
    return (key, plain(one.time_frame)) if key in several else key
