"""Trials side by side: rows in, a table out. Whether values differ is said in words.

What only one trial has says nothing of the others, so “not known” is no difference.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from trials.comparison.rows import Compared
from trials.design_words import MASKING
from trials.durations import ages_in_words
from trials.evidence_table import Line, enrollment
from trials.first_letters import begun
from trials.models.memberships import Membership
from trials.partial_dates import in_words
from trials.vocabulary import DesignMasking, EndpointLevel, Phase, phases_label

MOST_LINES = 12  # of a cell; the trial's page has all
SAME, DIFFERS, PARTLY = "Same", "Differs", "Not known of all"


@dataclass(frozen=True)
class Said:
    """One line of a cell: words with where they are from, or a number with its source."""

    text: str = ""
    aside: str = ""
    line: Line | None = None
    address: str = ""
    is_heading: bool = False
    """Whether it says what the lines below it are about."""


Telling = Callable[[Compared], Iterator[Said]]


@dataclass(frozen=True)
class Row:
    """One thing, as each trial has it."""

    name: str
    cells: Sequence[Sequence[Said]]
    is_compared: bool = True
    """Whether equal words mean equal things: numbers of two trials are about other people."""

    @property
    def mark(self) -> str:
        """How the values stand to each other; empty where that would say nothing."""
        known = {_key(cell) for cell in self.cells if cell}
        if not self.is_compared:
            return ""
        if len(known) > 1:
            return DIFFERS
        return SAME if all(self.cells) else PARTLY


def table(trials: Sequence[Compared], only_differences: bool = False) -> list[Row]:
    """The rows of which anything is known; perhaps without those that are the same in all."""
    rows = [
        Row(name, [_cell(told, one) for one in trials], name not in NUMBERS)
        for name, told in ROWS.items()
    ]
    known = [row for row in rows if any(row.cells)]
    return [row for row in known if not (only_differences and row.mark == SAME)]


def _cell(told: Telling, one: Compared) -> list[Said]:
    """What the trial has, as far as there is room."""
    lines = list(told(one))
    if len(lines) <= MOST_LINES:
        return lines
    more = f"{len(lines) - MOST_LINES} more on its page"
    return [*lines[:MOST_LINES], Said(more, address=one.trial.get_absolute_url())]


def _key(cell: Sequence[Said]) -> frozenset[str]:
    return frozenset(" ".join(said.text.split()).casefold() for said in cell)


def _words(*texts: str) -> Iterator[Said]:
    return (Said(text) for text in texts if text)


def _status(one: Compared) -> Iterator[Said]:
    """Never without the date it is known of."""
    trial = one.trial
    if trial.overall_status and trial.status_is_public:
        as_of = f"as of {in_words(trial.status_as_of)}" if trial.status_as_of else "date not known"
        source = f", {trial.status_source}" if trial.status_source else ""
        yield Said(trial.get_overall_status_display(), f"{as_of}{source}")


def _phase(one: Compared) -> Iterator[Said]:
    return _words(phases_label(word for word in one.trial.phases if word != Phase.NA))


def _allocation(one: Compared) -> Iterator[Said]:
    trial = one.trial
    ratio = f" ({trial.allocation_ratio})" if trial.allocation_ratio else ""
    return _words(trial.allocation and f"{trial.get_allocation_display()}{ratio}")


def _masking(one: Compared) -> Iterator[Said]:
    word = one.trial.masking
    return _words(MASKING[DesignMasking(word)].capitalize() if word else "")


def _arms(one: Compared) -> Iterator[Said]:
    return (Said(arm.label, arm.get_type_display()) for arm in one.trial.arms.all())


def _cohorts(one: Compared) -> Iterator[Said]:
    return (Said(cohort.label, cohort.name) for cohort in one.trial.cohorts.all())


def _endpoints(one: Compared) -> Iterator[Said]:
    return (Said(each.measure, each.time_frame) for each in one.trial.endpoints.all())


def _participants(one: Compared) -> Iterator[Said]:
    """As sources say, or as the record does."""
    lines, trial = enrollment(one.evidence), one.trial
    if whole := lines.get(None):
        yield Said(line=whole)
    for cohort in trial.cohorts.all():
        if line := lines.get(cohort.pk):
            yield Said(cohort.label, line=line)
    if None not in lines and trial.enrollment is not None:
        yield Said(f"{trial.enrollment:,}", trial.get_enrollment_type_display().lower())


def _findings(one: Compared) -> Iterator[Said]:
    """Of the primary endpoints, each with the people it is about."""
    for section in one.evidence:
        for each in section.tables:
            if each.endpoint is not None and each.endpoint.level == EndpointLevel.PRIMARY:
                who = section.cohort.label if section.cohort else ""
                what = each.endpoint.abbreviation or each.title
                yield Said(", ".join(filter(None, [who, what])), is_heading=True)
                yield from (Said(line.label, line=line) for line in each.lines)


def _approvals(one: Compared) -> Iterator[Said]:
    for approval in one.approvals:
        day = approval.decided_on or approval.announced_on
        told = f"{approval.agency}: {approval.product}"
        aside = [approval.get_decision_display(), in_words(day), str(approval.source or "")]
        yield Said(told, ", ".join(filter(None, aside)))


def _sites(one: Compared) -> Iterator[Said]:
    sites, countries = one.trial.site_count, one.trial.country_count
    if sites:
        where = f"in {countries} countr{'y' if countries == 1 else 'ies'}" if countries else ""
        yield Said(f"{sites:,}", where)


def _age(one: Compared) -> Iterator[Said]:
    return _words(begun(ages_in_words(one.trial.minimum_age, one.trial.maximum_age)))


def _groups(one: Compared) -> Iterator[Said]:
    members = one.trial.memberships.all()
    return _words(*(row.organisation.name for row in members if row.role == Membership.GROUP))


def _date(name: str) -> Telling:
    def told(one: Compared) -> Iterator[Said]:
        if day := getattr(one.trial, name):
            kind: Any = getattr(one.trial, f"get_{name}_type_display")()
            yield Said(in_words(day), kind.lower())

    return told


NUMBERS = ("Participants", "Main findings", "Approvals", "Sites")
ROWS: dict[str, Telling] = {
    "Status": _status,
    "Study type": lambda one: _words(one.trial.get_study_type_display()),
    "Phase": _phase,
    "Conditions": lambda one: _words(
        *(link.condition.name for link in one.trial.trial_conditions.all())
    ),
    "Treatments": lambda one: _words(*(each.name for each in one.trial.interventions.all())),
    "Arms": _arms,
    "Cohorts": _cohorts,
    "Who gets what": _allocation,
    "Who knows it": _masking,
    "Main endpoints": _endpoints,
    "Age": _age,
    "Sex": lambda one: _words(one.trial.get_sex_display()),
    "Participants": _participants,
    "Main findings": _findings,
    "Approvals": _approvals,
    "Sites": _sites,
    "Start": _date("start_date"),
    "Main results due": _date("primary_completion_date"),
    "Sponsor": lambda one: _words((one.trial.lead_sponsor and one.trial.lead_sponsor.name) or ""),
    "Led by": _groups,
}
"""Each with what it reads of a trial, in the order in which people ask."""
