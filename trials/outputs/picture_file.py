"""A picture as a file to keep: SVG that says whose it is, may run nothing and load nothing."""

import hashlib
from base64 import b64encode

from csp.constants import NONE
from django.http import HttpResponse

from trials import identifiers
from trials.figures.picture import Picture
from trials.figures.style import STYLE
from trials.models import Trial

TYPE = "image/svg+xml; charset=utf-8"
_STYLE_DIGEST = b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = {
    "default-src": [NONE],
    "img-src": [NONE],
    "script-src": [NONE],
    "connect-src": [NONE],
    "style-src": [f"'sha256-{_STYLE_DIGEST}'"],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [NONE],
    "sandbox": True,
}
"""Its own style and nothing else."""


def answer(trial: Trial, picture: Picture, page: str) -> HttpResponse:
    """The file; `page` is the whole address of the trial's page."""
    name = " ".join(filter(None, [trial.public_id, trial.acronym]))
    response = HttpResponse(picture.file(f"{name}, from {page}"), content_type=TYPE)
    file = f"{identifiers.slug(trial.public_id)}-{picture.name}.svg"
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    return response
