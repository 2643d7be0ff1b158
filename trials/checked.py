"""All CHECKs of a record asked of the database in one query; a trial has thirty-six of them.

Django asks each by itself, in a savepoint, which was a third of the time that a save took.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.db import DatabaseError, models, transaction
from django.db.models import BooleanField, Q
from django.db.models.constraints import BaseConstraint
from django.db.models.functions import Coalesce
from django.db.models.sql import Query
from django.db.models.sql.constants import SINGLE


class AllChecks(BaseConstraint):
    """Several CHECKs as one constraint; what does not hold is told by each in its own words."""

    def __init__(self, checks: Iterable[models.CheckConstraint]) -> None:
        self.checks = tuple(checks)
        super().__init__(name="all_checks")

    def validate(
        self, model: Any, instance: Any, exclude: Any = None, using: str = "default"
    ) -> None:
        """Raise ValidationError with every one that is broken, as Django would."""
        if self._all_hold(instance._get_field_expression_map(model._meta, exclude), using):
            return
        errors = []
        for check in self.checks:
            try:
                check.validate(model, instance, exclude=exclude, using=using)
            except ValidationError as error:
                errors.append(error)
        if errors:
            raise ValidationError(errors)

    def _all_hold(self, values: dict[str, Any], using: str) -> bool:
        query = Query(None)
        for name, value in values.items():
            query.add_annotation(value, name, select=False)
        query.add_annotation(models.Value(1), "checked")
        for check in self.checks:
            try:
                query.add_q(Q(Coalesce(check.condition, True, output_field=BooleanField())))
            except FieldError:  # of a field that is left out
                continue
        try:
            with transaction.atomic(using=using):
                return query.get_compiler(using=using).execute_sql(SINGLE) is not None
        except DatabaseError:
            return False


def at_once(constraints: Iterable[BaseConstraint]) -> list[BaseConstraint]:
    """The same constraints, all CHECKs as one."""
    every = list(constraints)
    checks = [one for one in every if type(one) is models.CheckConstraint]
    others = [one for one in every if type(one) is not models.CheckConstraint]
    return [AllChecks(checks), *others] if checks else others
