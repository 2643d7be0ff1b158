"""All checks of records, in the order in which they are told."""

from news.checks import OF_NEWS
from trials.checks.check import Check
from trials.checks.of_sources import OF_SOURCES
from trials.checks.of_trials import OF_TRIALS

CHECKS: tuple[Check, ...] = (*OF_TRIALS, *OF_SOURCES, *OF_NEWS)
