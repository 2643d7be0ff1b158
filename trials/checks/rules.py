"""Whether the database holds every rule that the models state: funding numbers that never resolve,
findings that always have a source, and so on. Asked of its catalogue, in one query.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection

APPS = ("trials", "news")
HELD = """
    SELECT conname FROM pg_constraint WHERE convalidated
    UNION SELECT relname FROM pg_class JOIN pg_index ON indexrelid = pg_class.oid WHERE indisvalid
"""
TOLD = "The database does not hold the rule “{}” of {}: run migrate, or mend the rows against it."


def rules_not_held() -> Iterator[str]:
    """A sentence for each."""
    with connection.cursor() as cursor:
        cursor.execute(HELD)
        held = {name for (name,) in cursor.fetchall()}
    for name, model in _stated():
        if name not in held:
            yield TOLD.format(name, model._meta.verbose_name_plural)


def _stated() -> Iterator[tuple[str, Any]]:
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            for constraint in model._meta.constraints:
                yield constraint.name, model
