"""Studies from files, one at a time: memory does not grow with the file.

Formats: .json (one study, a list, or the API's `{"studies": [...]}`), .jsonl, either of them packed
as .gz, .zip of these, a folder of .json files, `-` for standard input. JSON as strict as RFC 8259
and the registry write it (decision 14); what cannot be read comes as a Refusal in its place.
"""

from trials.ctgov.files.chunks import Position
from trials.ctgov.files.reading import STANDARD_INPUT, read_studies
from trials.ctgov.files.refusal import Found, Refusal
from trials.ctgov.files.strict import parse_json

__all__ = ["STANDARD_INPUT", "Found", "Position", "Refusal", "parse_json", "read_studies"]
