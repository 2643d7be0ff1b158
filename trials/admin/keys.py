"""Keys of rows, as addresses and forms send them."""

import re


def is_key(text: str) -> bool:
    """Whether a row may have this key, as we write it; what is none is asked of nothing."""
    return re.fullmatch("0|[1-9][0-9]{0,17}", text) is not None
