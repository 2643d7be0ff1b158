"""Migrations applied in steps come to the same as one operation after the other."""

from django.db import models
from django.db.migrations import AddField, AddIndex, CreateModel, RunSQL
from django.db.migrations.operations.base import Operation

from config.migration_steps import Step, in_steps


def test_runs_of_one_kind_become_steps_and_order_stays() -> None:
    create = CreateModel("Thing", [("id", models.BigAutoField(primary_key=True))])
    field = AddField("Thing", "name", models.TextField())
    index = AddIndex("Thing", models.Index(fields=["name"], name="things"))
    sql = RunSQL("SELECT 1")

    steps = list(in_steps([create, create, field, index, sql, create]))

    assert [flat(step) for step in steps] == [[create, create], [field, index], [sql], [create]]


def flat(operation: Operation) -> list[Operation]:
    return operation.operations if isinstance(operation, Step) else [operation]
