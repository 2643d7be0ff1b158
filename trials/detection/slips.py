"""Numbers that one slip of the pen makes of another: for "perhaps you meant"."""

from collections.abc import Iterable, Iterator
from itertools import islice

from trials.models import TrialIdentifier
from trials.vocabulary import IdentifierKind

DIGITS = "0123456789"
MOST = 50
"""Unknown numbers of one text that are looked at."""
LONGEST = 20
MAIN_KINDS = (IdentifierKind.PROTOCOL, IdentifierKind.NCT)


def nearest(keys: Iterable[str]) -> dict[str, int]:
    """Trials whose main ID is one slip away, by the unknown key; none where several are."""
    near = {key: set(_slips(key)) for key in islice(keys, MOST) if len(key) <= LONGEST}
    wanted = list(set().union(*near.values()))
    known = dict(
        TrialIdentifier.objects.filter(
            key__in=wanted, resolves=True, kind__in=MAIN_KINDS
        ).values_list("key", "trial_id")
        if wanted
        else ()
    )
    trials = {key: {known[slip] for slip in slips if slip in known} for key, slips in near.items()}
    return {key: next(iter(found)) for key, found in trials.items() if len(found) == 1}


def _slips(key: str) -> Iterator[str]:
    """One digit wrong, two swapped, one missing, one too many."""
    for at, char in enumerate(key):
        before, after = key[:at], key[at + 1 :]
        if char in DIGITS:
            yield from (before + digit + after for digit in DIGITS if digit != char)
            yield _whole(before + after)
            yield from (_whole(before + digit + char + after) for digit in DIGITS)
        if after:
            yield before + after[0] + char + after[1:]
    yield from (_whole(key + digit) for digit in DIGITS)


def _whole(key: str) -> str:
    """An NCT ID has eight digits: folding gave one that had fewer a zero in front."""
    if key.startswith("NCT"):
        return f"NCT{key[3:].lstrip('0'):0>8}"
    return key
