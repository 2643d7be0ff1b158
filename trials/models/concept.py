"""What diseases and drugs are called: concepts, each with all of its names.

A name that comes, goes or changes is noted in `SearchTodo`, since documents that have it are to be
indexed again: by its ID, or as one row for all where many changed at once.
"""

from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from trials.constraints import known_words
from trials.history import tracked

MANY = 500
"""Names that change in one statement; of more nobody asks which they were."""
LONGEST = 300  # characters of a name, and of its key
NAMELESS = "A name needs letters or digits."
CHAIN = "A concept that others are the same as cannot itself be the same as another."


class ConceptKind(models.TextChoices):
    """What a concept is."""

    DISEASE = "DISEASE", "Disease"
    DRUG = "DRUG", "Drug"


def key_of(name: str) -> str:
    """The stems of a name, no longer than the column; "" of what has no letter or digit."""
    # Not at the top: the search knows the models.
    from trials.search import words

    return words.key_of(name)[:LONGEST].strip()


def noted(ids: str, *, name: str, when: pgtrigger.Operation, old: bool, new: bool) -> Any:
    """A trigger that notes the names whose IDs a query over old_rows and new_rows selects."""
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=when,
        referencing=pgtrigger.Referencing(
            old="old_rows" if old else None, new="new_rows" if new else None
        ),
        func=f"""
            changed := ARRAY({ids});
            IF cardinality(changed) > {MANY} THEN
                INSERT INTO trials_searchtodo (kind, record_id) VALUES ('names', 0);
            ELSE
                INSERT INTO trials_searchtodo (kind, record_id) SELECT 'name', unnest(changed);
            END IF;
            RETURN NULL;""",  # nosec B608 # names of our own
        declare=[("changed", "bigint[]")],
    )


@tracked()
class Concept(models.Model):
    """One disease or drug, as one vocabulary knows it."""

    preferred = models.CharField("preferred term", max_length=LONGEST)
    kind = models.CharField(max_length=30, choices=ConceptKind.choices, blank=True)
    code = models.CharField(
        max_length=40, blank=True, help_text="In its vocabulary, such as C4872 or D001943."
    )
    source = models.CharField(
        max_length=120, help_text="The vocabulary, such as NCI Thesaurus; of your own: Editors."
    )
    same_as = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="others",
        help_text="A concept of another vocabulary that means the same: both are found together.",
    )
    other_codes = ArrayField(
        models.CharField(max_length=40),
        default=list,
        blank=True,
        help_text="Codes of other vocabularies for the same, such as C4872; one a line.",
    )

    class Meta:
        ordering = ["preferred", "id"]
        constraints = [
            *known_words("concept", kind=ConceptKind),
            models.UniqueConstraint(
                fields=["source", "code"],
                condition=~Q(code=""),
                name="concept_code_once",
                violation_error_message="This vocabulary has a concept with this code already.",
            ),
            models.UniqueConstraint(
                fields=["source", "preferred"],
                condition=Q(code=""),
                name="concept_term_once",
                violation_error_message="This vocabulary has a concept with this term already.",
            ),
            models.CheckConstraint(
                condition=Q(same_as=None) | ~Q(same_as=F("id")),
                name="concept_not_same_as_itself",
                violation_error_message="A concept cannot be the same as itself: leave it empty.",
            ),
        ]
        triggers = [
            noted(
                """SELECT n.id FROM new_rows JOIN old_rows USING (id)
                    JOIN trials_conceptname n ON n.concept_id = new_rows.id
                    WHERE new_rows.same_as_id IS DISTINCT FROM old_rows.same_as_id""",
                name="note_same_as",
                when=pgtrigger.Update,
                old=True,
                new=True,
            ),
            *(
                pgtrigger.Trigger(
                    name=f"no_chain_{word}",
                    level=pgtrigger.Statement,
                    when=pgtrigger.After,
                    operation=operation,
                    referencing=pgtrigger.Referencing(new="new_rows"),
                    func=f"""
                        IF EXISTS (SELECT FROM new_rows JOIN trials_concept head
                                ON head.id = new_rows.same_as_id WHERE head.same_as_id IS NOT NULL)
                            OR EXISTS (SELECT FROM new_rows JOIN trials_concept other
                                ON other.same_as_id = new_rows.id
                                WHERE new_rows.same_as_id IS NOT NULL) THEN
                            RAISE EXCEPTION '{CHAIN}'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'concept_no_chain';
                        END IF;
                        RETURN NULL;""",  # nosec B608 # names of our own
                )
                for word, operation in [("insert", pgtrigger.Insert), ("update", pgtrigger.Update)]
            ),
        ]

    def __str__(self) -> str:
        return self.preferred

    def clean(self) -> None:
        """Take the head of the one that was chosen; refuse one of our own followers."""
        head = self.same_as and (self.same_as.same_as or self.same_as)
        if head and head.pk == self.pk:
            raise ValidationError({"same_as": f"{self.same_as} is the same as this one already."})
        self.same_as = head


class KeyField(models.CharField):  # type: ignore[type-arg]
    """The key of the name beside it, made anew whenever a row is saved, alone or in bulk."""

    def deconstruct(self) -> Any:
        """To a migration it is a text."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def pre_save(self, model_instance: Any, add: bool) -> str:
        """The stems of the name."""
        model_instance.key = key_of(model_instance.name)
        return str(model_instance.key)


@tracked()
class ConceptName(models.Model):
    """One name of a concept, its preferred term among them."""

    concept = models.ForeignKey(Concept, models.CASCADE, related_name="names")
    name = models.CharField(max_length=LONGEST)
    language = models.CharField(max_length=10, default="en", help_text="en, es.")
    capitals_only = models.BooleanField(
        "as written only",
        default=False,
        help_text="Only in just these letters: NET is a tumor, a net is none.",
    )
    key = KeyField(
        max_length=LONGEST,
        editable=False,
        help_text="The stems of its words, which searches compare.",
    )

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["key"], name="conceptname_by_key")]
        constraints = [
            models.UniqueConstraint(
                fields=["concept", "name"],
                name="conceptname_once",
                violation_error_message="The concept has this name already.",
            ),
            models.CheckConstraint(
                condition=~Q(key=""),
                name="conceptname_has_words",
                violation_error_message=NAMELESS,
            ),
        ]
        triggers = [
            noted(
                "SELECT id FROM new_rows",
                name="note_insert",
                when=pgtrigger.Insert,
                old=False,
                new=True,
            ),
            noted(
                """SELECT id FROM new_rows JOIN old_rows USING (id)
                    WHERE (new_rows.concept_id, new_rows.name, new_rows.key, new_rows.capitals_only)
                        <> (old_rows.concept_id, old_rows.name, old_rows.key,
                            old_rows.capitals_only)""",
                name="note_update",
                when=pgtrigger.Update,
                old=True,
                new=True,
            ),
            noted(
                "SELECT id FROM old_rows",
                name="note_delete",
                when=pgtrigger.Delete,
                old=True,
                new=False,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse in words what has no letters."""
        if not key_of(self.name):
            raise ValidationError({"name": NAMELESS})

    def save(self, *args: Any, update_fields: Any = None, **kwargs: Any) -> None:
        """Never a name without its key."""
        if update_fields is not None and "name" in update_fields:
            update_fields = {*update_fields, "key"}
        super().save(*args, update_fields=update_fields, **kwargs)
