"""The history of numbers that lead to no trial; those that are here already get a first event."""

from importlib import import_module

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

first_events = import_module("trials.migrations.0029_more_history").first_events
# Tables of events, each with its table and the columns that both have.
KEPT = {
    "news_unknownmentionevent": (
        "news_unknownmention",
        "id, item_id, key, words, evidence, positions, role, nearest_id",
    ),
}


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0011_transactions_of_events'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('trials', '0028_writers_of_drafts'),
    ]

    operations = [
        migrations.CreateModel(
            name='UnknownMentionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xact', models.BigIntegerField(db_default=django.db.models.expressions.RawSQL('pg_current_xact_id()::text::bigint', []), editable=False, null=True)),
                ('id', models.BigIntegerField()),
                ('key', models.TextField(help_text='The folded form that look-ups compare.')),
                ('words', models.CharField(help_text='As its group writes it.', max_length=200)),
                ('evidence', models.TextField(blank=True, verbose_name='words in the text')),
                ('positions', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), blank=True, default=list, size=None)),
                ('role', models.CharField(choices=[('RESULTS', 'Results'), ('INTERIM', 'Interim analysis'), ('APPROVAL', 'Approval'), ('ACTIVATION', 'Opened to enrollment'), ('ACCRUAL', 'Accrual'), ('BACKGROUND', 'Background')], default='BACKGROUND', max_length=30)),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unknownmention',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "news_unknownmentionevent" ("evidence", "id", "item_id", "key", "nearest_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "positions", "role", "words") SELECT new_values."evidence", new_values."id", new_values."item_id", new_values."key", new_values."nearest_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."positions", new_values."role", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='70a39537baccbdccea220935dcae7decea414a8c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_bf46a', referencing='REFERENCING NEW TABLE AS new_values ', table='news_unknownmention', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unknownmention',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "news_unknownmentionevent" ("evidence", "id", "item_id", "key", "nearest_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "positions", "role", "words") SELECT new_values."evidence", new_values."id", new_values."item_id", new_values."key", new_values."nearest_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."positions", new_values."role", new_values."words" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0bb92563d88d1c8e787292ad7ce646ff08b67dde', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_81d93', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='news_unknownmention', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unknownmention',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "news_unknownmentionevent" ("evidence", "id", "item_id", "key", "nearest_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "positions", "role", "words") SELECT old_values."evidence", old_values."id", old_values."item_id", old_values."key", old_values."nearest_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."positions", old_values."role", old_values."words" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='62fcaa6d31adab6a116b08e6363c0e120f63a03d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_03162', referencing='REFERENCING OLD TABLE AS old_values ', table='news_unknownmention', when='AFTER')),
        ),
        migrations.AddField(
            model_name='unknownmentionevent',
            name='item',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='news.newsitem'),
        ),
        migrations.AddField(
            model_name='unknownmentionevent',
            name='nearest',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Has nearly this number: perhaps a slip.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='trials.trial'),
        ),
        migrations.AddField(
            model_name='unknownmentionevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='unknownmentionevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='news.unknownmention'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unknownmentionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='51d46a91981ab5204f68d46f66bf7515550e39a6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_feda9', table='news_unknownmentionevent', when='BEFORE')),
        ),
        migrations.RunSQL(list(first_events(KEPT)), migrations.RunSQL.noop),
    ]
