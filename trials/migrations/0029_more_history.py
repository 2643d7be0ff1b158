"""The history of old addresses, answers of links, import runs and versions received.

What is here already gets its first event, so that history says of each row how it came. And the
old address of one page does not become that of another by renaming: it comes back only to what it
leads to. What is added by SQL under an old address is not looked at.
"""

from importlib import import_module

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# Tables of events, each with its table and the columns that both have.
KEPT = {
    "trials_formeraddressevent": ("trials_formeraddress", "id, path, moved_to"),
    "trials_linkanswerevent": ("trials_linkanswer", "id, url, status, checked_at, taken_in_at"),
    "trials_importrunevent": (
        "trials_importrun",
        "id, started_at, finished_at, inputs, created, updated, unchanged, refused, missing,"
        " proposed, refusals",
    ),
    "trials_registryrecordevent": (
        "trials_registryrecord",
        "id, trial_id, registry, version, received_at, version_date, digest, run_id, source_id",
    ),
}
FIRST = """
INSERT INTO {events} ({columns}, pgh_obj_id, pgh_label, pgh_created_at, pgh_context_id)
SELECT {columns}, id, 'insert', now(), _pgh_attach_context() FROM {table} ORDER BY id"""
WHY = '{"reason": "Was here before its table had a history."}'
METADATA = "SELECT set_config('pghistory.context_metadata', '{}', true)"
# An address once used leads on, also when it moves twice or comes back.
KEEP_NEWS_ADDRESS = """
CREATE OR REPLACE FUNCTION keep_news_address(old_slug text, new_slug text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    old_path text := '/news/' || old_slug || '/';
    new_path text := '/news/' || new_slug || '/';
BEGIN
    IF old_slug = new_slug THEN RETURN; END IF;
    DELETE FROM trials_formeraddress WHERE path = new_path AND moved_to = old_path;
    IF EXISTS (SELECT FROM trials_formeraddress WHERE path = new_path) THEN
        RAISE EXCEPTION '% was an address before and leads to another page: choose another.',
            new_path USING ERRCODE = 'restrict_violation', CONSTRAINT = 'formeraddress_leads_on';
    END IF;
    UPDATE trials_formeraddress SET moved_to = new_path WHERE moved_to = old_path;
    INSERT INTO trials_formeraddress (path, moved_to) VALUES (old_path, new_path)
    ON CONFLICT (path) DO UPDATE SET moved_to = excluded.moved_to;
END $$;
"""
KEPT_BEFORE = import_module("trials.migrations.0001_database").KEEP_NEWS_ADDRESS


def first_events(kept):
    """The statements, and around them why."""
    yield METADATA.format(WHY)
    for events, (table, columns) in kept.items():
        yield FIRST.format(events=events, table=table, columns=columns)
    yield METADATA.format("")


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('trials', '0028_writers_of_drafts'),
    ]

    operations = [
        migrations.CreateModel(
            name='FormerAddressEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xact', models.BigIntegerField(db_default=django.db.models.expressions.RawSQL('pg_current_xact_id()::text::bigint', []), editable=False, null=True)),
                ('id', models.BigIntegerField()),
                ('path', models.CharField(max_length=500)),
                ('moved_to', models.CharField(max_length=500)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ImportRunEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xact', models.BigIntegerField(db_default=django.db.models.expressions.RawSQL('pg_current_xact_id()::text::bigint', []), editable=False, null=True)),
                ('id', models.BigIntegerField()),
                ('started_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('finished_at', models.DateTimeField(blank=True, help_text='Empty: it is under way, or was stopped before its end.', null=True)),
                ('inputs', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, help_text='Files and IDs, as given.', size=None)),
                ('created', models.PositiveIntegerField(default=0)),
                ('updated', models.PositiveIntegerField(default=0)),
                ('unchanged', models.PositiveIntegerField(default=0)),
                ('refused', models.PositiveIntegerField(default=0)),
                ('missing', models.PositiveIntegerField(default=0, help_text='Trials here that the registry no longer has.')),
                ('proposed', models.PositiveIntegerField(default=0, help_text='Values that differ from what was changed here by hand.')),
                ('refusals', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, help_text='The first of them, each with its reason.', size=None)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LinkAnswerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xact', models.BigIntegerField(db_default=django.db.models.expressions.RawSQL('pg_current_xact_id()::text::bigint', []), editable=False, null=True)),
                ('id', models.BigIntegerField()),
                ('url', models.CharField(max_length=2000, verbose_name='address')),
                ('status', models.PositiveSmallIntegerField(help_text='Of HTTP; 0 where nothing answered.')),
                ('checked_at', models.DateTimeField()),
                ('taken_in_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RegistryRecordEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xact', models.BigIntegerField(db_default=django.db.models.expressions.RawSQL('pg_current_xact_id()::text::bigint', []), editable=False, null=True)),
                ('id', models.BigIntegerField()),
                ('registry', models.CharField(default='ClinicalTrials.gov', max_length=60)),
                ('version', models.PositiveIntegerField(help_text='Counted from 1 as received here.')),
                ('received_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('version_date', models.CharField(blank=True, help_text="The registry's own date of this version.", max_length=10)),
                ('digest', models.CharField(max_length=64, verbose_name='SHA-256 of the canonical JSON')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formeraddress',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "trials_formeraddressevent" ("id", "moved_to", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."id", new_values."moved_to", new_values."path", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7b12d28ef780804f1f0eb56060f34f83b656cc5d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b952f', referencing='REFERENCING NEW TABLE AS new_values ', table='trials_formeraddress', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formeraddress',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "trials_formeraddressevent" ("id", "moved_to", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."id", new_values."moved_to", new_values."path", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='01c2aeb44087b25848d92a0206fa2ea6ec7accbb', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_dec53', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='trials_formeraddress', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formeraddress',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "trials_formeraddressevent" ("id", "moved_to", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."id", old_values."moved_to", old_values."path", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='ede90a4fdb317b81ca30c7e35a6cacb75e665a39', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_505a1', referencing='REFERENCING OLD TABLE AS old_values ', table='trials_formeraddress', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='importrun',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "trials_importrunevent" ("created", "finished_at", "id", "inputs", "missing", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed", "refusals", "refused", "started_at", "unchanged", "updated") SELECT new_values."created", new_values."finished_at", new_values."id", new_values."inputs", new_values."missing", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proposed", new_values."refusals", new_values."refused", new_values."started_at", new_values."unchanged", new_values."updated" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1a28f7e4e5f400838685fc2b6c402f12b491b3e9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_88710', referencing='REFERENCING NEW TABLE AS new_values ', table='trials_importrun', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='importrun',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "trials_importrunevent" ("created", "finished_at", "id", "inputs", "missing", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed", "refusals", "refused", "started_at", "unchanged", "updated") SELECT new_values."created", new_values."finished_at", new_values."id", new_values."inputs", new_values."missing", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."proposed", new_values."refusals", new_values."refused", new_values."started_at", new_values."unchanged", new_values."updated" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d961a4ca6c3f5c2dd7187699b2bcb47a669885ca', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_18837', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='trials_importrun', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='importrun',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "trials_importrunevent" ("created", "finished_at", "id", "inputs", "missing", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed", "refusals", "refused", "started_at", "unchanged", "updated") SELECT old_values."created", old_values."finished_at", old_values."id", old_values."inputs", old_values."missing", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."proposed", old_values."refusals", old_values."refused", old_values."started_at", old_values."unchanged", old_values."updated" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='292f7f9008922c0e9017a59082370dc436f4b0d6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_573ee', referencing='REFERENCING OLD TABLE AS old_values ', table='trials_importrun', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='linkanswer',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "trials_linkanswerevent" ("checked_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status", "taken_in_at", "url") SELECT new_values."checked_at", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."status", new_values."taken_in_at", new_values."url" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2f0644446f95eaa5e8c382b2e20228f95a0a0b81', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_733cf', referencing='REFERENCING NEW TABLE AS new_values ', table='trials_linkanswer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='linkanswer',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "trials_linkanswerevent" ("checked_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status", "taken_in_at", "url") SELECT new_values."checked_at", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."status", new_values."taken_in_at", new_values."url" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='eb823685352b5ca419d0f9a14967d79005a92996', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b5be0', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='trials_linkanswer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='linkanswer',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "trials_linkanswerevent" ("checked_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status", "taken_in_at", "url") SELECT old_values."checked_at", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."status", old_values."taken_in_at", old_values."url" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='ee4181fd051df67f7db4e5d317a39a87b02496b3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_87fd6', referencing='REFERENCING OLD TABLE AS old_values ', table='trials_linkanswer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registryrecord',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "trials_registryrecordevent" ("digest", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "registry", "run_id", "source_id", "trial_id", "version", "version_date") SELECT new_values."digest", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."received_at", new_values."registry", new_values."run_id", new_values."source_id", new_values."trial_id", new_values."version", new_values."version_date" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='818df18ceb27ea54fec0a0bdf0a7b393b117630d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_0294c', referencing='REFERENCING NEW TABLE AS new_values ', table='trials_registryrecord', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registryrecord',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "trials_registryrecordevent" ("digest", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "registry", "run_id", "source_id", "trial_id", "version", "version_date") SELECT new_values."digest", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."received_at", new_values."registry", new_values."run_id", new_values."source_id", new_values."trial_id", new_values."version", new_values."version_date" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."digest" IS DISTINCT FROM (new_values."digest") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."received_at" IS DISTINCT FROM (new_values."received_at") OR old_values."registry" IS DISTINCT FROM (new_values."registry") OR old_values."run_id" IS DISTINCT FROM (new_values."run_id") OR old_values."source_id" IS DISTINCT FROM (new_values."source_id") OR old_values."trial_id" IS DISTINCT FROM (new_values."trial_id") OR old_values."version" IS DISTINCT FROM (new_values."version") OR old_values."version_date" IS DISTINCT FROM (new_values."version_date")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='10cb8f85d4b27ada687bcbb2110e192069b01ab3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_43cd8', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='trials_registryrecord', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registryrecord',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "trials_registryrecordevent" ("digest", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "registry", "run_id", "source_id", "trial_id", "version", "version_date") SELECT old_values."digest", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."received_at", old_values."registry", old_values."run_id", old_values."source_id", old_values."trial_id", old_values."version", old_values."version_date" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='ae620001e60c3c753b712df07ef09f7934523bca', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b2549', referencing='REFERENCING OLD TABLE AS old_values ', table='trials_registryrecord', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registryrecord',
            trigger=pgtrigger.compiler.Trigger(name='study_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "trials_registryrecordevent" ("digest", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "registry", "run_id", "source_id", "trial_id", "version", "version_date") SELECT new_values."digest", new_values."id", _pgh_attached_context.value, NOW(), \'given another JSON\', new_values."id", new_values."received_at", new_values."registry", new_values."run_id", new_values."source_id", new_values."trial_id", new_values."version", new_values."version_date" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."study" IS DISTINCT FROM (new_values."study")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2f962d0c568cd972b6f6964c2b393d6870a42680', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_study_update_06740', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='trials_registryrecord', when='AFTER')),
        ),
        migrations.AddField(
            model_name='formeraddressevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='formeraddressevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='trials.formeraddress'),
        ),
        migrations.AddField(
            model_name='importrunevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='importrunevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='trials.importrun'),
        ),
        migrations.AddField(
            model_name='linkanswerevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='linkanswerevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='trials.linkanswer'),
        ),
        migrations.AddField(
            model_name='registryrecordevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='registryrecordevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='trials.registryrecord'),
        ),
        migrations.AddField(
            model_name='registryrecordevent',
            name='run',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='trials.importrun'),
        ),
        migrations.AddField(
            model_name='registryrecordevent',
            name='source',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='trials.source'),
        ),
        migrations.AddField(
            model_name='registryrecordevent',
            name='trial',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='trials.trial'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formeraddressevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='37ad71c216226e10ab58203f188235b669b4bb46', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_45eb3', table='trials_formeraddressevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='importrunevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6b3553a2d3332c6205cc147e408145a40f89da90', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4c198', table='trials_importrunevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='linkanswerevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='460819fef200362968174919712635ba53a9e953', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_13ebe', table='trials_linkanswerevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registryrecordevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2158194103b82ac75cfc0fe1038fb6a8d0050aec', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5c07c', table='trials_registryrecordevent', when='BEFORE')),
        ),
        migrations.RunSQL(
            KEEP_NEWS_ADDRESS,
            KEPT_BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"),
        ),
        migrations.RunSQL(list(first_events(KEPT)), migrations.RunSQL.noop),
    ]
