"""Constraints that several models share: words of a list, patterns, parts of the same trial."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.constraints import BaseConstraint


def known_words(
    model: str, *, blank: bool = True, **fields: type[models.TextChoices]
) -> list[models.BaseConstraint]:
    """One CHECK for each field: its value stands in the vocabulary (or is empty: not known)."""
    return [
        models.CheckConstraint(
            condition=Q(**{f"{field}__in": [*words.values, *([""] if blank else [])]}),
            name=f"{model}_{field}_known",
            violation_error_message=f"“{field.replace('_', ' ')}” must be one of the words listed.",
        )
        for field, words in fields.items()
    ]


def known_word_lists(model: str, **fields: type[models.TextChoices]) -> list[models.BaseConstraint]:
    """The same for array fields: each element stands in the vocabulary."""
    return [
        models.CheckConstraint(
            condition=Q(**{f"{field}__contained_by": list(words.values)}),
            name=f"{model}_{field}_known",
            violation_error_message=f"Each of “{field.replace('_', ' ')}” must be a word listed.",
        )
        for field, words in fields.items()
    ]


def well_formed(model: str, field: str, pattern: str, message: str) -> models.CheckConstraint:
    """The text fits the pattern, or is empty: not known."""
    return models.CheckConstraint(
        condition=Q(**{field: ""}) | Q(**{f"{field}__regex": pattern}),
        name=f"{model}_{field}_well_formed",
        violation_error_message=message,
    )


class SameTrial(BaseConstraint):
    """A composite foreign key: the part that `field` names belongs to the same trial as this row.

    The other table needs a UNIQUE (id, trial_id), see `own_trial`.
    """

    violation_error_message = "Choose something that belongs to the same trial."

    def __init__(self, *, field: str, name: str, violation_error_message: str = "") -> None:
        self.field = field
        super().__init__(
            name=name,
            violation_error_message=violation_error_message
            or f"This {field.replace('_', ' ')} belongs to another trial.",
        )

    def constraint_sql(self, model: Any, schema_editor: Any) -> None:  # type: ignore[override]
        """Inside CREATE TABLE there is nothing: see `create_sql`."""
        self.create_sql(model, schema_editor)

    def create_sql(self, model: Any, schema_editor: Any) -> None:  # type: ignore[override]
        """Add it at the end of the migration, when the other table has its key."""
        quote = schema_editor.quote_name
        field = model._meta.get_field(self.field)
        other = field.related_model._meta
        schema_editor.deferred_sql.append(
            f"ALTER TABLE {quote(model._meta.db_table)} ADD CONSTRAINT {quote(self.name)} "
            f"FOREIGN KEY ({quote(field.column)}, trial_id) "
            f"REFERENCES {quote(other.db_table)} (id, trial_id) DEFERRABLE INITIALLY DEFERRED"
        )

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        """The statement that drops it."""
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"

    def validate(
        self, model: Any, instance: Any, exclude: Any = None, using: str = "default"
    ) -> None:
        """Say it in a form before the database does."""
        if exclude and self.field in exclude:
            return
        part = getattr(instance, self.field)
        if part is not None and part.trial_id != instance.trial_id:
            raise ValidationError({self.field: self.get_violation_error_message()})

    def deconstruct(self) -> Any:
        """For migrations."""
        path, args, kwargs = super().deconstruct()
        return path, args, kwargs | {"field": self.field}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameTrial) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash((self.name, self.field))


def own_trial(model: str) -> models.UniqueConstraint:
    """What `SameTrial` of another table refers to."""
    return models.UniqueConstraint(fields=["id", "trial"], name=f"{model}_own_trial")
