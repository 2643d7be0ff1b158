"""The fields of a document: how much a word in each says, and what they are called on pages; pure.

The weights are those of BM25F: a field's is divided by how long the field is against its usual
length. They were tuned with `make eval-search`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """A field of the search document."""

    name: str
    label: str
    weight: float
    usual: float
    """Words in it, on the average."""
    evenness: float = 0.5
    """How far its length counts: 0 not at all, 1 in full."""


FIELDS = (
    Field("title", "Title", 8, 11, 0.3),
    Field("acronym", "Acronym", 8, 1, 0),
    Field("conditions", "Conditions", 6, 4, 0.3),
    Field("interventions", "Drugs and other interventions", 5, 6, 0.3),
    Field("former", "Former names", 3, 11, 0.3),
    Field("keywords", "Keywords", 4, 8, 0.5),
    Field("official", "Official title", 4, 16, 0.3),
    Field("plain", "In plain words", 3, 100),
    Field("summary", "Summary", 3, 100, 0.7),
    Field("ids", "Numbers", 2, 2, 0),
    Field("arms", "Arms and cohorts", 1, 30),
    Field("outcomes", "Outcomes", 1, 60),
    Field("description", "Description", 1, 250, 0.7),
    Field("eligibility", "Who can take part", 0.6, 250, 0.7),
    Field("officials", "Officials", 2, 10),
    Field("sponsor", "Sponsor", 2, 8, 0.3),
    Field("groups", "Groups", 2, 6, 0.3),
    Field("sites", "Places", 1, 30, 0.3),
    # Of news.
    Field("body", "Text", 2, 400, 0.7),
    Field("media", "Media contact", 0.5, 10),
    Field("about", "About the group", 0.2, 60),
)
BY_NAME = {field.name: field for field in FIELDS}
