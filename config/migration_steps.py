"""Applies runs of like operations of a migration as one step.

Django renders all related models anew after each operation. Our first migration has 500, and its
models are all related, so that took half a minute; in steps it takes two seconds. The SQL and the
resulting state are the same.
"""

from collections.abc import Iterator, Sequence
from copy import copy
from itertools import groupby

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    CreateModel,
    Migration,
    RemoveConstraint,
    RemoveIndex,
    SeparateDatabaseAndState,
)
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

# A run is of one kind: each operation of it works as well with the state after the whole run.
KINDS: tuple[tuple[type[Operation], ...], ...] = (
    (CreateModel,),
    (AddField, AddConstraint, AddIndex, AddTrigger),
    (RemoveTrigger, RemoveConstraint, RemoveIndex),
    (AlterField,),  # no migration alters one field twice in a run
    (SeparateDatabaseAndState,),
)


class Step(Operation):
    """Several operations with one change of state around them all."""

    def __init__(self, operations: list[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change the state with nothing rendered, so that nothing is rendered again."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Run each operation in its order."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What sqlmigrate prints above the SQL."""
        return "; ".join(operation.describe() for operation in self.operations)


class SteppedExecutor(MigrationExecutor):
    """Django's executor of migrations, for the way forwards in steps."""

    def apply_migration(
        self,
        state: ProjectState,
        migration: Migration,
        fake: bool = False,
        fake_initial: bool = False,
    ) -> ProjectState:
        """Apply a copy of the migration whose operations are steps."""
        stepped = copy(migration)
        vars(stepped)["operations"] = list(in_steps(migration.operations))
        return super().apply_migration(state, stepped, fake, fake_initial)


def in_steps(operations: Sequence[Operation]) -> Iterator[Operation]:
    """The same operations, with each run of one kind as a Step."""
    for kind, run in groupby(operations, kind_of):
        if kind is None:
            yield from run
        else:
            yield Step(list(run))


def kind_of(operation: Operation) -> int | None:
    """The kind that an operation can share a step with, or None when it stands alone."""
    for number, kind in enumerate(KINDS):
        if type(operation) in kind:
            return number
    return None
