"""Keys of rows, as addresses and forms send them."""

import re


def is_key(text: str) -> bool:
    """Whether a row may have this key; what is none is asked of nothing."""
    return re.fullmatch("[0-9]{1,18}", text) is not None
