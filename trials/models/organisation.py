"""Who and what many trials share: organisations and conditions."""

from django.db import models
from django.urls import reverse

from trials.constraints import known_words
from trials.history import touches, tracked
from trials.vocabulary import AgencyClass


@tracked()
class Organisation(models.Model):
    """A sponsor, a collaborator or a cooperative group."""

    name = models.CharField(max_length=300, unique=True)
    short_name = models.CharField(max_length=60, blank=True)
    agency_class = models.CharField(max_length=30, choices=AgencyClass.choices, blank=True)
    is_group = models.BooleanField(
        "cooperative group", default=False, help_text="Leads trials of its own."
    )

    class Meta:
        ordering = ["name"]
        constraints = known_words("organisation", agency_class=AgencyClass)
        triggers = [
            *touches(
                name="touch_sponsored",
                ids="""SELECT id FROM trials_trial
                       WHERE lead_sponsor_id = ANY (ARRAY(SELECT id FROM changed))""",
                is_part=False,
            ),
            *touches(
                name="touch_joined",
                ids="""SELECT trial_id FROM trials_trialorganisation
                       WHERE organisation_id = ANY (ARRAY(SELECT id FROM changed))""",
                is_part=False,
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name


@tracked()
class Condition(models.Model):
    """A disease or situation that trials study."""

    name = models.CharField(max_length=300, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    mesh_id = models.CharField("MeSH ID", max_length=20, blank=True)

    class Meta:
        ordering = ["name"]
        triggers = touches(
            ids="""SELECT trial_id FROM trials_trialcondition
                   WHERE condition_id = ANY (ARRAY(SELECT id FROM changed))""",
            is_part=False,
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page that lists the trials of this condition."""
        return reverse("condition", args=[self.slug])
