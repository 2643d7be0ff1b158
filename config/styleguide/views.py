"""The page; what it shows is in `states`."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from config.styleguide.states import PARTS, State
from trials.vocabulary import Status

# Named by tokens.css; a swatch shows each as it is in the theme of the reader.
COLOURS = (
    *("ink", "ink-soft", "paper", "surface", "line", "line-strong", "accent", "accent-ink"),
    *("mark", "found", "good", "warn", "bad", "series-1", "series-2", "series-3", "focus"),
)


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every part with example values; without DEBUG there is no such page."""
    if not settings.DEBUG:
        raise Http404("There is no style guide here.")
    shown = [
        (part, [(state.name, _rendered(state, request)) for state in part.states]) for part in PARTS
    ]
    context = {"shown": shown, "colours": COLOURS, "statuses": Status.choices}
    return render(request, "styleguide.html", context)


def _rendered(state: State, request: HttpRequest) -> str:
    return render_to_string(state.template, dict(state.given), request)
