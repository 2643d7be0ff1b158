"""Statistics over all studies that are listed: how large they are, which values their fields have.

Worked out by the database, within a time; kept until the data moves.
"""

from trials.api.statistics.sizes import sizes
from trials.api.statistics.values import LEAVES, values

__all__ = ["LEAVES", "sizes", "values"]
