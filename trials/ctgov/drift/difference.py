"""One difference: a field of a row that both have, or a row that only one of the two has."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from trials.ctgov.importer.merge import is_empty
from trials.ctgov.importer.parts.kind import Kind
from trials.ctgov.importer.proposals import Target, as_json
from trials.ctgov.importer.rows import Row
from trials.models import Proposal, RegistryRecord
from trials.models.proposal import Decision, ProposalOrigin
from trials.proposals import mark, obstacle


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same; nothing is nothing, however a column writes it."""
    return bool(one == other) or (is_empty(one) and is_empty(other))


@dataclass(frozen=True)
class Difference:
    """A field that we say otherwise than the registry."""

    model: type[Model]
    pk: int
    record: str
    """Which part of the trial; "" for the trial itself."""
    field: str
    ours: Any
    theirs: Any
    version: RegistryRecord
    """The one that says so."""
    proposal: Proposal | None = None
    """The open one, or the one that was kept for this very value."""

    @property
    def column(self) -> Any:
        """The field of the model."""
        return self.model._meta.get_field(self.field)

    @property
    def target(self) -> Target:
        """What a proposal for it names."""
        return ContentType.objects.get_for_model(self.model).pk, self.pk, self.field

    @property
    def asked(self) -> Any:
        """The registry's value, as a proposal holds it."""
        return as_json(self.theirs)

    @property
    def key(self) -> str:
        """Its value in a form."""
        return "-".join(str(part) for part in self.target)

    @property
    def mark(self) -> str:
        """What a page showed of it."""
        return mark(self.ours, self.theirs)

    @property
    def is_kept(self) -> bool:
        """Whether somebody decided to keep ours instead of this value."""
        return self.proposal is not None and self.proposal.decision == Decision.KEPT

    @property
    def agrees(self) -> bool:
        """Whether a proposal still waits though both say the same by now."""
        return same(self.ours, self.theirs)

    @property
    def obstacle(self) -> str:
        """Why the registry's cannot be taken over, as far as that is known beforehand."""
        asked = Proposal(field=self.field, origin=ProposalOrigin.REGISTRY)
        asked.content_type = ContentType.objects.get_for_model(self.model)
        return obstacle(asked, self.model(pk=self.pk))

    @property
    def how(self) -> str:
        """How we got there, in a sentence."""
        if self.agrees:
            return "Both say the same by now."
        if is_empty(self.ours):
            return "Removed here."
        before = self.proposal.base_value if self.proposal else self.theirs
        if same(before, self.theirs):
            return "Ours was written here; the registry's has not changed since."
        if is_empty(before):
            return "Filled in here, and at the registry otherwise."
        return "Changed here, and then at the registry too."


@dataclass(frozen=True)
class LackingRow:
    """A row that only one of the two has."""

    kind: Kind
    name: str
    row: Row

    @property
    def key(self) -> str:
        """Its value in a form: a row that the registry changed since has another."""
        return mark(self.kind.name, self.values)

    @property
    def values(self) -> Row:
        """The columns of a row that is made of it."""
        return {name: self.row[name] for name in self.kind.made}


@dataclass(frozen=True)
class Lacking:
    """Rows of one kind, or fields, that only one of the two has."""

    kind: str
    names: Sequence[str]
    rows: Sequence[LackingRow] = ()
    can_be_added: bool = False
    """Whether such a row stands by itself, so that a press adds it here."""
