"""What the admin's first page counts is found without reading what is not counted.

The last acts of one person, too: Django's own table of them has no index for that.
"""

import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('admin', '0003_logentry_add_action_flag_choices'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('trials', '0018_search_documents_in_turn'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='finding',
            name='finding_by_quantity',
        ),
        migrations.RemoveIndex(
            model_name='trial',
            name='trial_status',
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(models.F('trial'), models.F('quantity'), django.db.models.functions.comparison.Coalesce('endpoint', 0), name='finding_by_subject'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['trial', 'source'], name='finding_by_source'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['state', 'release_at'], name='finding_published'),
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(condition=models.Q(('decision', 'OPEN')), fields=['registry_record'], include=('origin',), name='proposal_open'),
        ),
        migrations.AddIndex(
            model_name='trial',
            index=models.Index(fields=['overall_status'], include=('id', 'state', 'merged_into', 'missing_since', 'status_as_of', 'last_update_posted', 'start_date', 'start_date_type', 'primary_completion_date', 'primary_completion_date_type', 'completion_date', 'completion_date_type'), name='trial_status'),
        ),
        migrations.AddIndex(
            model_name='trial',
            index=models.Index(condition=models.Q(('last_update_posted', ''), ('status_as_of', '')), fields=['id'], name='trial_never_verified'),
        ),
        migrations.RunSQL(
            'CREATE INDEX admin_log_by_user ON django_admin_log (user_id, action_time DESC)',
            'DROP INDEX admin_log_by_user',
        ),
    ]
