"""What the page of a merge says: what moves, what is there already, and what a person decides."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db.models import Model

from trials.admin.readers import was_public
from trials.admin.words import in_words, label
from trials.merging import Plan, Question
from trials.merging.alike import name_of
from trials.models import Draft, Finding, Trial
from trials.versions.kinds import Kind

MOST_NAMED = 12
LONGEST = 300
NOTHING = "nothing"
CALLED = {
    "triallink": "links from news",
    "trialidentifier": "identifiers",
    "trialcondition": "conditions",
    "trialorganisation": "organisations",
    "supportingtrial": "approvals that it supports",
}
HOW = {
    "triallink": "One link of each item stays: what a person decided wins, a confirmed one over a"
    " rejected one.",
    "finding": "The same number of the same source stays with the duplicate, and is not shown.",
    "approval": "Those that say the same stay with the duplicate, and are not shown.",
}


@dataclass(frozen=True)
class Line:
    """One kind of part: how many move and which, how many are there already."""

    name: str
    moves: list[str]
    more: int
    same: int
    has: list[str]
    """Some of those that are there already."""
    how: str = ""

    @property
    def number(self) -> int:
        """How many move."""
        return len(self.moves) + self.more


@dataclass(frozen=True)
class Asked:
    """A question with its two answers in words."""

    PREFIX: ClassVar[str] = "field-"
    question: Question
    prefers_theirs: bool

    @property
    def field(self) -> str:
        """The name of its input."""
        return f"{self.PREFIX}{self.question.name}"

    @property
    def is_conflict(self) -> bool:
        """Whether both say something."""
        return self.question.is_conflict

    def as_field(self) -> forms.ChoiceField:
        """Two radios: what stands there stays unless theirs is chosen."""
        ours, theirs = (
            ", ".join(filter(None, map(_said, self.question.columns, values))) or NOTHING
            for values in (self.question.ours, self.question.theirs)
        )
        words = {"ours": "Keep: {}", "theirs": "Take: {}"}
        choices = [
            (name, words[name].format(_short(said)))
            for name, said in (("ours", ours), ("theirs", theirs))
        ]
        return forms.ChoiceField(
            label=_label(self.question.columns[0]),
            choices=choices,
            widget=forms.RadioSelect,
            initial="theirs" if self.prefers_theirs else "ours",
        )


def asked(made: Plan, may_fill: bool) -> list[Asked]:
    """What is to be decided: a gap is filled, where that shows readers nothing new by itself."""
    return [Asked(one, may_fill and not one.is_conflict) for one in made.questions]


def lines(made: Plan) -> list[Line]:
    """Each kind of part that the duplicate has."""
    return [_line(kind, made) for kind in made.theirs if made.theirs[kind]]


def warnings(made: Plan) -> list[str]:
    """What to look at first."""
    duplicate, into = made.duplicate, made.into
    said = []
    if was_public(into) and not was_public(duplicate):
        said.append(
            f"Readers never had {duplicate}: its parts and names will be public with {into}."
            " Findings and approvals that are drafts stay drafts."
        )
    if made.takes_registry:
        said.append(f"The versions of the registry's record move: imports go on with {into}.")
    elif duplicate.nct_id and into.nct_id:
        said.append(
            f"The record {duplicate.nct_id} stays with the duplicate, and the import refuses new"
            f" versions of it from now on; {into.nct_id} is followed."
        )
    if number := len(made.no_longer_preferred):
        said.append(f"{number} preferred findings move beside one that is preferred already.")
    if drafts := Draft.objects.of(duplicate).unfinished().count():
        one = "1 draft" if drafts == 1 else f"{drafts} drafts"
        said.append(f"{one} of {duplicate} will be of {into}, to be read and approved anew.")
    if any(made.stays.values()):
        said.append("The duplicate's own status stays with it, unless you take it below.")
    return said


def _line(kind: Kind, made: Plan) -> Line:
    keys = sorted(made.moves[kind])
    named = _names(kind, keys[:MOST_NAMED])
    name = CALLED.get(name_of(kind)) or str(kind._meta.verbose_name_plural)
    same = len(made.same[kind])
    return Line(
        f"{name[:1].upper()}{name[1:]}",
        named,
        len(keys) - len(named),
        same,
        _names(kind, sorted(made.same[kind])[:MOST_NAMED]),
        HOW.get(name_of(kind), ""),
    )


def _names(kind: Kind, keys: list[int]) -> list[str]:
    """What the rows are called; each knows what its name is made of in one query."""
    related = [field.name for field in kind._meta.concrete_fields if field.is_relation]
    rows = kind._base_manager.filter(pk__in=keys).select_related(*related).order_by("pk")
    if kind is Finding:
        rows = rows.defer("registry_record__study")
    return [_short(_name(row)) for row in rows]


def _name(row: Model) -> str:
    for name in ("item", "approval"):  # the other end of what is between
        if hasattr(row, name):
            return str(getattr(row, name))
    return str(row)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _label(column: str) -> str:
    return label(Trial._meta.get_field(column))


def _said(column: str, value: Any) -> str:
    field: Any = Trial._meta.get_field(column)
    if field.is_relation and value:
        value = field.related_model._base_manager.get(pk=value)
    return in_words(field, value)
