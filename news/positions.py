"""Where the data stands that the page of an item shows: see trials/positions.py."""

from django.db.models import TextField
from django.db.models.expressions import RawSQL

from news.models.item import FRESH
from trials.positions import OF_TRIAL, of_everything

# The page shows the trials as they are today.
OF_ITEM = f"""jsonb_build_array(
    news_newsitem.id, news_newsitem.revision, news_newsitem.updated_at,
    (SELECT jsonb_agg({OF_TRIAL.format(id="trial_id")} ORDER BY trial_id)
        FROM news_triallink WHERE item_id = news_newsitem.id AND status = 'CONFIRMED')
)::text"""  # noqa: S608 (names of our own)  # nosec B608


# A correction counts from its moment on, and no search document tells of that.
LAST_CORRECTION = """
    (SELECT max(corrected_at) FROM news_correction WHERE corrected_at <= statement_timestamp())
"""


# A release leaves the news of the last days by the clock; one that only has a day, with that day.
SINCE = f"statement_timestamp() - interval '{FRESH.days} days'"
LEAVES_NEXT = f"""jsonb_build_array(
    ({SINCE})::date,
    (SELECT min(release_at) FROM news_newsitem
        WHERE state = 'APPROVED' AND release_at >= {SINCE}))
"""  # noqa: S608 (a number of our own)  # nosec B608


def of_latest_news() -> str:
    """What moves with each change of the news of the last days."""
    return of_everything(LEAVES_NEXT)


def of_news() -> str:
    """What moves with each change of feeds and sitemaps, which come in the order of corrections."""
    return of_everything(LAST_CORRECTION)


def of_item() -> RawSQL:
    """An annotation of items: what moves with each change of the page of one."""
    return RawSQL(OF_ITEM, (), TextField())  # noqa: S611  # nosec B611 # no value of a person is in it
