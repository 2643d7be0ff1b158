"""A site that had trials before it had an API: its upgrade notes all of them for rendering."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations import RunSQL

from tests.records import a_trial
from trials.models import StudyToRender

pytestmark = pytest.mark.django_db


def test_the_upgrade_notes_the_trials_that_are_there() -> None:
    trial = a_trial()
    StudyToRender.objects.all().delete()
    operations = import_module("trials.migrations.0010_registry_out").Migration.operations
    (note,) = [str(it.sql) for it in operations if isinstance(it, RunSQL) and "INSERT" in it.sql]

    with connection.cursor() as cursor:
        cursor.execute(note)

    assert [waits.trial_id for waits in StudyToRender.objects.all()] == [trial.pk]
