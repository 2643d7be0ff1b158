"""Every table of ours has a history, or a reason why it needs none."""

from django.apps import apps
from pghistory.models import Event

APPS = ("trials", "news", "accounts")
MADE_ANEW = "It is made of records that have a history, and can be made anew at any time."
SEALS = "The seals themselves: append-only, and each holds the one before."
WORK = "The program's own place to work: nobody reads it as a record, and old rows are cleared."
WITHOUT = {
    "trials_changelogentry": "The log itself: append-only, written by triggers, sealed.",
    **dict.fromkeys(("trials_sealedtable", "trials_seal", "trials_eventseal"), SEALS),
    "trials_contextseal": SEALS,
    **dict.fromkeys(("trials_searchdocument", "trials_searchtodo", "trials_searchdead"), MADE_ANEW),
    **dict.fromkeys(
        ("trials_searchsegment", "trials_searchposting", "trials_searchword"), MADE_ANEW
    ),
    **dict.fromkeys(("trials_studyversion", "trials_studytorender"), MADE_ANEW),
    **dict.fromkeys(("trials_sentform", "trials_visitorcount"), WORK),
    "news_linkingrun": "How far a walk over all items has come, moved with each item. What the"
    " walk did stands in the history of the links and numbers that it wrote.",
}


def test_every_table_has_a_history_or_says_why_not() -> None:
    models = [model for app in APPS for model in apps.get_app_config(app).get_models(True, False)]
    ours = {
        model._meta.db_table
        for model in models
        if not model._meta.proxy and not issubclass(model, Event)
    }
    # Of tables that Django made to join two others, a proxy is tracked.
    tracked = {model._meta.db_table for model in models if hasattr(model, "pgh_event_models")}
    assert ours - tracked == set(WITHOUT)
