"""Makes the versions that the API gives. `refresh` comes before every answer, and after imports.

After another release of the program came, `renew` makes all of them anew.
"""

from trials.api.rendering.refresh import refresh, renew

__all__ = ["refresh", "renew"]
