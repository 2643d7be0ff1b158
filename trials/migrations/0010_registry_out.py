"""What the API gives: study versions, what waits to be rendered, and who asks how often."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trials', '0009_ctis_numbers'),
    ]

    operations = [
        migrations.CreateModel(
            name='StudyToRender',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('by_registry', models.BooleanField(default=False, help_text="An import of the registry's record made the change.")),
            ],
        ),
        migrations.CreateModel(
            name='StudyVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveBigIntegerField(help_text='Of the trial.')),
                ('body', models.TextField(help_text="JSON in the registry's schema.")),
                ('beyond', models.TextField(help_text='JSON of what that schema has no place for.')),
                ('size', models.PositiveIntegerField(help_text='Of the body, in bytes.')),
                ('words', django.contrib.postgres.search.SearchVectorField(help_text='Each word with the piece that it stands in.')),
                ('numbers', models.JSONField(help_text='Dates, numbers and ages by piece, to compare and sort.')),
                ('is_edited', models.BooleanField(help_text='It says something else than the registry.')),
                ('rendered_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('replaced_by', models.BigIntegerField(blank=True, null=True)),
                ('replaced_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='VisitorCount',
            fields=[
                ('address', models.GenericIPAddressField(primary_key=True, serialize=False)),
                ('minute', models.DateTimeField()),
                ('requests', models.PositiveIntegerField(default=0)),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trial',
            trigger=pgtrigger.compiler.Trigger(name='render_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="INSERT INTO trials_studytorender (trial_id, by_registry) SELECT id, coalesce(\n    nullif(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'command', ''\n) = 'import_ctgov' FROM new_rows; RETURN NULL;", hash='f9f59a81e24080404c18b51c2c799c6969b4b48d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_render_insert_a570e', referencing='REFERENCING NEW TABLE AS new_rows ', table='trials_trial', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trial',
            trigger=pgtrigger.compiler.Trigger(name='render_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                INSERT INTO trials_studytorender (trial_id, by_registry) SELECT n.id, coalesce(\n    nullif(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'command', ''\n) = 'import_ctgov'\n                FROM new_rows n JOIN old_rows o USING (id)\n                WHERE n.revision <> o.revision; RETURN NULL;", hash='f5aad15b58939f11d8c204372cf289d623d22218', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_render_update_53fd2', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_trial', when='AFTER')),
        ),
        migrations.AddField(
            model_name='studytorender',
            name='trial',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='trials.trial'),
        ),
        migrations.AddField(
            model_name='studyversion',
            name='trial',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='study_versions', to='trials.trial'),
        ),
        migrations.AddIndex(
            model_name='visitorcount',
            index=models.Index(fields=['minute'], name='visitorcount_by_minute'),
        ),
        migrations.AddIndex(
            model_name='studytorender',
            index=models.Index(fields=['due_at'], name='studytorender_due'),
        ),
        migrations.AddIndex(
            model_name='studyversion',
            index=django.contrib.postgres.indexes.GinIndex(fields=['words'], name='studyversion_by_word'),
        ),
        migrations.AddIndex(
            model_name='studyversion',
            index=models.Index(condition=models.Q(('replaced_by', None)), fields=['rendered_at'], name='studyversion_by_time'),
        ),
        migrations.AddIndex(
            model_name='studyversion',
            index=models.Index(condition=models.Q(('replaced_by__isnull', False)), fields=['replaced_at'], name='studyversion_replaced'),
        ),
        migrations.AddConstraint(
            model_name='studyversion',
            constraint=models.UniqueConstraint(condition=models.Q(('replaced_by', None)), fields=('trial',), name='studyversion_one_stands'),
        ),
        migrations.AddConstraint(
            model_name='studyversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('replaced_at', None), ('replaced_by', None)), models.Q(('replaced_at__isnull', False), ('replaced_by__gt', models.F('id'))), _connector='OR'), name='studyversion_replaced_by_a_later_one'),
        ),
        migrations.RunSQL(
            "INSERT INTO trials_studytorender (trial_id, by_registry) SELECT id, false FROM trials_trial",
            migrations.RunSQL.noop,
        ),
        # Counts of a minute may be lost with the server.
        migrations.RunSQL("ALTER TABLE trials_visitorcount SET UNLOGGED", migrations.RunSQL.noop),
    ]
