"""Triggers find what they change by its key."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0006_linking_runs'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='attachment',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='attachment',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='attachment',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='correction',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='correction',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='correction',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='newsimage',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='newsimage',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='newsimage',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='newsitem',
            name='touch_trials_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='newsitem',
            name='touch_trials_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='newsitem',
            name='touch_trials_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='newsletterissue',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='newsletterissue',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='newsletterissue',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='quotation',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='quotation',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='quotation',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='triallink',
            name='touch_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='triallink',
            name='touch_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='triallink',
            name='touch_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='triallink',
            name='touch_item_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='triallink',
            name='touch_item_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='triallink',
            name='touch_item_delete',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachment',
            trigger=pgtrigger.compiler.Trigger(name='touch_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE new_rows)\n                UPDATE news_newsitem SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT item_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='cd79617533fe6122f2631188404d60ed83959b9e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_insert_db6b7', referencing='REFERENCING NEW TABLE AS new_rows ', table='news_attachment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachment',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE news_newsitem SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT item_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='bcad0ab5f2a30dc9140326938cc5821e04901001', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_9ea82', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='news_attachment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachment',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE news_newsitem SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT item_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='38c07c39b80771ab8b3aaf5def199c54151e1e73', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_e22c4', referencing='REFERENCING OLD TABLE AS old_rows ', table='news_attachment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='touch_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE new_rows)\n                UPDATE news_newsitem SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT item_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='97d26b36115fa3b60998dc02fc574c4c89852c8e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_insert_f1819', referencing='REFERENCING NEW TABLE AS new_rows ', table='news_correction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE news_newsitem SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT item_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='ea294b6fa3df28ee76d371f1c0df88e84c47b273', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_b235c', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='news_correction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE news_newsitem SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT item_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='33f9510b3f3b6699259faca9751cde09f33f5c43', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_bcff7', referencing='REFERENCING OLD TABLE AS old_rows ', table='news_correction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='newsimage',
            trigger=pgtrigger.compiler.Trigger(name='touch_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE new_rows)\n                UPDATE news_newsitem SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT item_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='1c3558854254ca1a3746c1e5f0bfbc38e0fc137a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_insert_05053', referencing='REFERENCING NEW TABLE AS new_rows ', table='news_newsimage', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='newsimage',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE news_newsitem SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT item_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='fdd9a36394ebfd61e3bae1f70815ee5f4020d052', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_b59c0', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='news_newsimage', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='newsimage',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE news_newsitem SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT item_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='5cd7df281f1eae46affcc92e90e0914f7862fcda', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_46280', referencing='REFERENCING OLD TABLE AS old_rows ', table='news_newsimage', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='newsitem',
            trigger=pgtrigger.compiler.Trigger(name='touch_trials_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM news_triallink WHERE item_id = ANY (ARRAY(SELECT id FROM changed)))) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='40a0fb2edfd513b313ed3b8a5829377405bf4235', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_trials_update_8eb0c', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='news_newsitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='newsitem',
            trigger=pgtrigger.compiler.Trigger(name='touch_trials_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM news_triallink WHERE item_id = ANY (ARRAY(SELECT id FROM changed)))) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='74f518bec10a6326c00fc13bed98c19062d83027', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_trials_delete_15d75', referencing='REFERENCING OLD TABLE AS old_rows ', table='news_newsitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='newsletterissue',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE news_newsitem SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT id FROM news_newsitem WHERE issue_id = ANY (ARRAY(SELECT id FROM changed)))) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='6af149208e2702aae5cf66ea868b47a5658f0e5e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_33878', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='news_newsletterissue', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='newsletterissue',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE news_newsitem SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT id FROM news_newsitem WHERE issue_id = ANY (ARRAY(SELECT id FROM changed)))) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='2c72471f7e75cd2db7eacae86cdee2ea9ca608f6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_2cee7', referencing='REFERENCING OLD TABLE AS old_rows ', table='news_newsletterissue', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quotation',
            trigger=pgtrigger.compiler.Trigger(name='touch_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE new_rows)\n                UPDATE news_newsitem SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT item_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='ba75488066c2ecc76e1d7ec737e819d64a69e040', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_insert_0f819', referencing='REFERENCING NEW TABLE AS new_rows ', table='news_quotation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quotation',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE news_newsitem SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT item_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='a0804e086363833f45a9130179f212f246db3f90', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_e9241', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='news_quotation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quotation',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE news_newsitem SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT item_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='037f794bbe22b86a6b10baf05a01a1ef04ea627c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_c3df0', referencing='REFERENCING OLD TABLE AS old_rows ', table='news_quotation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='triallink',
            trigger=pgtrigger.compiler.Trigger(name='touch_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE new_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='001d5b147c9325be684798429b4627b789c20773', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_insert_ab00d', referencing='REFERENCING NEW TABLE AS new_rows ', table='news_triallink', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='triallink',
            trigger=pgtrigger.compiler.Trigger(name='touch_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='28ca4fd62ea237b7242c41b4424ac873b886aa5c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_update_97614', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='news_triallink', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='triallink',
            trigger=pgtrigger.compiler.Trigger(name='touch_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE trials_trial SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT trial_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='11bc5550d796944880297422ab148d26b82d4bc6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_delete_f82b7', referencing='REFERENCING OLD TABLE AS old_rows ', table='news_triallink', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='triallink',
            trigger=pgtrigger.compiler.Trigger(name='touch_item_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE new_rows)\n                UPDATE news_newsitem SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT item_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='18439390af7c301ea35c40b5026537a0c2033329', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_item_insert_5d89e', referencing='REFERENCING NEW TABLE AS new_rows ', table='news_triallink', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='triallink',
            trigger=pgtrigger.compiler.Trigger(name='touch_item_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS ((TABLE new_rows EXCEPT TABLE old_rows) UNION ALL (TABLE old_rows EXCEPT TABLE new_rows))\n                UPDATE news_newsitem SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT item_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='95eaec2dbe296228558d7d8b96f6f49f18c2dbd6', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_item_update_de2f7', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='news_triallink', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='triallink',
            trigger=pgtrigger.compiler.Trigger(name='touch_item_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                WITH changed AS (TABLE old_rows)\n                UPDATE news_newsitem SET change_xact = 0\n                WHERE id = ANY (ARRAY(SELECT item_id FROM changed)) AND change_xact <> pg_current_xact_id()::text::bigint;\n                RETURN NULL;', hash='d928452e96e98cbbf7a8cd0348a1e15911f52fbd', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_item_delete_90bc1', referencing='REFERENCING OLD TABLE AS old_rows ', table='news_triallink', when='AFTER')),
        ),
    ]
