"""A public item by its address, with where its page stands, in one row."""

import hashlib
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.cache import caches
from django.db.models import F, Q, Value
from django.db.models.functions import JSONObject

from news.markdown import named_in
from news.models import NewsItem
from news.positions import of_item
from trials.models import Trial, TrialIdentifier
from trials.statements import ANY, OneOf, Statement

ANY_KEYS = ["B000000"]
"""Stands for the keys of the trials that a text names."""
LONGEST = 120


def item_at(slug: str) -> Any:
    """The item, where it stands (`stands_at`), and where the IDs in its text lead (`lead_to`).

    Asked of the IDs that its text had when this process read it last; once more if it is another.
    """
    read = caches["named"]
    digest, keys = read.get(slug[:LONGEST], ("", []))
    found = _BY_SLUG.first((slug, keys))
    if found is None or digest == _digest(found.body):
        return found
    named = sorted(named_in(found.body))
    read.set(slug[:LONGEST], (_digest(found.body), named))
    return found if named == keys else item_at(slug)


def _asked(slug: str, keys: list[str]) -> Any:
    found: Any = NewsItem.objects.public().filter(slug=slug).select_related("issue")
    return found.annotate(stands_at=of_item(), lead_to=_lead_to(keys))


def _lead_to(keys: list[str]) -> ArraySubquery:
    """Where they lead now, and the revisions of these trials: who comes and goes is told apart."""
    found = TrialIdentifier.objects.filter(OneOf(F("key"), Value(keys)), resolves=True)
    told: dict[str, Any] = {name: F(name) for name in ("key", "trial", "trial__revision")}
    told["is_listed"] = Q(trial__in=Trial.objects.listed())
    return ArraySubquery(found.order_by("key", "pk").values(told=JSONObject(**told)))


_BY_SLUG = Statement(_asked, (ANY, ANY_KEYS))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
