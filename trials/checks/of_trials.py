"""Checks of trials: not verified for long, overtaken, contradicted, uneven, resting on nothing."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from trials.attention import (
    PLANNED,
    lost,
    overtaken,
    retracted,
    stale,
    unexplained,
    unsourced,
    with_dead_links,
    without_status_source,
)
from trials.checks.check import Check
from trials.checks.trials_found import (
    approved_without,
    each_trial,
    links_found,
    retracted_found,
    says_overtaken,
    says_stale,
    uneven_found,
    unsourced_found,
)
from trials.cohort_sums import uneven
from trials.models import Trial


def _trials(which: Callable[[QuerySet[Any]], Any]) -> Callable[[], Any]:
    return lambda: which(Trial.objects.all())


def _check(
    name: str,
    which: Callable[[QuerySet[Any]], Any],
    words: tuple[str, str],
    why: str,
    do: str,
    finds: Callable[[], Any],
    query: dict[str, str] | None = None,
) -> Check:
    asked = query or {"needs": name}
    return Check(name, words, why, do, _trials(which), "trials_trial", asked, finds)


OF_TRIALS = (
    _check(
        "verification",
        stale,
        ("trial not verified", "trials not verified"),
        "The status is older than half a year, and the trial goes on.",
        "Look it up, and add a status change with its source.",
        each_trial(stale, ("status_as_of", "last_update_posted"), says_stale),
    ),
    _check(
        "date",
        overtaken,
        ("trial with a planned date that passed", "trials with a planned date that passed"),
        "Did it happen? Then the date is actual. Or is there a new plan?",
        "Make the date actual, or enter the new plan.",
        each_trial(
            overtaken,
            ("overall_status", *PLANNED, *(f"{name}_type" for name in PLANNED)),
            says_overtaken,
        ),
    ),
    _check(
        "cohorts",
        uneven,
        ("trial whose cohorts do not add up", "trials whose cohorts do not add up"),
        "Their numbers give another sum than the enrollment.",
        "Compare with the source, and correct the finding that is wrong, or say in a note why.",
        uneven_found,
    ),
    _check(
        "retracted",
        retracted,
        ("trial resting on a retracted source", "trials resting on a retracted source"),
        "Withdraw what rests on it, or give it another source.",
        "Withdraw it, or give it another source.",
        retracted_found,
    ),
    _check(
        "unsourced",
        unsourced,
        ("trial with an approval without a source", "trials with an approval without a source"),
        "Approvals and guideline listings need a source, as numbers do.",
        "Add the source.",
        unsourced_found,
    ),
    _check(
        "note",
        unexplained,
        ("trial whose sources differ", "trials whose sources differ"),
        "No note tells readers why.",
        "Write a note beside one of the findings.",
        each_trial(unexplained, (), lambda _: "Sources of a number differ, and no note says why."),
    ),
    _check(
        "status",
        approved_without,
        ("approved trial without a status", "approved trials without a status"),
        "Readers do not see whether it is open.",
        "Add a status change with its source.",
        each_trial(approved_without, (), lambda _: "It is approved and has no status."),
        {"needs": "status", "state__exact": "APPROVED"},
    ),
    _check(
        "source",
        without_status_source,
        ("trial whose status has no source", "trials whose status has no source"),
        "Readers see “source not named” beside it.",
        "Add the source to its last status change.",
        each_trial(without_status_source, (), lambda _: "Its status has no source."),
    ),
    _check(
        "link",
        with_dead_links,
        ("trial with an address that is gone", "trials with an address that is gone"),
        "By the last list of answers that was taken in.",
        "Find where the page is now, or clear the address.",
        links_found,
    ),
    _check(
        "missing",
        lost,
        ("record no longer at the registry", "records no longer at the registry"),
        "An import asked for it and did not get it.",
        "Look it up at the registry: has it another number now, or was it taken away?",
        each_trial(
            lost,
            ("missing_since",),
            lambda one: f"Not found at the registry since {one.missing_since:%Y-%m-%d}.",
        ),
        {"registry": "missing"},
    ),
)
