"""What fields are called in the admin where the name of their column is no good label."""

from typing import Any

LABELS = {
    "gender_based": "Based on gender",
    "ipd_access_criteria": "IPD access criteria",
    "ipd_description": "IPD description",
    "ipd_info_types": "IPD documents",
    "ipd_time_frame": "IPD time frame",
    "ipd_url": "IPD address",
    "last_known_status": "Last status known",
    "resolves": "Leads here",
    "retired": "Given up",
    "std_ages": "Standard ages",
    "type_abbrev": "Type",
    "who_masked": "Who is masked",
}
# Of one kind of record, where another has a field of that name.
LABELS_OF = {"finding": {"value": "Number for charts"}}


def labels_of(model: Any) -> dict[str, str]:
    """Field and label of such records."""
    return LABELS | LABELS_OF.get(model._meta.model_name, {})
