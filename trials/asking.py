"""What a visitor asks of the trials, read from an address: a question, or what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError

from trials.filters import BROKEN_LINK, Sort, no_choice, trial_form
from trials.search import BadKeyError, Found, Question, find
from trials.search.places import Around, Place, around

NAMES = ("condition", "intervention", "sponsor", "group")
CHOSEN = ("status", "phase", "condition", "intervention", "sponsor", "group", "study_type", "has")
"""Parameters with choices, in the order of the page."""
PAGE_SIZE = 20


@dataclass(frozen=True)
class Asked:
    """A form that was sent. Its errors are sentences; where there are any, nothing is asked."""

    form: Any
    question: Question | None = None
    other_places: tuple[Place, ...] = field(default=())
    """Further places with the name of the one that was understood."""

    def sorted_by(self, sort: Sort) -> "Asked":
        """In this order, if none was asked for."""
        if self.question is None or self.question.sort:
            return self
        return replace(self, question=replace(self.question, sort=sort))

    def found(self, size: int = PAGE_SIZE) -> Found | None:
        """The answer; None where something is wrong with the question, which the form says."""
        if self.question is None:
            return None
        try:
            return find(self.question, self.form.cleaned_data["after"], size)
        except BadKeyError:
            self.form.add_error("after", BROKEN_LINK)
            return None


def asked_for(data: Mapping[str, Any]) -> Asked:
    """The parameters of /trials/, read and checked."""
    form = trial_form()(data)
    form.is_valid()
    place = _around(form)
    if form.errors:
        return Asked(form)
    given = form.cleaned_data
    question = Question(
        words=given["q"],
        exact=bool(given["exact"]),
        chosen={name: tuple(given[name]) for name in CHOSEN if given[name]},
        near=place.near,
        sort=given["sort"] or "",
    )
    return Asked(form, question, place.others)


def refusal(form: Any) -> str:
    """What is wrong with the parameters, a line each, for who reads no page: choices as codes."""
    said = [
        f"{form.fields[name].label} ({name}): {message}"
        for name, faults in form.errors.as_data().items()
        for fault in faults
        for message in _with_codes(form.fields[name], fault)
    ]
    return "\n".join(["This cannot be asked.", *said, ""])


def _with_codes(field: Any, fault: ValidationError) -> list[str]:
    if fault.code != "invalid_choice":
        return fault.messages
    codes = (str(code) for code, _ in field.choices if code)
    return [no_choice(codes) % fault.params]


def _around(form: Any) -> Around:
    given = form.cleaned_data
    found = around(given.get("near") or "", given.get("radius") or "")
    for name, says in found.problems.items():
        form.add_error(name, says)
    return found
