"""The registry's part of a study: its JSON as received, with what was edited here put into it.

Begin with `editing.py`. What of ours stands where in that JSON is told in two tables: `columns.py`
for the trial's own columns, `parts.py` for its lists.
"""

from trials.api.study.registry.editing import edited
from trials.api.study.registry.ours import Ours

__all__ = ["Ours", "edited"]
