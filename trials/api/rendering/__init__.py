"""Makes the versions that the API gives. `refresh` comes before every answer, and after imports."""

from trials.api.rendering.refresh import refresh

__all__ = ["refresh"]
