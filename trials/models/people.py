"""Who runs a trial, whom to call, and where it is open."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Func, Q

from trials.constraints import SameTrial, known_words, own_trial
from trials.history import touches, tracked
from trials.models.trial import Trial
from trials.vocabulary import ContactRole, OfficialRole, RecruitmentStatus


@tracked()
class Official(models.Model):
    """Who is responsible for the science: the study chair, an investigator."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="officials")
    name = models.CharField(max_length=300)
    affiliation = models.CharField(max_length=500, blank=True)
    role = models.CharField(max_length=30, choices=OfficialRole.choices, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = known_words("official", role=OfficialRole)
        triggers = touches()

    def __str__(self) -> str:
        return self.name


class PlaceKey(Func):
    """`place_key(city)`: small letters without accents, one space between words."""

    function = "place_key"
    arity = 1
    output_field = models.TextField()


@tracked()
class Site(models.Model):
    """A place where a trial is or was open."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="sites")
    facility = models.CharField(max_length=500, blank=True)
    status = models.CharField(max_length=30, choices=RecruitmentStatus.choices, blank=True)
    city = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=200, blank=True)
    zip = models.CharField("ZIP or postal code", max_length=40, blank=True)
    country = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField(
        null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        indexes = [
            models.Index(
                PlaceKey("city"), condition=Q(latitude__isnull=False), name="site_by_city"
            ),
        ]
        constraints = [
            own_trial("site"),
            *known_words("site", status=RecruitmentStatus),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="site_coordinates_on_earth",
                violation_error_message="Give latitude (-90 to 90) and longitude (-180 to 180).",
            ),
        ]
        triggers = touches()

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.facility, self.city, self.state, self.country]))


@tracked()
class Contact(models.Model):
    """Whom to call: for the whole trial, or at one site."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="contacts")
    site = models.ForeignKey(
        Site,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="contacts",
        help_text="Empty for the contact of the whole trial.",
    )
    name = models.CharField(max_length=300, blank=True)
    role = models.CharField(max_length=30, choices=ContactRole.choices, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    phone_ext = models.CharField("extension", max_length=30, blank=True)
    email = models.CharField(max_length=254, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            *known_words("contact", role=ContactRole),
            SameTrial(field="site", name="contact_site_same_trial"),
            models.CheckConstraint(
                condition=~Q(name="", phone="", email=""),
                name="contact_says_something",
                violation_error_message="A contact needs a name, a phone number or an e-mail.",
            ),
        ]
        triggers = touches()

    def __str__(self) -> str:
        return self.name or self.email or self.phone
