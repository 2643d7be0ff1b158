"""What is searched of a study: its words by field, and its numbers by field; pure.

`trials/api/search` asks what is written here. Both go by the same rules of words and tags.
"""

from trials.api.index.numbers import numbers_of
from trials.api.index.words import words_of

__all__ = ["numbers_of", "words_of"]
