"""How a trial is built: interventions, arms, cohorts and endpoints."""

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from trials.constraints import known_words, own_trial, well_formed
from trials.history import touches, tracked
from trials.models.trial import RATIO, Trial
from trials.vocabulary import ArmGroupType, EndpointLevel, InterventionType


@tracked()
class Intervention(models.Model):
    """What a trial gives or does, with the other names of it."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="interventions")
    type = models.CharField(max_length=30, choices=InterventionType.choices, blank=True)
    name = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    other_names = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            own_trial("intervention"),
            *known_words("intervention", type=InterventionType),
            models.UniqueConstraint(
                fields=["trial", "type", "name"],
                name="intervention_once",
                violation_error_message="This intervention is listed already.",
            ),
        ]
        triggers = touches()

    def __str__(self) -> str:
        return self.name


@tracked()
class Arm(models.Model):
    """A group that gets the same treatment: cabozantinib, placebo."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="arms")
    label = models.CharField(max_length=300)
    type = models.CharField(max_length=30, choices=ArmGroupType.choices, blank=True)
    ratio = models.PositiveSmallIntegerField(
        "share",
        null=True,
        blank=True,
        help_text="Its part of the allocation ratio: 2 of 2:1.",
    )
    description = models.TextField(blank=True)
    crossover = models.TextField(
        blank=True, help_text="When participants of this arm may change to another, in words."
    )
    interventions = models.ManyToManyField(Intervention, blank=True, related_name="arms")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            own_trial("arm"),
            *known_words("arm", type=ArmGroupType),
            models.UniqueConstraint(
                fields=["trial", "label"],
                name="arm_label_once",
                violation_error_message="Another arm of this trial has this label.",
            ),
            models.CheckConstraint(
                condition=Q(ratio=None) | Q(ratio__gte=1),
                name="arm_ratio_positive",
                violation_error_message="A share is 1 or more.",
            ),
        ]
        triggers = touches()

    def __str__(self) -> str:
        return self.label


@tracked()
class Cohort(models.Model):
    """A population enrolled and analysed on its own: pNET, epNET.

    Its size is a finding, its status a status change.
    """

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="cohorts")
    label = models.CharField(max_length=60, help_text="Short, such as pNET.")
    name = models.CharField(max_length=300, blank=True)
    description = models.TextField(blank=True)
    allocation_ratio = models.CharField(
        max_length=20,
        blank=True,
        validators=[RegexValidator(RATIO, "Write a ratio such as 2:1.")],
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            own_trial("cohort"),
            models.UniqueConstraint(
                fields=["trial", "label"],
                name="cohort_label_once",
                violation_error_message="Another cohort of this trial has this label.",
            ),
            well_formed("cohort", "allocation_ratio", RATIO, "Write the allocation ratio as 2:1."),
        ]
        triggers = touches()

    def __str__(self) -> str:
        return self.label


@tracked()
class Endpoint(models.Model):
    """What is measured to judge the treatment, in all cohorts or some."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="endpoints")
    level = models.CharField(max_length=30, choices=EndpointLevel.choices)
    measure = models.TextField(help_text="As registered, such as Progression-free survival (PFS).")
    abbreviation = models.CharField(max_length=20, blank=True, help_text="PFS, OS, ORR.")
    time_frame = models.TextField(blank=True)
    description = models.TextField(
        "definition", blank=True, help_text="Criteria and who reviews, such as RECIST 1.1."
    )
    cohorts = models.ManyToManyField(
        Cohort, blank=True, related_name="endpoints", help_text="None chosen means all."
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            own_trial("endpoint"),
            *known_words("endpoint", blank=False, level=EndpointLevel),
        ]
        triggers = touches()

    def __str__(self) -> str:
        return self.abbreviation or self.measure


def _same_trial_link(owner: str, part: str) -> list[pgtrigger.Trigger]:
    """A link table joins parts of one trial, and its change is a change of that trial."""
    return [
        *touches(
            ids=f"SELECT trial_id FROM trials_{owner}"
            f" WHERE id = ANY (ARRAY(SELECT {owner}_id FROM changed))"  # nosec B608 # names of our own
        ),
        pgtrigger.Trigger(
            name="same_trial",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update,
            func=f"""
                IF (SELECT trial_id FROM trials_{owner} WHERE id = NEW.{owner}_id) <>
                        (SELECT trial_id FROM trials_{part} WHERE id = NEW.{part}_id) THEN
                    RAISE EXCEPTION 'This {part} belongs to another trial than the {owner}.'
                        USING ERRCODE = 'foreign_key_violation',
                              CONSTRAINT = '{owner}_{part}_same_trial';
                END IF;
                RETURN NEW;""",  # nosec B608 # names of our own
        ),
    ]


@tracked(obj_field=pghistory.ObjForeignKey(related_name="+"))
class ArmIntervention(Arm.interventions.through):  # type: ignore[name-defined,misc]
    """Which intervention an arm gets."""

    class Meta:
        proxy = True
        triggers = _same_trial_link("arm", "intervention")


@tracked(obj_field=pghistory.ObjForeignKey(related_name="+"))
class EndpointCohort(Endpoint.cohorts.through):  # type: ignore[name-defined,misc]
    """In which cohort an endpoint is measured."""

    class Meta:
        proxy = True
        triggers = _same_trial_link("endpoint", "cohort")
