"""The study of a trial that no registry has: what clients look for beside our rows."""

from typing import Any

from trials.api.pieces import minutes
from trials.vocabulary import StandardAge

Json = dict[str, Any]
YEAR = minutes("1 Year")
# From which age on, and up to which: in years.
GROUPS = {
    StandardAge.CHILD: (0, 18),
    StandardAge.ADULT: (18, 65),
    StandardAge.OLDER_ADULT: (65, 200),
}


def completed(study: Json) -> Json:
    """With the modules that are always there, and what follows from others. The same object."""
    protocol = study.setdefault("protocolSection", {})
    for module in ("identificationModule", "statusModule"):
        protocol.setdefault(module, {})
    _group_ages(protocol.get("eligibilityModule", {}))
    study["derivedSection"] = {}
    study["hasResults"] = False
    return study


def _group_ages(eligibility: Json) -> None:
    """The registry works these out from the limits; where none is known, so are they not."""
    least, most = (eligibility.get(key) for key in ("minimumAge", "maximumAge"))
    if "stdAges" in eligibility or not (least or most):
        return
    first = minutes(least) / YEAR if least else 0
    last = minutes(most) / YEAR if most else 200
    eligibility["stdAges"] = [
        str(group) for group, (start, end) in GROUPS.items() if first < end and last >= start
    ]
