"""Where the data stands that the page of an item shows: see trials/positions.py."""

from django.db.models import TextField
from django.db.models.expressions import RawSQL

from trials.positions import LAST_DUE

ITS_TRIALS = """ARRAY(SELECT trial_id FROM news_triallink
    WHERE item_id = news_newsitem.id AND status = 'CONFIRMED')"""
# The page shows the trials as they are today.
OF_ITEM = f"""jsonb_build_array(
    news_newsitem.id, news_newsitem.revision, news_newsitem.updated_at,
    (SELECT jsonb_agg(jsonb_build_array(id, revision, updated_at) ORDER BY id)
        FROM trials_trial WHERE id = ANY ({ITS_TRIALS})),
    ({LAST_DUE.format(trials=ITS_TRIALS)})
)::text"""  # noqa: S608 (names of our own)


def of_item() -> RawSQL:
    """An annotation of items: what moves with each change of the page of one."""
    return RawSQL(OF_ITEM, (), TextField())  # noqa: S611
