"""Our own section of a study, `trialfolio`: what the registry's schema has no place for.

Only what may be seen now. Sources stand in it once; other parts name them by their `id`.
"""

from trials.api.study.beyond.having import any_of, rare_parts
from trials.api.study.beyond.section import Beyond, beyond_of

__all__ = ["Beyond", "any_of", "beyond_of", "rare_parts"]
