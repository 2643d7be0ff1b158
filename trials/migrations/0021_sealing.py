"""Seals of the history; who and why stay as they were noted; public records stay, by any way."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# In the transaction that made it a context may still grow: nobody else has seen it.
CONTEXTS_ARE_NOT_CHANGED = """
CREATE FUNCTION context_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.created_at = now() THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'Who changed a record and why is never changed.'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'context_stays';
END $$;
CREATE TRIGGER context_stays BEFORE UPDATE OR DELETE ON pghistory_context
    FOR EACH ROW EXECUTE FUNCTION context_stays();
"""
CONTEXTS_MAY_BE_CHANGED = """
DROP TRIGGER context_stays ON pghistory_context;
DROP FUNCTION context_stays();
"""

# An aggregate over a window: each event's link is the hash of the one before it and its own digest.
CHAIN = """
CREATE FUNCTION history_link(before bytea, digest bytea, first bytea) RETURNS bytea
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT sha256(coalesce(before, first) || digest) $$;
CREATE AGGREGATE history_chain(digest bytea, first bytea) (SFUNC = history_link, STYPE = bytea);
"""
NO_CHAIN = """
DROP AGGREGATE history_chain(bytea, bytea);
DROP FUNCTION history_link(bytea, bytea, bytea);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('trials', '0020_position_of_a_trial'),
    ]

    operations = [
        migrations.RunSQL(CONTEXTS_ARE_NOT_CHANGED, CONTEXTS_MAY_BE_CHANGED),
        migrations.RunSQL(CHAIN, NO_CHAIN),
        migrations.CreateModel(
            name='SealedTable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=63, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('number', models.BigIntegerField(primary_key=True, serialize=False)),
                ('table', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trials.sealedtable')),
                ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('events', models.IntegerField(default=0)),
                ('contexts', models.IntegerField(default=0)),
                ('sealed_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('settled', models.JSONField(default=dict)),
                ('digest', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='EventSeal',
            fields=[
                ('pk', models.CompositePrimaryKey('table_id', 'event', blank=True, editable=False, primary_key=True, serialize=False)),
                ('table', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trials.sealedtable')),
                ('event', models.BigIntegerField()),
                ('record', models.BigIntegerField()),
                ('number', models.IntegerField()),
                ('seal', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trials.seal')),
                ('link', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='ContextSeal',
            fields=[
                ('context', models.UUIDField(primary_key=True, serialize=False)),
                ('seal', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trials.seal')),
                ('digest', models.BinaryField()),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='approval',
            name='public_keeps_its_time',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='finding',
            name='public_keeps_its_time',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='guidelinelisting',
            name='public_keeps_its_time',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='trial',
            name='public_keeps_its_time',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approval',
            trigger=pgtrigger.compiler.Trigger(name='public_keeps_its_time', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF (OLD.release_at <= now() AND (OLD.state = 'APPROVED' OR (OLD.state = 'WITHDRAWN' AND OLD.withdrawn_at >= OLD.release_at))) AND (NEW.id <> OLD.id OR NOT (NEW.release_at <= now() AND (NEW.state = 'APPROVED' OR (NEW.state = 'WITHDRAWN' AND NEW.withdrawn_at >= NEW.release_at)))\n                        OR NEW.release_at IS DISTINCT FROM OLD.release_at) THEN\n                    RAISE EXCEPTION\n                        'A record that was public keeps its time and can only be withdrawn.'\n                        USING ERRCODE = 'restrict_violation',\n                              CONSTRAINT = TG_TABLE_NAME || '_public_keeps_its_time';\n                END IF;\n                RETURN NEW;", hash='80ddfa3c15ef69afc27b340812d71119c718e0ae', operation='UPDATE OF "id", "state", "release_at", "withdrawn_at"', pgid='pgtrigger_public_keeps_its_time_f847c', table='trials_approval', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approval',
            trigger=pgtrigger.compiler.Trigger(name='public_stays_whole', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE any_public boolean;', func="\n                EXECUTE format('SELECT EXISTS (SELECT FROM %I.%I t WHERE (t.release_at <= now() AND (t.state = ''APPROVED'' OR (t.state = ''WITHDRAWN'' AND t.withdrawn_at >= t.release_at))))',\n                    TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO any_public;\n                IF any_public THEN\n                    RAISE EXCEPTION 'A record that was public is never deleted: withdraw it.'\n                        USING ERRCODE = 'restrict_violation',\n                              CONSTRAINT = TG_TABLE_NAME || '_public_stays';\n                END IF;\n                RETURN NULL;", hash='b59b915d245dd4682156b1308e0e1bf7bfca435f', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_public_stays_whole_3da74', table='trials_approval', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='finding',
            trigger=pgtrigger.compiler.Trigger(name='public_keeps_its_time', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF (OLD.release_at <= now() AND (OLD.state = 'APPROVED' OR (OLD.state = 'WITHDRAWN' AND OLD.withdrawn_at >= OLD.release_at))) AND (NEW.id <> OLD.id OR NOT (NEW.release_at <= now() AND (NEW.state = 'APPROVED' OR (NEW.state = 'WITHDRAWN' AND NEW.withdrawn_at >= NEW.release_at)))\n                        OR NEW.release_at IS DISTINCT FROM OLD.release_at) THEN\n                    RAISE EXCEPTION\n                        'A record that was public keeps its time and can only be withdrawn.'\n                        USING ERRCODE = 'restrict_violation',\n                              CONSTRAINT = TG_TABLE_NAME || '_public_keeps_its_time';\n                END IF;\n                RETURN NEW;", hash='d56fa430fa6c130f23444bf34e1c8617afa88258', operation='UPDATE OF "id", "state", "release_at", "withdrawn_at"', pgid='pgtrigger_public_keeps_its_time_a2fcc', table='trials_finding', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='finding',
            trigger=pgtrigger.compiler.Trigger(name='public_stays_whole', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE any_public boolean;', func="\n                EXECUTE format('SELECT EXISTS (SELECT FROM %I.%I t WHERE (t.release_at <= now() AND (t.state = ''APPROVED'' OR (t.state = ''WITHDRAWN'' AND t.withdrawn_at >= t.release_at))))',\n                    TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO any_public;\n                IF any_public THEN\n                    RAISE EXCEPTION 'A record that was public is never deleted: withdraw it.'\n                        USING ERRCODE = 'restrict_violation',\n                              CONSTRAINT = TG_TABLE_NAME || '_public_stays';\n                END IF;\n                RETURN NULL;", hash='442f350aae38cffe44803f6ab56a37a7cfa1c6ef', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_public_stays_whole_76798', table='trials_finding', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='guidelinelisting',
            trigger=pgtrigger.compiler.Trigger(name='public_keeps_its_time', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF (OLD.release_at <= now() AND (OLD.state = 'APPROVED' OR (OLD.state = 'WITHDRAWN' AND OLD.withdrawn_at >= OLD.release_at))) AND (NEW.id <> OLD.id OR NOT (NEW.release_at <= now() AND (NEW.state = 'APPROVED' OR (NEW.state = 'WITHDRAWN' AND NEW.withdrawn_at >= NEW.release_at)))\n                        OR NEW.release_at IS DISTINCT FROM OLD.release_at) THEN\n                    RAISE EXCEPTION\n                        'A record that was public keeps its time and can only be withdrawn.'\n                        USING ERRCODE = 'restrict_violation',\n                              CONSTRAINT = TG_TABLE_NAME || '_public_keeps_its_time';\n                END IF;\n                RETURN NEW;", hash='fad6769c8cae4c8c985a44e0a9610a2d52544520', operation='UPDATE OF "id", "state", "release_at", "withdrawn_at"', pgid='pgtrigger_public_keeps_its_time_d5faf', table='trials_guidelinelisting', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='guidelinelisting',
            trigger=pgtrigger.compiler.Trigger(name='public_stays_whole', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE any_public boolean;', func="\n                EXECUTE format('SELECT EXISTS (SELECT FROM %I.%I t WHERE (t.release_at <= now() AND (t.state = ''APPROVED'' OR (t.state = ''WITHDRAWN'' AND t.withdrawn_at >= t.release_at))))',\n                    TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO any_public;\n                IF any_public THEN\n                    RAISE EXCEPTION 'A record that was public is never deleted: withdraw it.'\n                        USING ERRCODE = 'restrict_violation',\n                              CONSTRAINT = TG_TABLE_NAME || '_public_stays';\n                END IF;\n                RETURN NULL;", hash='4fd6f53e6411e06f710d640eb8d0879633c32f31', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_public_stays_whole_496fc', table='trials_guidelinelisting', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trial',
            trigger=pgtrigger.compiler.Trigger(name='public_keeps_its_time', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF (OLD.release_at <= now() AND (OLD.state = 'APPROVED' OR (OLD.state = 'WITHDRAWN' AND OLD.withdrawn_at >= OLD.release_at))) AND (NEW.id <> OLD.id OR NOT (NEW.release_at <= now() AND (NEW.state = 'APPROVED' OR (NEW.state = 'WITHDRAWN' AND NEW.withdrawn_at >= NEW.release_at)))\n                        OR NEW.release_at IS DISTINCT FROM OLD.release_at) THEN\n                    RAISE EXCEPTION\n                        'A record that was public keeps its time and can only be withdrawn.'\n                        USING ERRCODE = 'restrict_violation',\n                              CONSTRAINT = TG_TABLE_NAME || '_public_keeps_its_time';\n                END IF;\n                RETURN NEW;", hash='ab8316aa02c7e52393ecd226ab932e581a1c83c3', operation='UPDATE OF "id", "state", "release_at", "withdrawn_at"', pgid='pgtrigger_public_keeps_its_time_93e69', table='trials_trial', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trial',
            trigger=pgtrigger.compiler.Trigger(name='public_stays_whole', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE any_public boolean;', func="\n                EXECUTE format('SELECT EXISTS (SELECT FROM %I.%I t WHERE (t.release_at <= now() AND (t.state = ''APPROVED'' OR (t.state = ''WITHDRAWN'' AND t.withdrawn_at >= t.release_at))))',\n                    TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO any_public;\n                IF any_public THEN\n                    RAISE EXCEPTION 'A record that was public is never deleted: withdraw it.'\n                        USING ERRCODE = 'restrict_violation',\n                              CONSTRAINT = TG_TABLE_NAME || '_public_stays';\n                END IF;\n                RETURN NULL;", hash='6d62201f098fb781c03a10c3060baf2d43d07df1', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_public_stays_whole_853ef', table='trials_trial', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sealedtable',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='835ba38d40423d3eb354aa4f356e8faf7aafc01a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_93182', table='trials_sealedtable', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contextseal',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7f1c727cd8001012261e1166612b6a1414d68b14', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cdef2', table='trials_contextseal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seal',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d7eee4c7fadbc2d0b4303d31955a63c7a8108f1c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f0b2e', table='trials_seal', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='eventseal',
            constraint=models.UniqueConstraint(fields=('table', 'record', 'number'), name='eventseal_chain'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='eventseal',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5a28b035874c0961b41e1b53dcb6276555f95b89', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a42c4', table='trials_eventseal', when='BEFORE')),
        ),
    ]
