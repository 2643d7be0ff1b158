"""Triggers work on a statement's rows at once, and find what they change by its key."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


BY_ROW = """
CREATE FUNCTION sync_trial_identifiers(trial bigint, protocol_id text, nct_id text)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE trials_trialidentifier i SET retired = true
    WHERE i.trial_id = trial AND NOT i.retired
        AND ((i.kind = 'PROTOCOL' AND i.value IS DISTINCT FROM protocol_id)
            OR (i.kind = 'NCT' AND i.value IS DISTINCT FROM nct_id));
    INSERT INTO trials_trialidentifier
        (trial_id, kind, value, resolves, retired, type, domain, link)
    SELECT trial, main.kind, main.value, true, false, '', '', ''
    FROM (VALUES ('PROTOCOL', protocol_id), ('NCT', nct_id)) AS main (kind, value)
    WHERE main.value IS NOT NULL
    ON CONFLICT (trial_id, kind, value) DO UPDATE SET retired = false
        WHERE trials_trialidentifier.retired;
END $$;
"""
# The same for many trials. Of new ones nothing is retired. Looked up by their keys alone: a join
# would be planned as if few identifiers were main ones, and read them all.
LIST = """
CREATE FUNCTION list_trial_identifiers(trials bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO trials_trialidentifier
        (trial_id, kind, value, resolves, retired, type, domain, link)
    SELECT t.id, main.kind, main.value, true, false, '', '', ''
    FROM trials_trial t
    CROSS JOIN LATERAL (VALUES ('PROTOCOL', t.protocol_id), ('NCT', t.nct_id)) AS main (kind, value)
    WHERE t.id = ANY (trials) AND main.value IS NOT NULL
    ON CONFLICT (trial_id, kind, value) DO UPDATE SET retired = false
        WHERE trials_trialidentifier.retired;
END $$;
"""
BY_STATEMENT = """
CREATE FUNCTION sync_trial_identifiers(trials bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF cardinality(trials) = 0 THEN RETURN; END IF;
    UPDATE trials_trialidentifier i SET retired = true
    WHERE i.trial_id = ANY (trials) AND NOT i.retired AND i.kind IN ('PROTOCOL', 'NCT')
        AND i.value IS DISTINCT FROM (
            SELECT CASE i.kind WHEN 'NCT' THEN t.nct_id ELSE t.protocol_id END
            FROM trials_trial t WHERE t.id = i.trial_id);
    PERFORM list_trial_identifiers(trials);
END $$;
"""
DROP_BY_ROW = "DROP FUNCTION sync_trial_identifiers(bigint, text, text)"


class Migration(migrations.Migration):

    dependencies = [
        ('trials', '0006_registry_in'),
    ]

    operations = [
        migrations.RunSQL(LIST, "DROP FUNCTION list_trial_identifiers(bigint[])"),
        migrations.RunSQL(BY_STATEMENT, "DROP FUNCTION sync_trial_identifiers(bigint[])"),
        pgtrigger.migrations.RemoveTrigger(
            model_name='approval',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='approval',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='approval',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='arm',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='arm',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='arm',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='armintervention',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='armintervention',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='armintervention',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='cohort',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='cohort',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='cohort',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='condition',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='condition',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='condition',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='contact',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='contact',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='contact',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='document',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='document',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='document',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='endpoint',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='endpoint',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='endpoint',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='endpointcohort',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='endpointcohort',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='endpointcohort',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='finding',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='finding',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='finding',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='formername',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='formername',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='formername',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='guidelinelisting',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='guidelinelisting',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='guidelinelisting',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='intervention',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='intervention',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='intervention',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='official',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='official',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='official',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='organisation',
            name='touch_sponsored_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='organisation',
            name='touch_sponsored_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='organisation',
            name='touch_sponsored_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='organisation',
            name='touch_joined_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='organisation',
            name='touch_joined_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='organisation',
            name='touch_joined_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='reference',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='reference',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='reference',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='registryrecord',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='registryrecord',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='registryrecord',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='site',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='site',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='site',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='source',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='source',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='source',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='statuschange',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='statuschange',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='statuschange',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='supportingtrial',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='supportingtrial',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='supportingtrial',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='trial',
            name='sync_identifiers',
        ),
        migrations.RunSQL(DROP_BY_ROW, BY_ROW),
        pgtrigger.migrations.RemoveTrigger(
            model_name='trialcondition',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='trialcondition',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='trialcondition',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='trialidentifier',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='trialidentifier',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='trialidentifier',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='trialorganisation',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='trialorganisation',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='trialorganisation',
            name='touch_delete',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approval',
            trigger=pgtrigger.compiler.Trigger(name='touch_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE new_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='7244de1ccba9628b9018b0473844909c74dd8ac9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_insert_442a5', referencing='REFERENCING NEW TABLE AS new_rows ', table='trials_approval', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approval',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='a0a2672b3879df0c10c3218118469e4632584af8', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_e24f5', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_approval', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approval',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='864933891410c12809362607b071db5c7a897686', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_af806', referencing='REFERENCING OLD TABLE AS old_rows ', table='trials_approval', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='arm',
            trigger=pgtrigger.compiler.Trigger(name='touch_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE new_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='5293e4ec887e71601a61c2ef55f1e5581112b350', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_insert_f13d2', referencing='REFERENCING NEW TABLE AS new_rows ', table='trials_arm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='arm',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='7bde0ecf016f8901821dc1266ce0dfce43f67edd', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_9d097', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_arm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='arm',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='c97decbcad1b9ac3de04caeb670e19465c6b4990', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_54d85', referencing='REFERENCING OLD TABLE AS old_rows ', table='trials_arm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='armintervention',
            trigger=pgtrigger.compiler.Trigger(name='touch_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE new_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM trials_arm WHERE id = ANY (ARRAY(SELECT arm_id FROM changed)))) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='9e666c73e3dc67bc2688fa11e473acbd00d8a0a2', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_insert_6340f', referencing='REFERENCING NEW TABLE AS new_rows ', table='trials_arm_interventions', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='armintervention',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM trials_arm WHERE id = ANY (ARRAY(SELECT arm_id FROM changed)))) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='46a21f779233b94b8158177bbb8ce24880a26c4e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_9a495', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_arm_interventions', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='armintervention',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM trials_arm WHERE id = ANY (ARRAY(SELECT arm_id FROM changed)))) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='f2c32b3d376496a4438891b746622877619477e7', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_36b39', referencing='REFERENCING OLD TABLE AS old_rows ', table='trials_arm_interventions', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cohort',
            trigger=pgtrigger.compiler.Trigger(name='touch_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE new_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='13e2537fd7a7f2fdcb761656678bcacf816f24a9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_insert_be979', referencing='REFERENCING NEW TABLE AS new_rows ', table='trials_cohort', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cohort',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='e54bbb9ea628582b5ecd6b6fd2d57fb4bc386ae5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_8025b', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_cohort', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cohort',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='fa977d2626418f544d7abd13de364ff3a2d0d703', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_96fc5', referencing='REFERENCING OLD TABLE AS old_rows ', table='trials_cohort', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='condition',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM trials_trialcondition\n                   WHERE condition_id = ANY (ARRAY(SELECT id FROM changed)))) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='8daf64c6202dfddfc05342fac1279a5a6143d17f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_74393', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_condition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='condition',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM trials_trialcondition\n                   WHERE condition_id = ANY (ARRAY(SELECT id FROM changed)))) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='242164e07df9a666c5f00de752ed912bbcf2deb2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_7ac0a', referencing='REFERENCING OLD TABLE AS old_rows ', table='trials_condition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='touch_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE new_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='8e669d09e563dec9ab682a69cb8a4be199b9e1eb', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_insert_75e84', referencing='REFERENCING NEW TABLE AS new_rows ', table='trials_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='d5a1b19fc92328293d381247e018f4a7e56898c4', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_eb633', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='236d7b470b9efcc4d631f57740ad0b1e5df2c60c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_6d5de', referencing='REFERENCING OLD TABLE AS old_rows ', table='trials_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='touch_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE new_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='73ef95896a59bf28d975279f2ecabd3489c859ad', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_insert_7fe38', referencing='REFERENCING NEW TABLE AS new_rows ', table='trials_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='94b452052e54db9fa279b488213ba50fc018d36a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_133b5', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='f2259887de6d952e315ed2e50b637af14e5a7314', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_bef37', referencing='REFERENCING OLD TABLE AS old_rows ', table='trials_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='endpoint',
            trigger=pgtrigger.compiler.Trigger(name='touch_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE new_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='c3b848973b4d0c1967e54dfcaabbe3bbd6d79bb2', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_insert_84891', referencing='REFERENCING NEW TABLE AS new_rows ', table='trials_endpoint', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='endpoint',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='899069ce733608a7becde06133ac6373a0a5f7e4', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_2e043', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_endpoint', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='endpoint',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='9e144188af39d4e1d492c88ec67c6c107b25cb8f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_5220e', referencing='REFERENCING OLD TABLE AS old_rows ', table='trials_endpoint', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='endpointcohort',
            trigger=pgtrigger.compiler.Trigger(name='touch_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE new_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM trials_endpoint WHERE id = ANY (ARRAY(SELECT endpoint_id FROM changed)))) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='f14483b1283aa83ace65ce25b0c7d3b45a1f8fc1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_insert_93780', referencing='REFERENCING NEW TABLE AS new_rows ', table='trials_endpoint_cohorts', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='endpointcohort',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM trials_endpoint WHERE id = ANY (ARRAY(SELECT endpoint_id FROM changed)))) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='db3431cf4c783b610211fb0cb32cb16e913fb552', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_0c3fc', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_endpoint_cohorts', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='endpointcohort',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM trials_endpoint WHERE id = ANY (ARRAY(SELECT endpoint_id FROM changed)))) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='3a2acb62668e7c47d133a0bd9d7bb0c37ec59c87', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_7d776', referencing='REFERENCING OLD TABLE AS old_rows ', table='trials_endpoint_cohorts', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='finding',
            trigger=pgtrigger.compiler.Trigger(name='touch_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE new_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='4b81a4220313d186df86aa7e54fc9a9e760737c7', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_insert_d1e6c', referencing='REFERENCING NEW TABLE AS new_rows ', table='trials_finding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='finding',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='9097b4339928bd9dd528b8ce1970ddb3c3a733f2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_d7bd7', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_finding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='finding',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='beb8f15063be76b0fdb000673373f34ef4c98089', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_3c3db', referencing='REFERENCING OLD TABLE AS old_rows ', table='trials_finding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formername',
            trigger=pgtrigger.compiler.Trigger(name='touch_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE new_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='c84365ca8530e37f1e426e3d5e3a495752b384e9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_insert_33cfa', referencing='REFERENCING NEW TABLE AS new_rows ', table='trials_formername', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formername',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='2a266f8f28c0959d99da076dd0a5c9555fa748ab', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_231ca', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_formername', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formername',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='5a1b0bf0fa495025baeb381911bc32c3a6280f1a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_4047c', referencing='REFERENCING OLD TABLE AS old_rows ', table='trials_formername', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='guidelinelisting',
            trigger=pgtrigger.compiler.Trigger(name='touch_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE new_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='bd56fb1241f2489bba725c2872cc11c2762a0eca', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_insert_aaf82', referencing='REFERENCING NEW TABLE AS new_rows ', table='trials_guidelinelisting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='guidelinelisting',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='4fca6641520da42044316cf57a7adc0bd29b393f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_98365', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_guidelinelisting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='guidelinelisting',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='e50d021046eba8256be2ce442d19480250dc26e4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_2b200', referencing='REFERENCING OLD TABLE AS old_rows ', table='trials_guidelinelisting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='intervention',
            trigger=pgtrigger.compiler.Trigger(name='touch_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE new_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='545458a2ba53d02a1ff182d3c8336425af621085', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_insert_d1361', referencing='REFERENCING NEW TABLE AS new_rows ', table='trials_intervention', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='intervention',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='2cb7db10d3e4912abb6cd0167cb43e65629c9de5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_d689e', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_intervention', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='intervention',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='4680dcc6755cd17b8703df70ef7730b81c58d9fb', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_25ac3', referencing='REFERENCING OLD TABLE AS old_rows ', table='trials_intervention', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='official',
            trigger=pgtrigger.compiler.Trigger(name='touch_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE new_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='2e96a24d1db116c804af53beaf3e305f3e8430f2', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_insert_0e1f3', referencing='REFERENCING NEW TABLE AS new_rows ', table='trials_official', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='official',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='2df7bd3d1bafdf23aa0abc6418e092a5f6e31d4b', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_a9a43', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_official', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='official',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='bf11b192a685b6b9af85d282c520ea412c862d63', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_87fff', referencing='REFERENCING OLD TABLE AS old_rows ', table='trials_official', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='touch_sponsored_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT id FROM trials_trial\n                       WHERE lead_sponsor_id = ANY (ARRAY(SELECT id FROM changed)))) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='44bcbea7c32d286e133743cf830246ecc2d125fd', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_sponsored_update_459f3', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_organisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='touch_sponsored_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT id FROM trials_trial\n                       WHERE lead_sponsor_id = ANY (ARRAY(SELECT id FROM changed)))) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='141f14823dfe1ad021fae593751f00c2cb75fcfa', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_sponsored_delete_74be7', referencing='REFERENCING OLD TABLE AS old_rows ', table='trials_organisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='touch_joined_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM trials_trialorganisation\n                       WHERE organisation_id = ANY (ARRAY(SELECT id FROM changed)))) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='948f20aad592a50346e260141dc792b6792ad42f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_joined_update_a7135', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_organisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='touch_joined_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM trials_trialorganisation\n                       WHERE organisation_id = ANY (ARRAY(SELECT id FROM changed)))) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='b160155c4045c498cf3e7d61705a7673f4925517', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_joined_delete_ee930', referencing='REFERENCING OLD TABLE AS old_rows ', table='trials_organisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reference',
            trigger=pgtrigger.compiler.Trigger(name='touch_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE new_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='c025c309614b9b6063c30cb4394a4bfa727346ce', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_insert_7078c', referencing='REFERENCING NEW TABLE AS new_rows ', table='trials_reference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reference',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='8ae1f70be679cb6a51e1f3ebfad3e63235693e01', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_b6535', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_reference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reference',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='0fd8d778cee248038d0284217e12ddd65518d2c3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_4c85c', referencing='REFERENCING OLD TABLE AS old_rows ', table='trials_reference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registryrecord',
            trigger=pgtrigger.compiler.Trigger(name='touch_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE new_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='c0a5610e579a1452058a441fc9ead7fa888a0321', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_insert_44fb3', referencing='REFERENCING NEW TABLE AS new_rows ', table='trials_registryrecord', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registryrecord',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='83cb2405aecaf92d5b37f56c0de4f8b431d3adef', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_0c6f1', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_registryrecord', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registryrecord',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='165663021a85894b8cbe7e87719b4de6fecf7724', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_fa1d9', referencing='REFERENCING OLD TABLE AS old_rows ', table='trials_registryrecord', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='site',
            trigger=pgtrigger.compiler.Trigger(name='touch_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE new_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='6a3c7b12d6ec0c2af540719dbeee033d5c2d01bf', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_insert_ef2e2', referencing='REFERENCING NEW TABLE AS new_rows ', table='trials_site', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='site',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='534e3fdef10c2591f5999d6113baa1ee9090998a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_54d66', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_site', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='site',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='504acd9bfbd4908306368bb1f2c5220574494f50', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_a9870', referencing='REFERENCING OLD TABLE AS old_rows ', table='trials_site', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM trials_finding WHERE source_id = ANY (ARRAY(SELECT id FROM changed)) UNION SELECT trial_id FROM trials_approval WHERE source_id = ANY (ARRAY(SELECT id FROM changed)) UNION SELECT trial_id FROM trials_guidelinelisting WHERE source_id = ANY (ARRAY(SELECT id FROM changed)) UNION SELECT trial_id FROM trials_statuschange WHERE source_id = ANY (ARRAY(SELECT id FROM changed)) UNION SELECT trial_id FROM trials_reference WHERE source_id = ANY (ARRAY(SELECT id FROM changed)))) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='a1a1e833039b5bff70709177e2fec889d8f8528c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_5fdd4', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM trials_finding WHERE source_id = ANY (ARRAY(SELECT id FROM changed)) UNION SELECT trial_id FROM trials_approval WHERE source_id = ANY (ARRAY(SELECT id FROM changed)) UNION SELECT trial_id FROM trials_guidelinelisting WHERE source_id = ANY (ARRAY(SELECT id FROM changed)) UNION SELECT trial_id FROM trials_statuschange WHERE source_id = ANY (ARRAY(SELECT id FROM changed)) UNION SELECT trial_id FROM trials_reference WHERE source_id = ANY (ARRAY(SELECT id FROM changed)))) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='c40360b85c523f1fe28abe36b9416fa7ff53810b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_72da9', referencing='REFERENCING OLD TABLE AS old_rows ', table='trials_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statuschange',
            trigger=pgtrigger.compiler.Trigger(name='touch_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE new_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='b7377ab673bdc00e99c51538102be1390313d60d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_insert_b7a25', referencing='REFERENCING NEW TABLE AS new_rows ', table='trials_statuschange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statuschange',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='22b201efa147234f5413b20002aa8c64387cb0b2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_ce705', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_statuschange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statuschange',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='751090af702e2ada4195f401d7ea198c166fd81f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_7f033', referencing='REFERENCING OLD TABLE AS old_rows ', table='trials_statuschange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supportingtrial',
            trigger=pgtrigger.compiler.Trigger(name='touch_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE new_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='55c7c78655c239a4cb37728efe8552e1458088ce', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_insert_dcd3d', referencing='REFERENCING NEW TABLE AS new_rows ', table='trials_supportingtrial', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supportingtrial',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='dc142e4da70d79966cbc784cad81a7eaa8748e9a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_f4a9d', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_supportingtrial', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supportingtrial',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='fa63e7dde67332bdae09b8d9d295460db76c415d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_bc75b', referencing='REFERENCING OLD TABLE AS old_rows ', table='trials_supportingtrial', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trial',
            trigger=pgtrigger.compiler.Trigger(name='list_new_ids', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM list_trial_identifiers(ARRAY(SELECT id FROM new_rows)); RETURN NULL;', hash='af9baed774ae94a8c19380a3484fc3754ffe6637', level='STATEMENT', operation='INSERT', pgid='pgtrigger_list_new_ids_e90ea', referencing='REFERENCING NEW TABLE AS new_rows ', table='trials_trial', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trial',
            trigger=pgtrigger.compiler.Trigger(name='list_changed_ids', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    PERFORM sync_trial_identifiers(ARRAY(\n                        SELECT n.id FROM new_rows n JOIN old_rows o USING (id)\n                        WHERE (n.protocol_id, n.nct_id)\n                            IS DISTINCT FROM (o.protocol_id, o.nct_id)));\n                    RETURN NULL;', hash='79e8018d39c844b374c50871e195d65efe08a524', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_list_changed_ids_a76e2', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_trial', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trialcondition',
            trigger=pgtrigger.compiler.Trigger(name='touch_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE new_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='1e47291596eb0d3c0b0fc910ea7afae531f0b544', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_insert_5ced3', referencing='REFERENCING NEW TABLE AS new_rows ', table='trials_trialcondition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trialcondition',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='d16108c43d2d47d1e63a7147f598d5846f78a9af', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_85444', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_trialcondition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trialcondition',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='f649faa64bbecf6b8c8c4b5d06c0d43fb48b88c5', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_4e5b1', referencing='REFERENCING OLD TABLE AS old_rows ', table='trials_trialcondition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trialidentifier',
            trigger=pgtrigger.compiler.Trigger(name='touch_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE new_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='2ec17f73ca0b38bd71f53ba5355892c9519488fb', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_insert_7afcc', referencing='REFERENCING NEW TABLE AS new_rows ', table='trials_trialidentifier', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trialidentifier',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='2f707efef941367afa67560e9060b7ce4140468d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_e4ace', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_trialidentifier', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trialidentifier',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='ffecbd09f1ba25a1bc764eef472cf3a1763c6477', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_7b254', referencing='REFERENCING OLD TABLE AS old_rows ', table='trials_trialidentifier', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trialorganisation',
            trigger=pgtrigger.compiler.Trigger(name='touch_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE new_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='9a7136a4ca625042bfe8970c436e029597ed9bd8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_insert_bebd0', referencing='REFERENCING NEW TABLE AS new_rows ', table='trials_trialorganisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trialorganisation',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='73a550caa9239e5450a9348f016bd837b36c1ad9', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_a4962', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_trialorganisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trialorganisation',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='2e685f4377f3a0f59f23bb24af9d9adefffcf3d1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_d3cdd', referencing='REFERENCING OLD TABLE AS old_rows ', table='trials_trialorganisation', when='AFTER')),
        ),
    ]
