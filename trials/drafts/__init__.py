"""Drafts of public records: kept apart, decided on by a second person, in effect at their time."""

from trials.drafts.deciding import approve, reject, take_back, withdraw
from trials.drafts.keeping import keep
from trials.drafts.lines import Line, lines_of
from trials.drafts.remarks import close, open_remarks, remark, reopen
from trials.drafts.rows import RowChange
from trials.drafts.settling import settle

__all__ = [
    "Line",
    "RowChange",
    "approve",
    "close",
    "keep",
    "lines_of",
    "open_remarks",
    "reject",
    "remark",
    "reopen",
    "settle",
    "take_back",
    "withdraw",
]
