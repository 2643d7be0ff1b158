"""What a trial's two JSON texts say: its study in the registry's schema, and our own section.

`studies_of` makes both of many trials, in a constant number of queries. `registry/` has the study,
`beyond/` what that schema has no place for.
"""

from trials.api.study.beyond.section import PARTS
from trials.api.study.making import Rendered, studies_of

__all__ = ["PARTS", "Rendered", "studies_of"]
