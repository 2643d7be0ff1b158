"""What a draft of a public record says shows at no exit: not while it waits, nor once approved."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from news.models import Quotation
from tests.accounts import member
from tests.exits import EXITS
from tests.hidden import HIDDEN
from tests.records import a_link, a_trial, an_item
from trials.api.rendering import refresh as render
from trials.drafts import RowChange, approve, keep, remark
from trials.drafts.rows import values_of
from trials.models import Cohort, Draft
from trials.search.indexing import refresh as index

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LATER = timezone.now() + timedelta(days=1)


def drafted(record: Any, name: str, *rows: Any, **values: str) -> Draft:
    """A draft with a remark and new rows; its remark closed, so that it may be approved."""
    typed = type(record).objects.get(pk=record.pk)
    for field, value in values.items():
        setattr(typed, field, value)
    author = member(name)
    new = [RowChange(type(row), 0, None, values_of(row, record)) for row in rows]
    more: Any = {"takes_effect_at": LATER, "note_for_readers": HIDDEN, "rows": new}
    with transaction.atomic():
        draft = keep(record, typed, author, HIDDEN, **more)
    assert draft is not None
    said = remark(draft, author, "", HIDDEN)
    type(said).objects.update(closed_by=author, closed_at=timezone.now())
    return draft


def test_nothing_of_a_draft_shows(db: Any) -> None:
    trial, item = a_trial("A021602", brief_title="Testing cabozantinib"), an_item()
    a_link(item, trial)
    cohort, words = Cohort(trial=trial, label=HIDDEN), Quotation(item=item, text=HIDDEN)
    drafted(trial, "one", cohort, brief_title=HIDDEN, plain_summary=HIDDEN)
    approve(drafted(trial, "two", cohort, acronym=HIDDEN), member("three"))
    drafted(item, "four", words, title=HIDDEN, body=HIDDEN)
    approve(drafted(item, "five", words, summary=HIDDEN), member("six"))
    render()
    index()
    visitor = Client()
    for address in EXITS:
        if HIDDEN.casefold() not in address:
            answer: Any = visitor.get(address)
            body = b"".join(answer) if answer.streaming else answer.content
            assert HIDDEN.casefold() not in body.decode().casefold(), address
