"""Our own section of a study, `trialfolio`: what the registry's schema has no place for.

Only what may be seen now. Sources stand in it once; other parts name them by their `id`.
"""

from trials.api.study.beyond.section import Beyond, beyond_of

__all__ = ["Beyond", "beyond_of"]
