"""A list of words of a record as a person says it: in histories, drafts and proposals."""

from collections.abc import Sequence
from typing import Any

from trials.vocabulary import Phase, phases_label


def list_in_words(field: Any, values: Sequence[Any]) -> str:
    """The values of this field (None where it is not known which) with their labels, in a line.

    Phases are said as on every page, “Phase 2 and 3”; what is none of them stays as it is.
    """
    if getattr(field, "name", "") == "phases" and set(values) <= set(Phase.values):
        return phases_label(values)
    words = getattr(getattr(field, "base_field", field), "choices", None) or []
    labels = {str(key): str(label) for key, label in words}
    return ", ".join(labels.get(str(one), str(one)) for one in values)
