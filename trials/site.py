"""What this site is called, who publishes it, in which language, and what is in another one."""

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

SITE_NAME = "Trialfolio"
LANGUAGE = "en"


def publisher() -> str:
    """The group whose registry this is; the site itself where no `GROUP_NAME` is set."""
    return str(settings.GROUP_NAME)


def lang_attribute(language: str) -> SafeString:
    """Of a text in another language than the site's; words of the site around it have none.

    With its direction, where it is written from the right: a browser does not know that by itself.
    """
    if language in ("", LANGUAGE):
        return SafeString()
    from_the_right = language.lower().partition("-")[0] in settings.LANGUAGES_BIDI
    return format_html(' lang="{}" dir="rtl"' if from_the_right else ' lang="{}"', language)
