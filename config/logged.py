"""What the log says of requests that were refused, or met a database that did not answer."""

import logging

from django.core.exceptions import PermissionDenied

from config.outages import outage_of


def in_one_line(record: logging.LogRecord) -> bool:
    """Take the traceback from what is no fault of a program; the words of the database stay."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, PermissionDenied):
        record.exc_info = None
    elif outage_of(error):
        record.exc_info, record.msg = None, f"{record.msg} ({' '.join(str(error).split())})"
    return True
