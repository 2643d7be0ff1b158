"""News that speaks of both trials keeps one link: what a person decided wins, a "yes" over a "no".

The links are found by the name of their relation: the arrow points from news to here.
"""

from typing import Any

from trials.merging.planning import Plan
from trials.models import Trial
from trials.vocabulary import LinkStatus

WINS = (LinkStatus.SUGGESTED, LinkStatus.REJECTED, LinkStatus.CONFIRMED)
DECISION = ("role", "status", "decided_by_id", "decided_at", "method", "evidence", "positions")


def unite_links(made: Plan) -> None:
    """One link for each item that had two."""
    kind: Any = Trial._meta.get_field("news_links").related_model
    for key, here in made.same[kind].items():
        theirs, ours = made.theirs[kind][key], made.ours[kind][here]
        if WINS.index(theirs["status"]) > WINS.index(ours["status"]):
            decided = {name: theirs[name] for name in DECISION}
            kind.objects.filter(pk=here).update(**decided)
    kind.objects.filter(pk__in=made.same[kind]).delete()
