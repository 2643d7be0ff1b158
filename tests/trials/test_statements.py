"""A statement that is written once answers for each value as the question itself does."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.records import a_trial
from trials.models import Trial
from trials.statements import ANY, Statement
from trials.views import NAMED, public_trial

pytestmark = pytest.mark.django_db


def test_each_value_has_its_answer() -> None:
    written = Statement(lambda key: Trial.objects.public().identified_by(key), ANY)
    first, second = a_trial("A021602"), a_trial("A021703")
    a_trial("A021704", state="DRAFT", release_at=None)
    found = [written.first(key) for key in ("A021602", "A021703", "A021704", "A%s", "", ANY)]
    assert found == [first, second, None, None, None, None]
    assert found[0].brief_title == first.brief_title


def test_each_of_several_values_stands_in_its_place() -> None:
    def ask(key: str, revision: int) -> Any:
        return Trial.objects.filter(protocol_id=key, revision__lte=revision).values("brief_title")

    written = Statement(ask, (ANY, 2**31 - 2))
    a_trial("A021602", brief_title="One")
    assert written.all(("A021602", 1)) == [{"brief_title": "One"}]
    assert written.all(("A021602", 0)) == written.all(("A021703", 1)) == []


def test_a_trial_is_found_with_what_files_say_of_it_in_one_question() -> None:
    a_trial("A021602")
    with CaptureQueriesContext(connection) as queries:
        found = public_trial("a021602")
        assert [getattr(found, f"{name}_id" if name == "merged_into" else name) for name in NAMED]
        assert found.get_absolute_url() == "/trials/A021602/"
    assert len(queries) == 1
    assert found.eligibility_criteria == ""


def test_a_merged_trial_leads_to_the_one_that_stays() -> None:
    stays = a_trial("A021602")
    a_trial("A021703", merged_into=stays)
    assert public_trial("A021703") == stays
    assert public_trial("A021703").stands_at == public_trial("A021602").stands_at
