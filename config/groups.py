"""The three groups of people who work here, and what each may do. Set after each migrate.

The three belong to the program: what is added to them by hand is taken away again. For other rights
make another group. Who may add people and groups is a superuser's affair.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

Codes = Iterator[tuple[str, str]]
APPS = ("news", "trials")
# What programs write, and people only read; or change by acts on another record's rights.
READ_ONLY = {
    *("changelogentry", "draft", "formeraddress", "importrun", "linkanswer", "linkingrun"),
    *("proposal", "registryrecord", "remark", "unknownmention"),
}
# What only the program looks into: no screen shows it, and nobody needs a right to it.
INTERNAL = {
    *("sealedtable", "seal", "eventseal", "contextseal", "sentform", "visitorcount"),
    *("searchdocument", "searchtodo", "searchsegment", "searchposting", "searchdead", "searchword"),
    *("studyversion", "studytorender"),
}
PUBLISHED = {
    "news": ("newsitem",),
    "trials": ("approval", "finding", "guidelinelisting", "trial"),
}
NEWSROOM = (
    "attachment",
    "correction",
    "newsimage",
    "newsitem",
    "newsletterissue",
    "previewlink",
    "quotation",
    "triallink",
)


def editors() -> Codes:
    """All records, approved by others."""
    yield from everything("view")
    for app, model in _models():
        if model not in READ_ONLY:
            yield from _codes(app, [model], ("add", "change", "delete"))
    yield "news", "decide_triallink"
    yield "trials", "decide_proposal"


def staff() -> Codes:
    """Take in news, link it, submit it; read the rest."""
    yield from everything("view")
    yield from _codes("news", NEWSROOM, ("add", "change"))
    yield from _codes("news", ("attachment", "newsimage", "newsitem", "quotation"), ("delete",))
    yield from _codes("trials", ("source",), ("add", "change"))
    yield "news", "decide_triallink"


def publishers() -> Codes:
    """Approve and withdraw what others wrote."""
    yield from everything("view")
    for app, models in PUBLISHED.items():
        yield from _codes(app, models, ("publish",))


GROUPS = {"Editors": editors, "Staff": staff, "Publishers": publishers}


def after_migrate(using: str, **_: Any) -> None:
    """Receiver of post_migrate: make the groups and give each exactly its permissions."""
    for app in APPS:
        create_permissions(apps.get_app_config(app), using=using, verbosity=0)
    known = {
        (permission.content_type.app_label, permission.codename): permission
        for permission in Permission.objects.using(using)
        .filter(content_type__app_label__in=APPS)
        .select_related("content_type")
    }
    for name, codes in GROUPS.items():
        group, _made = Group.objects.using(using).get_or_create(name=name)
        group.permissions.set([known[code] for code in codes() if code in known])


def everything(verb: str) -> Codes:
    """One verb for each record there is."""
    for app, model in _models():
        yield from _codes(app, [model], (verb,))


def _models() -> Codes:
    """Of people: no tables of the program's own, no events of the history."""
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            name = model._meta.model_name or ""
            is_own = name in INTERNAL or hasattr(model, "pgh_tracked_model")
            if not model._meta.proxy and not is_own:
                yield app, name


def _codes(app: str, models: Iterable[str], verbs: Iterable[str]) -> Codes:
    for model in models:
        for verb in verbs:
            yield app, f"{verb}_{model}"
