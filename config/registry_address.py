"""The address of the registry's API: the one host that this program sends requests to."""

import re
from urllib.parse import urlsplit

from config.problems import Problem

DEFAULT = "https://clinicaltrials.gov/api/v2"
LONGEST = 300  # characters


def checked(variable: str, url: str) -> str:
    """The address without a slash at its end; the default for ""."""
    url = (url.strip() or DEFAULT).rstrip("/")
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        sound = False
    if (
        not sound
        or len(url) > LONGEST
        or not re.fullmatch(r"[!-~]+", url)
        or set(url) & set("?#\\")
    ):
        raise Problem(f"{variable} must be the address of an API, like {DEFAULT}.")
    if "@" in parts.netloc:
        raise Problem(f"{variable} must hold no user name and no password: the API has none.")
    return url
