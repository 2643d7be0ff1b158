"""Sets of trials in the words of the domain: by status, and by any number that leads to them."""

from collections.abc import Collection
from typing import Any, Self

from django.db.models import Q

from trials import identifiers
from trials.publishing import PublishingQuerySet, may_be_named
from trials.vocabulary import Status


class TrialQuerySet(PublishingQuerySet):
    """Trials in the words of the domain."""

    def in_status(self, *words: str) -> Self:
        """By the status of today; one that a source under embargo tells is not told here."""
        return self.filter(may_be_named("status_source"), overall_status__in=words)

    def recruiting(self) -> Self:
        """Open to new participants now, as far as the public may know."""
        return self.in_status(Status.RECRUITING)

    def identified_by(self, value: str) -> Self:
        """The trial (one at most) that has or had this identifier, in any spelling."""
        key = identifiers.fold(value)
        return self.filter(identifiers__key=key, identifiers__resolves=True) if key else self.none()

    def led_to_by(self, keys: Collection[str]) -> Self:
        """The trials that have or had identifiers with these folded keys, or a duplicate of theirs.

        A duplicate merged into one that was itself merged is followed no further.
        """
        named = Q(identifiers__key__in=keys, identifiers__resolves=True)
        found = self.filter(named).values("pk", "merged_into_id")
        return self.filter(
            Q(pk__in=found.filter(merged_into=None).values("pk"))
            | Q(pk__in=found.exclude(merged_into=None).values("merged_into_id"))
        )

    def reached_by(self, value: str) -> Any:
        """The trial that this identifier leads to; of merged duplicates the one that stays."""
        found: Any = self.identified_by(value).first()
        seen: dict[int, Any] = {}
        while found and found.pk not in seen:
            seen[found.pk] = found
            found = self.filter(pk=found.merged_into_id).first() if found.merged_into_id else None
        # In a circle none stays: from everywhere the same one answers.
        return seen[min(seen)] if found else next(reversed(seen.values()), None)
