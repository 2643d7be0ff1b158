"""The way into the index: documents become segments, and segments become larger ones.

`refresh` comes before every answer and after imports; where nothing waits it is not called.
"""

from trials.search.indexing.refresh import note_own, rebuild, refresh

__all__ = ["note_own", "rebuild", "refresh"]
