"""Feeds come in the order of corrections, of which the last that counts is found by an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("news", "0012_more_history")]
    operations = [
        migrations.AddIndex(
            model_name="correction",
            index=models.Index(fields=["corrected_at"], name="correction_by_time"),
        ),
    ]
