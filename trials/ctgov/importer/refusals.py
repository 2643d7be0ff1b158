"""What the database refuses, in words: which rule, and where in the study to look."""

from functools import cache

from django.apps import apps
from django.db import DatabaseError, DataError, IntegrityError, models
from psycopg import Error
from psycopg.errors import ProgramLimitExceeded

from trials.ctgov.records import Problem, StudyRefused

MODULES = {
    "trials_trial": "protocolSection",
    "trials_trialidentifier": "protocolSection.identificationModule",
    "trials_statuschange": "protocolSection.statusModule",
    "trials_organisation": "protocolSection.sponsorCollaboratorsModule",
    "trials_trialorganisation": "protocolSection.sponsorCollaboratorsModule",
    "trials_condition": "protocolSection.conditionsModule",
    "trials_trialcondition": "protocolSection.conditionsModule",
    "trials_arm": "protocolSection.armsInterventionsModule",
    "trials_intervention": "protocolSection.armsInterventionsModule",
    "trials_arm_interventions": "protocolSection.armsInterventionsModule",
    "trials_endpoint": "protocolSection.outcomesModule",
    "trials_official": "protocolSection.contactsLocationsModule",
    "trials_site": "protocolSection.contactsLocationsModule",
    "trials_contact": "protocolSection.contactsLocationsModule",
    "trials_reference": "protocolSection.referencesModule",
    "trials_document": "documentSection.largeDocumentModule",
    "trials_finding": "resultsSection.outcomeMeasuresModule",
}
LAST_PLACE = 32_767
FEWER = "there are more {} than the 32,768 that fit"


def is_of_the_data(error: DatabaseError) -> bool:
    """Whether what was to be written is the reason, not the server or who else is at it."""
    by_rule = isinstance(error, DataError | IntegrityError)
    return by_rule or isinstance(error.__cause__, ProgramLimitExceeded)


def problem(error: DatabaseError) -> Problem:
    """The rule that a study breaks, as a sentence."""
    cause = error.__cause__
    if not isinstance(cause, Error):
        return Problem("", str(error))
    if isinstance(cause, ProgramLimitExceeded):
        return Problem("protocolSection", f"a text is too long: {cause.diag.message_primary}")
    detail = cause.diag
    reason = _messages().get(detail.constraint_name or "") or detail.message_primary or str(error)
    return Problem(MODULES.get(detail.table_name or "", ""), reason)


@cache
def _messages() -> dict[str, str]:
    """The sentence of every constraint that has a name of ours."""
    return {
        constraint.name: str(constraint.violation_error_message)
        for model in apps.get_app_config("trials").get_models()
        for constraint in model._meta.constraints
        if constraint.violation_error_message
    } | _unique_columns()


def _unique_columns() -> dict[str, str]:
    """PostgreSQL names these itself: table, column, key."""
    return {
        f"{model._meta.db_table}_{field.column}_key": str(field.error_messages["unique"])
        for model in apps.get_app_config("trials").get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.CharField) and field.unique
    }


def refuse_too_long(model: type[models.Model], row: dict[str, object]) -> None:
    """Refuse what does not fit in its column, as PostgreSQL would without saying which."""
    place = row.get("position")
    if isinstance(place, int) and place > LAST_PLACE and model in _counting_small():
        name = model._meta.verbose_name_plural
        raise StudyRefused([Problem(MODULES[model._meta.db_table], FEWER.format(name))])
    for column, limit in _limits(model).items():
        value = row.get(column)
        texts = value if isinstance(value, list) else [value]
        for text in texts:
            if isinstance(text, str) and len(text) > limit:
                reason = f"{column.replace('_', ' ')} has {len(text)} characters, {limit} fit"
                raise StudyRefused([Problem(MODULES[model._meta.db_table], reason)])


@cache
def _counting_small() -> set[type[models.Model]]:
    """Tables whose rows count their places in two bytes."""
    return {
        model
        for model in apps.get_app_config("trials").get_models()
        for field in model._meta.local_concrete_fields
        if field.name == "position" and isinstance(field, models.PositiveSmallIntegerField)
    }


@cache
def _limits(model: type[models.Model]) -> dict[str, int]:
    limits = {}
    for field in model._meta.local_concrete_fields:
        longest = getattr(getattr(field, "base_field", field), "max_length", None)
        if longest:
            limits[field.name] = longest
    return limits
