"""The fields of a document: how much a word in each says, and what they are called on pages; pure.

The weights were tuned with `make eval-search`, as were SATURATION, USUAL_LENGTH and EVENNESS.
"""

from dataclasses import dataclass

SATURATION = 2.0
"""The weight at which a word says half of what it can say at most."""
USUAL_LENGTH = 300
"""Words in a document, on the average, each counted by the weight of its field up to 1."""
EVENNESS = 0.6
"""How far the length of a document counts: 0 not at all, 1 in full. As `b` in BM25."""


@dataclass(frozen=True)
class Field:
    """A field of the search document."""

    name: str
    label: str
    weight: float
    """Of a word in it; a word in the description has 1."""
    most: int = 1000
    """Times that a word counts: a list of thirty stages of one disease says no more than two."""


FIELDS = (
    Field("title", "Title", 4),
    Field("acronym", "Acronym", 4, 1),
    Field("conditions", "Conditions", 3, 2),
    Field("interventions", "Drugs and other interventions", 3, 2),
    Field("former", "Former names", 2),
    Field("keywords", "Keywords", 3, 2),
    Field("official", "Official title", 2.5),
    Field("plain", "In plain words", 1.5),
    Field("summary", "Summary", 1.5),
    Field("ids", "Numbers", 1),
    Field("arms", "Arms and cohorts", 0.7),
    Field("outcomes", "Outcomes", 0.7),
    Field("description", "Description", 1),
    Field("eligibility", "Who can take part", 0.4),
    Field("officials", "Officials", 1),
    Field("sponsor", "Sponsor", 1),
    Field("groups", "Groups", 1),
    Field("sites", "Places", 0.3, 2),
    # Of news.
    Field("body", "Text", 1),
    Field("media", "Media contact", 0.3),
    Field("about", "About the group", 0.2),
)
BY_NAME = {field.name: field for field in FIELDS}
