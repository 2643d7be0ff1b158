"""Answers of addresses; and a rule back in the database that 0013 took away unasked.

Taking the index of a foreign key away (`db_index=False`) made Django drop the unique index of the
same column, too, that “one version stands for each trial” is: `check_records` found it missing.
"""

import django.db.models.functions.datetime
from django.db import migrations, models

ONE_STANDS = """
    UPDATE trials_studyversion version SET replaced_by = standing.last, replaced_at = now()
    FROM (
        SELECT trial_id, max(id) AS last FROM trials_studyversion
        WHERE replaced_by IS NULL GROUP BY trial_id HAVING count(*) > 1
    ) AS standing
    WHERE version.trial_id = standing.trial_id AND replaced_by IS NULL AND version.id < last
"""
RULE = """
    CREATE UNIQUE INDEX IF NOT EXISTS studyversion_one_stands
    ON trials_studyversion (trial_id) WHERE replaced_by IS NULL
"""


class Migration(migrations.Migration):

    dependencies = [
        ('trials', '0023_transactions_of_events'),
    ]

    operations = [
        migrations.CreateModel(
            name='LinkAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.CharField(max_length=2000, unique=True, verbose_name='address')),
                ('status', models.PositiveSmallIntegerField(help_text='Of HTTP; 0 where nothing answered.')),
                ('checked_at', models.DateTimeField()),
                ('taken_in_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'ordering': ['url'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status', 0), models.Q(('status__gte', 100), ('status__lte', 599)), _connector='OR'), name='linkanswer_status_known', violation_error_message='A status of HTTP is between 100 and 599, or 0 for none.')],
            },
        ),
        migrations.RunSQL(ONE_STANDS, migrations.RunSQL.noop),
        migrations.RunSQL(RULE, migrations.RunSQL.noop),
    ]
