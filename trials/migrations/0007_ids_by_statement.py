"""A trial's two main IDs are listed once for a statement, not once for a row."""

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
# The same for many trials; one that changes nothing costs a glance at its array.
BY_STATEMENT = """
CREATE FUNCTION sync_trial_identifiers(trials bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF cardinality(trials) = 0 THEN RETURN; END IF;
    UPDATE trials_trialidentifier i SET retired = true
    FROM trials_trial t
    WHERE t.id = ANY (trials) AND i.trial_id = t.id AND NOT i.retired
        AND ((i.kind = 'PROTOCOL' AND i.value IS DISTINCT FROM t.protocol_id)
            OR (i.kind = 'NCT' AND i.value IS DISTINCT FROM t.nct_id));
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
DROP_BY_ROW = "DROP FUNCTION sync_trial_identifiers(bigint, text, text)"


class Migration(migrations.Migration):

    dependencies = [
        ('trials', '0006_registry_in'),
    ]

    operations = [
        migrations.RunSQL(BY_STATEMENT, "DROP FUNCTION sync_trial_identifiers(bigint[])"),
        pgtrigger.migrations.RemoveTrigger(
            model_name='trial',
            name='sync_identifiers',
        ),
        migrations.RunSQL(DROP_BY_ROW, BY_ROW),
        pgtrigger.migrations.AddTrigger(
            model_name='trial',
            trigger=pgtrigger.compiler.Trigger(name='list_new_ids', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM sync_trial_identifiers(ARRAY(SELECT id FROM new_rows)); RETURN NULL;', hash='2baf2cd918f2af05c92e117982043dffedce74f3', level='STATEMENT', operation='INSERT', pgid='pgtrigger_list_new_ids_e90ea', referencing='REFERENCING NEW TABLE AS new_rows ', table='trials_trial', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trial',
            trigger=pgtrigger.compiler.Trigger(name='list_changed_ids', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    PERFORM sync_trial_identifiers(ARRAY(\n                        SELECT n.id FROM new_rows n JOIN old_rows o USING (id)\n                        WHERE (n.protocol_id, n.nct_id)\n                            IS DISTINCT FROM (o.protocol_id, o.nct_id)));\n                    RETURN NULL;', hash='79e8018d39c844b374c50871e195d65efe08a524', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_list_changed_ids_a76e2', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_trial', when='AFTER')),
        ),
    ]
