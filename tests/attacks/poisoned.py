"""A site with a hostile text in every text of every record that the database lets have it."""

from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import Error, models, transaction
from django.db.models import CharField, F, Model, TextField, Value
from django.db.models.functions import Cast, Concat
from model_bakery import baker

from news.models import Correction, Quotation, TrialLink, UnknownMention
from tests.permissions.world import World
from tests.records import a_link, a_status
from trials.api.rendering import refresh as render
from trials.models import (
    Alias,
    Concept,
    ConceptName,
    Document,
    FormerName,
    Official,
    Reference,
    Trial,
    TrialIdentifier,
    TrialOrganisation,
)
from trials.search.indexing import refresh as index

DERIVED = ("Search", "Study", "Seal", "ContextSeal", "EventSeal", "ChangeLog", "Visitor", "Linking")
"""Tables that the program writes from others."""
KEPT = {"slug", "path", "moved_to", "key", "digest", "made_by", "positions", "release_zone"}
"""What addresses and programs hang on; a person types none of it, or has a test of its own."""


def a_full_world() -> World:
    """With a row of every model that holds texts."""
    world = World()
    trial, item = world.trials["public"], world.items["public"]
    TrialLink.objects.filter(item=item).delete()
    a_link(item, trial)
    a_link(world.items["in review"], trial, "SUGGESTED")
    a_status(trial, "RECRUITING")
    baker.make(FormerName, trial=trial, kind="ACRONYM")
    for part in (Reference, Document, Official):
        baker.make(part, trial=trial)
    baker.make(TrialIdentifier, trial=trial, kind="CTRP", value="NCI-2030-00001")
    baker.make(Alias, alias="OTHER-1", nct_id="NCT99999998")
    baker.make(ConceptName, concept=Concept.objects.earliest("pk"), name="Another", key="another")
    organisation = apps.get_model("trials", "Organisation").objects.get(name="A group")
    Trial.objects.filter(pk=trial.pk).update(lead_sponsor=organisation)
    baker.make(TrialOrganisation, trial=trial, organisation=organisation, role="GROUP")
    baker.make(Correction, item=item, text="It said so.")
    baker.make(Quotation, item=item, text="It said so.")
    baker.make(UnknownMention, item=world.items["in review"], words="NCT99999997", key="x")
    return world


def poison(text: str) -> tuple[int, int]:
    """Write it everywhere; how many fields took it, and how many the database keeps clean."""
    taken = refused = 0
    for label in ("trials", "news", "auth"):
        for model in apps.get_app_config(label).get_models():
            if model.__name__.startswith(DERIVED) or hasattr(model, "pgh_tracked_model"):
                continue
            for field in model._meta.concrete_fields:
                if value := _value(field, text):
                    done = _write(model, field.name, value)
                    taken, refused = taken + done, refused + (not done)
    render()
    index()
    return taken, refused


def _value(field: Any, text: str) -> Any:
    if field.choices or field.name in KEPT or isinstance(field, models.FileField):
        return None
    if field.model._meta.app_label == "auth" and field.name not in ("first_name", "last_name"):
        return None
    if isinstance(field, CharField | TextField):
        room = (field.max_length or 100_000) - 12
        return Concat(Value(text[:room]), Cast(F("pk"), TextField())) if room > 10 else None
    if isinstance(field, ArrayField):
        is_text = isinstance(field.base_field, CharField | TextField)
        free = is_text and not field.base_field.choices
        return Value([text[:200]], output_field=field) if free else None
    if isinstance(field, models.JSONField):
        return Value({"protocolSection": _study(text), text: text}, output_field=field)
    return None


def _study(text: str) -> dict[str, Any]:
    """A record of the registry that says nothing else."""
    return {
        "identificationModule": {"nctId": "NCT99999999", "briefTitle": text, "acronym": text},
        "descriptionModule": {"briefSummary": text, "detailedDescription": text},
        "conditionsModule": {"conditions": [text], "keywords": [text]},
        "eligibilityModule": {"eligibilityCriteria": text},
        "referencesModule": {"seeAlsoLinks": [{"label": text, "url": "javascript:zzx()"}]},
    }


def _write(model: type[Model], name: str, value: Any) -> bool:
    """Into all rows; whether the database took it."""
    try:
        with transaction.atomic():
            return bool(model._default_manager.update(**{name: value}))
    except Error:
        return False
