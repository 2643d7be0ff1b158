"""A duplicate may be without IDs: it gave them to the trial that it was merged into."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("trials", "0025_drafts")]
    operations = [
        migrations.RemoveConstraint("trial", "trial_has_an_id"),
        migrations.AddConstraint(
            "trial",
            models.CheckConstraint(
                condition=Q(protocol_id__isnull=False)
                | Q(nct_id__isnull=False)
                | Q(merged_into__isnull=False),
                name="trial_has_an_id",
                violation_error_message="A trial needs a protocol ID or an NCT ID.",
            ),
        ),
    ]
