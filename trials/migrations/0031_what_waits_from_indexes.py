"""More of what the admin's first page counts is found in indexes (docs/decisions/0034)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trials', '0030_positions_of_names_and_history'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='proposal',
            name='proposal_open',
        ),
        migrations.RemoveIndex(
            model_name='trial',
            name='trial_status',
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(condition=models.Q(('decision', 'OPEN')), fields=['registry_record'], include=('origin', 'draft'), name='proposal_open'),
        ),
        migrations.AddIndex(
            model_name='trial',
            index=models.Index(fields=['overall_status'], include=('id', 'state', 'merged_into', 'missing_since', 'status_as_of', 'last_update_posted', 'start_date', 'start_date_type', 'primary_completion_date', 'primary_completion_date_type', 'completion_date', 'completion_date_type', 'status_source'), name='trial_status'),
        ),
        migrations.AddIndex(
            model_name='trial',
            index=models.Index(condition=models.Q(('ipd_url', ''), _negated=True), fields=['id'], name='trial_with_ipd_url'),
        ),
    ]
