"""Where names of diseases and drugs stand, and the versions of a trial, is told by one row each.

A question with words is answered by names, which belong to no record: their states name the
transaction of each change. What old versions show is also what is public now, whoever has it now:
a finding that went to another trial in a merge, a source that nothing here names any more.
"""

from django.db import migrations

INDEX = "CREATE INDEX {0}_by_transaction ON trials_{0} (pgh_xact)"
NAMES = ("conceptevent", "conceptnameevent")

# Whatever points to a source, and whatever is published by itself: tests compare both with the
# models (tests/trials/versions/test_held.py).
POSITION = """
CREATE FUNCTION trial_history_position(trial bigint) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        WITH named (id) AS (
            SELECT e.source_id FROM trials_findingevent e WHERE e.trial_id = trial
            UNION SELECT e.source_id FROM trials_statuschangeevent e WHERE e.trial_id = trial
            UNION SELECT e.source_id FROM trials_formernameevent e WHERE e.trial_id = trial
            UNION SELECT e.source_id FROM trials_referenceevent e WHERE e.trial_id = trial
            UNION SELECT e.source_id FROM trials_approvalevent e WHERE e.trial_id = trial
            UNION SELECT e.source_id FROM trials_guidelinelistingevent e WHERE e.trial_id = trial
            UNION SELECT e.status_source_id FROM trials_trialevent e WHERE e.pgh_obj_id = trial
        ), others (id) AS (
            SELECT f.trial_id FROM trials_findingevent e
                JOIN trials_finding f ON f.id = e.pgh_obj_id WHERE e.trial_id = trial
            UNION SELECT a.trial_id FROM trials_approvalevent e
                JOIN trials_approval a ON a.id = e.pgh_obj_id WHERE e.trial_id = trial
            UNION SELECT g.trial_id FROM trials_guidelinelistingevent e
                JOIN trials_guidelinelisting g ON g.id = e.pgh_obj_id WHERE e.trial_id = trial
            UNION SELECT a.trial_id FROM trials_supportingtrialevent e
                JOIN trials_approval a ON a.id = e.approval_id WHERE e.trial_id = trial
            EXCEPT SELECT trial
        )
        SELECT jsonb_build_array(
            trial_position(trial),
            (SELECT jsonb_agg(trial_position(others.id) ORDER BY others.id) FROM others),
            (SELECT jsonb_agg(s.id ORDER BY s.id) FROM trials_source s JOIN named ON named.id = s.id
                WHERE s.public_from <= statement_timestamp())));
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("trials", "0029_more_history")]
    operations = [
        *(
            migrations.RunSQL(INDEX.format(name), f"DROP INDEX {name}_by_transaction")
            for name in NAMES
        ),
        migrations.RunSQL(POSITION, "DROP FUNCTION trial_history_position(bigint)"),
    ]
