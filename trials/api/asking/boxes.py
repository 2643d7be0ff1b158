"""`aggFilters`: the boxes of the registry's search page, as queries in its language.

Options are its short keys (`phase:2 3`) or the words of the field (`phase:PHASE2`). Its own page
sends ten boxes; some options stand for things that no field says, and are refused.
"""

import dataclasses
from collections.abc import Iterable

from trials.api.errors import BadRequest, did_you_mean, incorrect_format, one_of, shown
from trials.vocabulary import AgencyClass, Phase, Sex, StandardAge, Status, StudyType

PARAMETER = "aggFilters"
ADVICE = "Write box and options as in `phase:2 3,status:rec`: a comma between boxes."


@dataclasses.dataclass(frozen=True)
class Box:
    """One box: where its options are looked for, and the words that each of them stands for."""

    area: str
    options: dict[str, str]
    words: tuple[str, ...] = ()
    missing: str = ""
    """The word that a study counts as which does not state the field."""

    def meant(self, option: str) -> list[str]:
        """What the field says of it; nothing for no option of this box."""
        if option in self.words:
            return [option]
        words = {word.lower(): word for word in self.words} | self.options
        return words.get(option.lower(), "").split()


YES = {"y": "true", "true": "true"}
BOXES = {
    "status": Box(
        "OverallStatus",
        {
            "not": "NOT_YET_RECRUITING",
            "rec": "RECRUITING",
            "enr": "ENROLLING_BY_INVITATION",
            "act": "ACTIVE_NOT_RECRUITING",
            "sus": "SUSPENDED",
            "ter": "TERMINATED",
            "com": "COMPLETED",
            "wit": "WITHDRAWN",
            "unk": "UNKNOWN",
            "ava": "AVAILABLE",
            "nla": "NO_LONGER_AVAILABLE",
            "tna": "TEMPORARILY_NOT_AVAILABLE",
            "afm": "APPROVED_FOR_MARKETING",
        },
        tuple(Status.values),
    ),
    "phase": Box(
        "Phase",
        {"0": "EARLY_PHASE1", **{str(number): f"PHASE{number}" for number in range(1, 5)}},
        tuple(Phase.values),
    ),
    "studyType": Box(
        "StudyType",
        {"int": "INTERVENTIONAL", "obs": "OBSERVATIONAL", "exp": "EXPANDED_ACCESS"},
        tuple(StudyType.values),
    ),
    "results": Box("HasResults", {"with": "true", "without": "false"}, missing="false"),
    "sex": Box("Sex", {"f": "FEMALE", "m": "MALE"}, tuple(Sex.values)),
    "healthy": Box("HealthyVolunteers", {**YES, "n": "false", "false": "false"}),
    "ages": Box(
        "StdAge",
        {"child": "CHILD", "adult": "ADULT", "older": "OLDER_ADULT"},
        tuple(StandardAge.values),
    ),
    "funderType": Box(
        "FunderTypeSearch",
        {"other": "OTHER INDIV NETWORK OTHER_GOV AMBIG UNKNOWN"},
        tuple(AgencyClass.values),
    ),
    "docs": Box(
        "", {"prot": "LargeDocHasProtocol", "sap": "LargeDocHasSAP", "icf": "LargeDocHasICF"}
    ),
    "violation": Box("FDAAA801Violation", YES),
}


def queries(items: Iterable[str]) -> list[str]:
    """One query for each box that is ticked; its options are joined by OR."""
    return [_query(item) for item in items]


def _query(item: str) -> str:
    name, colon, options = item.partition(":")
    box = BOXES.get(name.strip())
    if not colon or not options.split():
        raise incorrect_format(PARAMETER, ADVICE)
    if box is None:
        message = f"Invalid value in parameter `{PARAMETER}`: `{shown(item)}`"
        raise BadRequest(message, did_you_mean(name, BOXES) or one_of(BOXES))
    options_given = dict.fromkeys(options.split())
    words = [word for option in options_given for word in _words(name, box, option)]
    if not box.area:
        return " OR ".join(f"AREA[{word}]true" for word in words)
    # In marks, since a bare ALL would be the operator.
    quoted = " OR ".join(f'"{word}"' for word in words)
    stated = f"AREA[{box.area}]({quoted})"
    return f"{stated} OR AREA[{box.area}]MISSING" if box.missing in words else stated


def _words(name: str, box: Box, option: str) -> list[str]:
    if words := box.meant(option):
        return words
    message = f"Invalid value in parameter `{PARAMETER}`: `{shown(f'{name}:{option}')}`"
    raise BadRequest(message, one_of([*box.options, *box.words]))
