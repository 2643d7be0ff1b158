"""One trial that stands here twice becomes one; and a trial that gets another number.

To read in this order: `alike.py` (what both have), `fields.py` (what they say of themselves),
`planning.py` (what would happen), `carrying.py` (doing it), `merge.py` (who may not be merged, and
the whole in one transaction), `renumber.py` (the other number).
"""

from trials.merging.fields import Question
from trials.merging.merge import merge, obstacle, obstacles
from trials.merging.planning import Plan, plan
from trials.merging.renumber import renumber

__all__ = ["Plan", "Question", "merge", "obstacle", "obstacles", "plan", "renumber"]
