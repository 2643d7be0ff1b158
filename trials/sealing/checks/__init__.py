"""What is wrong with the history, in sentences.

`seals.py` compares each seal, and what it sealed, with its digest; `beyond.py` looks at what no
seal holds; `records.py` compares the records with the last that history says of them.
"""

from trials.sealing.checks.counts import Counts
from trials.sealing.checks.verifying import KeptDigest, verify

__all__ = ["Counts", "KeptDigest", "verify"]
