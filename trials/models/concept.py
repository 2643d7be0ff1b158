"""What diseases and drugs are called: concepts, each with all of its names."""

from django.db import models
from django.db.models import F, Q

from trials.constraints import known_words
from trials.history import tracked


class ConceptKind(models.TextChoices):
    """What a concept is."""

    DISEASE = "DISEASE", "Disease"
    DRUG = "DRUG", "Drug"


@tracked()
class Concept(models.Model):
    """One disease or drug, as one vocabulary knows it."""

    preferred = models.CharField("preferred term", max_length=300)
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

    def __str__(self) -> str:
        return self.preferred


@tracked()
class ConceptName(models.Model):
    """One name of a concept, its preferred term among them."""

    concept = models.ForeignKey(Concept, models.CASCADE, related_name="names")
    name = models.CharField(max_length=300)
    language = models.CharField(max_length=10, default="en", help_text="en, es.")
    capitals_only = models.BooleanField(
        "as written only",
        default=False,
        help_text="Only in just these letters: NET is a tumor, a net is none.",
    )
    key = models.CharField(
        max_length=300, editable=False, help_text="The stems of its words, which searches compare."
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
                violation_error_message="A name needs a word that is searched for.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
