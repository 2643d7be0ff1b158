"""Each state of a row says which transaction made it: what stood in a version is found by that.

States from before get the next transaction that the change log names for their record.
The column comes without a default first: adding it with one would stamp all old rows with this
migration's own transaction.
"""

from django.db import migrations, models
from django.db.models.expressions import RawSQL

THIS_TRANSACTION = "pg_current_xact_id()::text::bigint"
EVENTS = """
    alias approval arm armintervention cohort concept conceptname condition contact document
    endpoint endpointcohort finding formername guidelinelisting intervention official
    organisation proposal reference site source statuschange supportingtrial trialcondition
    trial trialidentifier trialorganisation
""".split()

COLUMN = """
ALTER TABLE {table} ADD COLUMN pgh_xact bigint NULL;
ALTER TABLE {table} ALTER COLUMN pgh_xact SET DEFAULT ({xact});
"""
# The log's moment is that of the statement, history's that of the start of its transaction.
OLD_ROWS = """
ALTER TABLE {table} DISABLE TRIGGER USER;
UPDATE {table} event SET pgh_xact = (
    SELECT log.xact FROM trials_changelogentry log
    WHERE log.record = '{record}' AND log.record_id = {key} AND log.at >= event.pgh_created_at
    ORDER BY log.at LIMIT 1);
ALTER TABLE {table} ENABLE TRIGGER USER;
"""
# Of which record a state is; what many records share is placed by its time.
SHARED = {
    *("alias", "concept", "conceptname", "condition", "newsletterissue", "organisation"),
    *("proposal", "source"),
}
OF_PART = "(SELECT min(part.trial_id) FROM trials_{0}event part WHERE part.pgh_obj_id = event.{0}_id)"
KEYS = {
    "trial": ("trial", "event.pgh_obj_id"),
    "newsitem": ("news", "event.pgh_obj_id"),
    "armintervention": ("trial", OF_PART.format("arm")),
    "endpointcohort": ("trial", OF_PART.format("endpoint")),
}


def stamped(app, model):
    """The column of one table of states, with what is known of old ones."""
    table = f"{app}_{model}event"
    of = ("news", "event.item_id") if app == "news" else ("trial", "event.trial_id")
    record, key = KEYS.get(model, of)
    old = "" if model in SHARED else OLD_ROWS.format(table=table, record=record, key=key)
    field = models.BigIntegerField(
        null=True, editable=False, db_default=RawSQL(THIS_TRANSACTION, [])
    )
    return migrations.SeparateDatabaseAndState(
        state_operations=[migrations.AddField(f"{model}event", "pgh_xact", field)],
        database_operations=[
            migrations.RunSQL(
                COLUMN.format(table=table, xact=THIS_TRANSACTION) + old,
                f"ALTER TABLE {table} DROP COLUMN pgh_xact",
            )
        ],
    )


class Migration(migrations.Migration):
    dependencies = [("trials", "0022_sent_forms")]
    operations = [stamped("trials", model) for model in EVENTS]
