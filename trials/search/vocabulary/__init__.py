"""What diseases and drugs are called: names come from files, the starter, records and editors.

A row that a person ever changed is that person's: no load changes it, removes it or brings it back.
"""

from trials.search.vocabulary.entry import Entry, Name
from trials.search.vocabulary.linking import link
from trials.search.vocabulary.records import learn_names
from trials.search.vocabulary.starter import load_starter
from trials.search.vocabulary.writing import Counts, write

__all__ = ["Counts", "Entry", "Name", "learn_names", "link", "load_starter", "write"]
