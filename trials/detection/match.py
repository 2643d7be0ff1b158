"""What a text says of a trial in one place: how that was found, where, and how sure it is."""

from decimal import Decimal
from typing import NamedTuple

from trials.models import Trial
from trials.vocabulary import LinkMethod


class Match(NamedTuple):
    """One mention; `start` and `end` count code points of the text as it was given.

    It leads to one trial, or fits several alike (`candidates`), or is well formed and known to
    nobody here; then `nct_id` or `protocol_id` say what is known of it, and `nearest` which trial
    of the registry has nearly that number, if it looks like a slip.
    """

    start: int
    end: int
    text: str
    method: LinkMethod
    confidence: Decimal
    trial: Trial | None = None
    candidates: tuple[Trial, ...] = ()
    key: str = ""
    """The folded key of an identifier or an alias."""
    nct_id: str = ""
    protocol_id: str = ""
    nearest: Trial | None = None

    @property
    def known(self) -> bool:
        """Whether a trial of the registry is meant, be it one of several."""
        return self.trial is not None or bool(self.candidates)
