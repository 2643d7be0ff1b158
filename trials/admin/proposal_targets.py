"""What a proposal is about: a trial or one of its parts, with its name and the way to it."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from trials.ctgov.importer import parts
from trials.models import Trial

PARTS = {kind.model: kind.trial.removesuffix("_id") for kind in parts.KINDS}
"""The models of parts, each with its way to the trial."""


def targets() -> Any:
    """What proposals are about, each part with its trial, one query for all of a kind."""
    ContentType.objects.get_for_models(*PARTS)  # all in one query, and none once they are known
    rows = [model._default_manager.select_related(trial) for model, trial in PARTS.items()]
    return GenericPrefetch("target", [Trial.objects.select_related("lead_sponsor"), *rows])


def registry_page(target: Any) -> SafeString:
    """A link to where the trial's own and the registry's stand side by side."""
    trial = target if isinstance(target, Trial) else target.trial
    page = reverse("admin:trials_trial_registry", args=[trial.pk])
    return format_html('<a href="{}">{}</a>', page, named(target))


def named(target: Any) -> str:
    """The record, of a part with its trial first."""
    if target is None:
        return "a record that is gone"
    if isinstance(target, Trial):
        return str(target)
    return f"{target.trial.public_id}, {target._meta.verbose_name} {target}"
