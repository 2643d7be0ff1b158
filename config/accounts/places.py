"""Where things stand: addresses of people who are signed in, and the table that counts their tries.

All other addresses are the same for everybody.
"""

from django.http import HttpRequest

ADMIN = "/admin/"
ACCOUNTS = "/accounts/"
TABLE = "shared_cache"
"""Of the database: what all processes count together (config/accounts/limits.py)."""


def is_inside(request: HttpRequest) -> bool:
    """Whether what is here may hang on who asks."""
    return request.path_info.startswith((ADMIN, ACCOUNTS))
