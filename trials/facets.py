"""What else could be chosen in the list of trials, with how many trials each choice would show.

HTML is made here and not by a template: a page has some sixty choices, and shall cost little.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from trials.asking import CHOSEN, NAMES, Asked
from trials.filters import LONGEST
from trials.list_address import Address, Link
from trials.search import Choice, Found

OPEN_AT_FIRST = ("status", "phase")


def facets(asked: Asked, found: Found | None) -> SafeString:
    """A group of check boxes for each parameter; without counts where nothing was answered."""
    fields = asked.form.fields
    parts = (
        _facet(name, str(fields[name].label), *_choices(asked, found, name)) for name in CHOSEN
    )
    return mark_safe("".join(parts))  # noqa: S308  # nosec B308 # escaped or cleaned before


def select(name: str, chosen: str, options: Iterable[tuple[str, str]]) -> SafeString:
    """A list to choose one of; what is chosen and not among them is added."""
    known = list(options)
    if chosen and chosen not in dict(known):
        known.insert(0, (chosen, chosen))
    made = (
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>'
        f"{escape(label)}</option>"
        for value, label in known
    )
    return mark_safe(f'<select id="id_{name}" name="{name}">{"".join(made)}</select>')  # noqa: S308  # nosec B308 # escaped or cleaned before


def chips(asked: Asked, found: Found, address: Address) -> list[Link]:
    """What was chosen, each to be taken back by itself."""
    given = asked.form.cleaned_data
    made = [
        Link(_named(asked, name, _label(found, name, value)), address.without_value(name, value))
        for name in CHOSEN
        for value in given[name] or ()
    ]
    if asked.question and asked.question.near:
        near = asked.question.near
        label = f"Within {near.miles:g} miles of {near.label}"
        made.append(Link(label, address.without("near", "radius")))
    if given["exact"]:
        made.append(Link("Only the words as typed", address.without("exact")))
    return made


def _choices(asked: Asked, found: Found | None, name: str) -> tuple[Iterable[Choice], bool]:
    """Those that show something or are chosen; and whether their counts are known."""
    if found is not None:
        return [choice for choice in found.facets[name] if choice.count or choice.chosen], True
    typed = [value.strip() for value in asked.form[name].value() or () if value.strip()]
    words: Sequence[tuple[Any, Any]] = getattr(asked.form.fields[name], "choices", ())
    known = [Choice(str(word), str(label), 0, word in typed) for word, label in words]
    return known or [Choice(value, value, 0, chosen=True) for value in typed], False


def _facet(name: str, label: str, choices: Iterable[Choice], is_counted: bool) -> str:
    boxes = "".join(_box(name, choice, is_counted) for choice in choices)
    another = _another(name, label) if name in NAMES else ""
    if not (boxes or another):
        return ""
    is_open = name in OPEN_AT_FIRST or " checked>" in boxes
    return (
        f'<details class="choices"{" open" if is_open else ""}><summary>{label}</summary>'
        f'<fieldset><legend class="visually-hidden">{label}</legend>{boxes}{another}'
        "</fieldset></details>"
    )


def _box(name: str, choice: Choice, is_counted: bool) -> str:
    checked = " checked" if choice.chosen else ""
    count = f' <span class="number">{choice.count:,}</span>' if is_counted else ""
    return (
        f'<label><input type="checkbox" name="{name}" value="{escape(choice.value)}"{checked}>'
        f"<span>{escape(choice.label)}</span>{count}</label>"
    )


def _another(name: str, label: str) -> str:
    return (
        f'<input name="{name}" maxlength="{LONGEST}" aria-label="{label}: another one"'
        ' placeholder="Another one">'
    )


def _label(found: Found, name: str, value: str) -> str:
    known: Mapping[str, str] = {choice.value: choice.label for choice in found.facets[name]}
    return known.get(value, value)


def _named(asked: Asked, name: str, label: str) -> str:
    """A name alone does not say whether it is of a sponsor or of a group."""
    return f"{asked.form.fields[name].label}: {label}" if name in NAMES else label
