"""The way into the index: documents become segments, and segments become larger ones.

`refresh` comes before every answer and after imports; where nothing waits it is not called.
"""

from trials.search.indexing.rebuilding import catch_up, rebuild
from trials.search.indexing.refresh import refresh, take_in

__all__ = ["catch_up", "rebuild", "refresh", "take_in"]
