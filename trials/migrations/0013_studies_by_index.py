"""Counting public studies reads indexes alone."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trials', '0012_study_version_made_by'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='trial',
            name='trial_published',
        ),
        migrations.AlterField(
            model_name='studyversion',
            name='trial',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='study_versions', to='trials.trial'),
        ),
        migrations.AddIndex(
            model_name='studyversion',
            index=models.Index(fields=['trial', 'id', 'replaced_by'], name='studyversion_by_trial'),
        ),
        migrations.AddIndex(
            model_name='trial',
            index=models.Index(fields=['state', 'release_at'], include=('id', 'nct_id'), name='trial_published'),
        ),
    ]
