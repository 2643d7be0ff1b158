"""A person without a right is a line in the log, a program that went wrong a traceback."""

import logging
import sys

import psycopg
import pytest
from django.core.exceptions import PermissionDenied

AWAY = psycopg.OperationalError("connection\nrefused")


@pytest.mark.parametrize(
    ("fault", "told"), [(PermissionDenied(), False), (AWAY, False), (KeyError("x"), True)]
)
def test_only_what_went_wrong_has_a_traceback(fault: Exception, told: bool) -> None:
    try:
        raise fault
    except (PermissionDenied, psycopg.Error, KeyError):
        record = logging.LogRecord("django.request", 30, "", 1, "Refused", None, sys.exc_info())
    handlers = logging.getLogger("django").handlers
    handler = next(one for one in handlers if one.get_name() == "console")
    assert handler.filter(record)
    assert ("Traceback" in handler.format(record)) is told
    assert ("connection refused" in handler.format(record)) is (fault is AWAY)
