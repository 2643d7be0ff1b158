"""The API told to programs: `/api/v2/openapi.json`, OpenAPI 3.1, made from the tables it runs on.

Pure: parameters from `parameters.py`, studies from the table of fields, words from the vocabulary.
"""

from trials.api.openapi.answers import ADDRESSES
from trials.api.openapi.document import document

__all__ = ["ADDRESSES", "document"]
