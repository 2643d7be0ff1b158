"""The version of a row that a page of an act showed: the transaction that wrote the row last.

PostgreSQL keeps it in each row (`xmin`), of every table alike. A trial and a news item are written
whenever a part of them is (decision 2), so that theirs is the version of the whole.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models.expressions import RawSQL
from django.http import HttpRequest

from trials.admin.locks import hold

# Begins the name of an input; the row's model and key follow.
VERSION = "_version:"
MOVED = (
    "{} changed while this page was open, and nothing was done: look at what would happen now,"
    " then press again."
)
FEW = 3


def versions(records: Iterable[Any]) -> dict[str, str]:
    """Names and values of inputs for these rows, a query for each kind."""
    keys: dict[Any, list[Any]] = {}
    for record in records:
        keys.setdefault(type(record), []).append(record.pk)
    return {
        _name(model, key): str(version)
        for model, some in keys.items()
        for key, version in _versions(model, some)
    }


def refuse_moved(request: HttpRequest, records: Iterable[Any]) -> None:
    """Hold the rows, and raise ValidationError if one is not as the page showed it."""
    records = list(records)
    for model in dict.fromkeys(type(record) for record in records):  # in this order for all
        hold(model, [record.pk for record in records if type(record) is model])
    now = versions(records)
    moved = [
        str(record)
        for record in records
        for name in [_name(type(record), record.pk)]
        if now.get(name, "") != request.POST.get(name, "-")
    ]
    if moved:
        more = f" and {len(moved) - FEW} more" if len(moved) > FEW else ""
        raise ValidationError(MOVED.format(f"{', '.join(moved[:FEW])}{more}"))


def _versions(model: Any, keys: list[Any]) -> Any:
    version = RawSQL(f'"{model._meta.db_table}".xmin::text', [])  # noqa: S611 (a name of our own)  # nosec B611
    rows = model._base_manager.filter(pk__in=keys).annotate(row_version=version)
    return rows.values_list("pk", "row_version")


def _name(model: Any, key: Any) -> str:
    return f"{VERSION}{model._meta.model_name}-{key}"
