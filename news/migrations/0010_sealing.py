"""Public items stay, by any way."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0009_search_documents'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='newsitem',
            name='public_keeps_its_time',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='newsitem',
            trigger=pgtrigger.compiler.Trigger(name='public_keeps_its_time', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF (OLD.release_at <= now() AND (OLD.state = 'APPROVED' OR (OLD.state = 'WITHDRAWN' AND OLD.withdrawn_at >= OLD.release_at))) AND (NEW.id <> OLD.id OR NOT (NEW.release_at <= now() AND (NEW.state = 'APPROVED' OR (NEW.state = 'WITHDRAWN' AND NEW.withdrawn_at >= NEW.release_at)))\n                        OR NEW.release_at IS DISTINCT FROM OLD.release_at) THEN\n                    RAISE EXCEPTION\n                        'A record that was public keeps its time and can only be withdrawn.'\n                        USING ERRCODE = 'restrict_violation',\n                              CONSTRAINT = TG_TABLE_NAME || '_public_keeps_its_time';\n                END IF;\n                RETURN NEW;", hash='c2c3f41a0dad4a56bee5536a189e5211a95f974b', operation='UPDATE OF "id", "state", "release_at", "withdrawn_at"', pgid='pgtrigger_public_keeps_its_time_8716e', table='news_newsitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='newsitem',
            trigger=pgtrigger.compiler.Trigger(name='public_stays_whole', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE any_public boolean;', func="\n                EXECUTE format('SELECT EXISTS (SELECT FROM %I.%I t WHERE (t.release_at <= now() AND (t.state = ''APPROVED'' OR (t.state = ''WITHDRAWN'' AND t.withdrawn_at >= t.release_at))))',\n                    TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO any_public;\n                IF any_public THEN\n                    RAISE EXCEPTION 'A record that was public is never deleted: withdraw it.'\n                        USING ERRCODE = 'restrict_violation',\n                              CONSTRAINT = TG_TABLE_NAME || '_public_stays';\n                END IF;\n                RETURN NULL;", hash='6c396cb204a0994a6cd62910bab9030217683256', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_public_stays_whole_8e1f2', table='news_newsitem', when='BEFORE')),
        ),
    ]
