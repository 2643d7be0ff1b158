"""Cards of the desk: a trial that an item may speak of, a number that leads to no trial."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from news.admin.decisions import found_by
from news.admin.desk.marked import Mark
from news.intake.plain_text import excerpt
from news.models import TrialLink, UnknownMention
from trials import identifiers
from trials.detection import Match
from trials.vocabulary import LinkStatus

OTHER_NUMBERS = 6
SAYS = {
    "certain": "certain",
    "uncertain": "not certain",
    "ambiguous": "fits more than one trial",
    "unknown": "not in the registry",
    "confirmed": "confirmed",
    "rejected": "rejected",
}


@dataclass
class LinkShown:
    """A link with how it was found."""

    link: TrialLink
    words: str = ""
    """As the text names the trial where it does so most surely."""

    @property
    def evidence(self) -> SafeString:
        """The words of the text, those that name the trial marked."""
        return emphasized(self.link.evidence, self.words)

    @property
    def how(self) -> str:
        """“Identifier in the text, 99%”."""
        return found_by(self.link)


@dataclass
class Card(LinkShown):
    """A link with what a person needs to decide it."""

    marks: list[Mark] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)
    also: list["Card"] = field(default_factory=list)
    """Those that the same words fit."""

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"link-{self.link.pk}"

    @property
    def kind(self) -> str:
        """Of its marks and of itself: how sure it is, or what was decided."""
        if self.link.status != LinkStatus.SUGGESTED:
            return str(self.link.status).lower()
        if self.link.is_ambiguous:
            return "ambiguous"
        return "certain" if self.link.is_certain else "uncertain"

    @property
    def sure(self) -> str:
        """The kind for people."""
        return SAYS[self.kind].capitalize()

    @property
    def role_name(self) -> str:
        """The name of its select."""
        return f"role-{self.link.pk}"

    @property
    def numbers(self) -> list[str]:
        """Its other identifiers."""
        trial: Any = self.link.trial
        numbers = [one.value for one in trial.other_numbers]
        return [one for one in numbers if one != trial.public_id][:OTHER_NUMBERS]

    @property
    def open_rivals(self) -> list["Card"]:
        """Others that the same words fit and that nobody decided."""
        return [card for card in self.also if card.link.status == LinkStatus.SUGGESTED]

    @property
    def decided_rivals(self) -> list["Card"]:
        """Others that the same words fit and that somebody decided."""
        return [card for card in self.also if card.link.status != LinkStatus.SUGGESTED]


@dataclass
class Unknown:
    """A number that leads to no trial here."""

    mention: UnknownMention
    marks: list[Mark]
    words: str
    """As the text has it where that is most surely a number."""
    linked: bool
    """Whether the trial that nearly has this number is linked already."""

    @property
    def evidence(self) -> SafeString:
        """The words of the text."""
        return emphasized(self.mention.evidence, self.words)

    @property
    def is_nct(self) -> bool:
        """Whether it is one of ClinicalTrials.gov."""
        return identifiers.is_nct_id(self.mention.words)

    @property
    def is_ours(self) -> bool:
        """Whether a trial of the group can have it as its own."""
        return identifiers.is_protocol_id(self.mention.words)


def emphasized(text: str, words: str) -> SafeString:
    """A text as it reads, with the first place of these words marked, whatever spaces they have.

    Words that stand in the address of a link are shown with the address.
    """
    plain = " ".join(words.split())
    readings = (excerpt(text), excerpt(text, with_addresses=True))
    shown = next((one for one in readings if plain in one), text)
    before, found, after = shown.partition(plain) if plain else (shown, "", "")
    if not found:
        return format_html("{}", shown)
    return format_html("{}<mark>{}</mark>{}", before, found, after)
