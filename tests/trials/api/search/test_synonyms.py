"""What has another name is found, where the registry takes synonyms and the query lets it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.trials.api.search.studies import found, study
from trials.models import Concept

pytestmark = pytest.mark.django_db
