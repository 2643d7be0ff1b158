"""What the log says of requests that were refused."""

import logging

from django.core.exceptions import PermissionDenied


def in_one_line(record: logging.LogRecord) -> bool:
    """Take the traceback from a refusal: a person lacks a right, and no program went wrong."""
    if record.exc_info and isinstance(record.exc_info[1], PermissionDenied):
        record.exc_info = None
    return True
