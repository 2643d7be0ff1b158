"""What the fields of forms mean, in plain words: those of an app in its `admin/help_texts.toml`."""

import tomllib
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db.models import Model

FILE = "admin/help_texts.toml"


@cache
def texts_of_app(label: str) -> dict[str, dict[str, str]]:
    """By model and field; of an app without a file none."""
    path = Path(apps.get_app_config(label).path) / FILE
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def help_of(model: type[Model]) -> dict[str, str]:
    """The texts for the fields of a model, by field. They come before the model's own."""
    options = model._meta
    return texts_of_app(options.app_label).get(str(options.model_name), {})
