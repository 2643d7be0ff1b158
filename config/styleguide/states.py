"""Which parts there are, and the states each can be in: empty, one, many, error."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from config.styleguide import examples as of
from config.styleguide.drawings import pictures


@dataclass(frozen=True)
class State:
    """A part as a page gives it what it shows."""

    name: str
    template: str
    given: Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """A template of its own, and what for."""

    name: str
    why: str
    states: Sequence[State]

    @property
    def anchor(self) -> str:
        """The id of its heading."""
        return self.name.lower().replace(" ", "-")


def _of(template: str, **states: Mapping[str, Any]) -> list[State]:
    return [State(name.replace("_", " "), template, given) for name, given in states.items()]


PARTS = [
    Part(
        "Search",
        "The one search box, on a page of its own.",
        _of("includes/big_search.html", one={"label": "Trial number, name, drug or cancer"}),
    ),
    Part(
        "Status",
        "Never without the day it is known of and its source.",
        [
            *_of(
                "trials/parts/status.html",
                empty={"status": None, "trial": {}},
                one={"status": of.OPEN, "trial": {}},
                many={"status": of.STOPPED, "trial": {"why_stopped": "Too few people joined."}},
            ),
            State("in a feed", "includes/status.html", {"trial": of.IN_A_FEED}),
        ],
    ),
    Part(
        "Trial",
        "An entry of a list, with why it was found.",
        _of("styleguide_cards.html", one={"cards": of.bare_card}, many={"cards": of.full_cards}),
    ),
    Part(
        "Drawings",
        "Each with its table, and as a file.",
        _of(
            "trials/parts/figures/section.html",
            many={"pictures": pictures, "trial": of.TRIAL},
        ),
    ),
    Part(
        "Statement",
        "A sentence in plain words, its numbers beside it.",
        _of(
            "includes/told.html",
            empty={"statement": of.PLAIN},
            one={"statement": of.WITH_SOURCE},
            many={"statement": of.WITH_NUMBERS},
        ),
    ),
    Part("Word explained", "In place.", _of("includes/term.html", one={"term": of.TERM})),
    Part(
        "Tables of findings",
        "Each number with its source; where sources differ it is said.",
        _of("trials/parts/findings.html", many=of.DIFFERING),
    ),
    Part(
        "Source",
        "What a number rests on.",
        _of(
            "includes/source.html",
            empty={"source": of.NAMED},
            one={"source": of.PAPER},
            error={"source": of.TAKEN_BACK},
        ),
    ),
    Part(
        "Approval",
        "A decision of an agency.",
        _of(
            "includes/approval.html",
            empty={"approval": of.BARE_APPROVAL, "heading": "h4"},
            one={"approval": of.QUOTED_APPROVAL, "heading": "h4"},
        ),
    ),
    Part(
        "News",
        "An entry of a list.",
        _of(
            "includes/news_entry.html",
            one={"item": of.RELEASE, "heading": "h4"},
            many={"item": of.FOREIGN, "heading": "h4"},
        ),
    ),
    Part(
        "Choices",
        "Conditions of a list, folded until one is chosen.",
        _of(
            "includes/choices.html",
            empty={"field": of.UNASKED["kind"]},
            one={"field": of.ASKED["kind"]},
        ),
    ),
    Part(
        "Texts",
        "The same condition once or more.",
        _of(
            "includes/texts.html",
            empty={"field": of.UNASKED["words"]},
            many={"field": of.ASKED["words"]},
        ),
    ),
    Part(
        "Errors",
        "What is wrong, and what to do.",
        _of("includes/errors.html", empty={"form": of.UNASKED}, error={"form": of.WRONG}),
    ),
    Part(
        "How it was read",
        "What a search made of the words.",
        _of("includes/reading.html", one={"reading": of.CORRECTED}, many={"reading": of.WIDENED}),
    ),
    Part(
        "Nothing found",
        "A way on.",
        _of("includes/nothing.html", empty={"what": "trial"}, one={"what": "trial", "q": "xyzzy"}),
    ),
    Part(
        "Pages",
        "To the next page, and back to the first.",
        _of(
            "includes/pages.html",
            empty={"page": {"is_first": True}},
            many={"page": {"is_first": False, "next_key": "key"}},
        ),
    ),
    Part(
        "Next page",
        "Of what a search found.",
        _of("includes/next.html", empty={}, many={"next": "?after=key", "label": "More pages"}),
    ),
    Part(
        "Way to a page",
        "Lists and records above it.",
        _of("breadcrumbs.html", many=of.WAY),
    ),
    Part(
        "To ask a doctor",
        "Questions to take along.",
        _of(
            "trials/parts/questions.html",
            many={"questions": ["Could I join this trial?", "Who can help me with costs?"]},
        ),
    ),
    Part(
        "Follow",
        "As feeds.",
        _of("includes/follow.html", one={"words": "Follow", "base": "/news/"}),
    ),
    Part(
        "Notices",
        "What a reader has to know first.",
        [
            State("preview", "includes/preview.html", {}),
            State("draft", "includes/draft.html", {"request": {"draft_shown": {"pk": 1}}}),
            State("correction", "news/corrections.html", {"item": of.CORRECTED_ITEM}),
            State("withdrawn", "includes/withdrawn.html", {"record": of.WITHDRAWN}),
        ],
    ),
]
