"""Trials side by side.

chosen.py   which trials were asked for, and what is wrong with that
rows.py     what is read of them, in a constant number of queries
table.py    begin here: the rows of the comparison, and whether their values differ
"""

from trials.comparison.chosen import MOST, Chosen, chosen
from trials.comparison.rows import Compared, read
from trials.comparison.table import Row, table

__all__ = ["MOST", "Chosen", "Compared", "Row", "chosen", "read", "table"]
