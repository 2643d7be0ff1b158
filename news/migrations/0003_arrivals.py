"""A trial that arrives is suggested to the older items that named it before it was known."""

from django.db import migrations

SUGGEST = """
CREATE FUNCTION suggest_arrived_trials() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH found AS (
        DELETE FROM news_unknownmention u USING arrived a
        WHERE a.key = u.key AND a.resolves
        RETURNING u.*, a.trial_id AS trial
    )
    INSERT INTO news_triallink
        (item_id, trial_id, role, status, method, evidence, positions, is_ambiguous, confidence)
    SELECT DISTINCT ON (item_id, trial)
        item_id, trial, role, 'SUGGESTED', 'IDENTIFIER', evidence, positions, false, 0.99
    FROM found ORDER BY item_id, trial, id
    ON CONFLICT (item_id, trial_id) DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER news_suggest_arrived AFTER INSERT ON trials_trialidentifier
REFERENCING NEW TABLE AS arrived
FOR EACH STATEMENT EXECUTE FUNCTION suggest_arrived_trials();
"""
DROP = """
DROP TRIGGER news_suggest_arrived ON trials_trialidentifier;
DROP FUNCTION suggest_arrived_trials();
"""


class Migration(migrations.Migration):
    dependencies = [("news", "0002_newsroom"), ("trials", "0002_initial")]
    operations = [migrations.RunSQL(SUGGEST, DROP)]
