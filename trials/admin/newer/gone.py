"""What a person typed for a record that somebody deleted: to read, and to copy."""

from typing import Any

from trials.admin.newer.rows import ROW
from trials.admin.sent import UNSAID

# Within the names of the inputs from which a browser makes new rows.
UNFILLED = "-__prefix__-"
ENDS = ("-TOTAL_FORMS", "-INITIAL_FORMS", "-MIN_NUM_FORMS", "-MAX_NUM_FORMS", "-id")


def typed_texts(data: Any) -> list[tuple[str, str]]:
    """Names of fields with what stands in them, empty ones left out."""
    return [
        (
            name.replace("_", " ").replace("-", " ").strip().capitalize(),
            "\n".join(filter(None, values)),
        )
        for name, values in data.lists()
        if any(values)
        and name not in UNSAID
        and not name.startswith(("_", ROW))
        and not name.endswith(ENDS)
        and UNFILLED not in name
    ]
