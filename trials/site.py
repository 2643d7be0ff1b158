"""What this site is called, and who publishes it, wherever something names its publisher."""

from django.conf import settings

SITE_NAME = "Trialfolio"


def publisher() -> str:
    """The group whose registry this is; the site itself where no `GROUP_NAME` is set."""
    return str(settings.GROUP_NAME)
