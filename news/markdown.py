"""The body of a news item as HTML, each ID of a listed trial in it a link to the record."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.safestring import SafeString, mark_safe
from markdown_it.token import Token

from trials import identifiers, markdown
from trials.identifiers import Mention
from trials.models import Trial, TrialIdentifier

HEADING = 2


def body_html(text: str) -> SafeString:
    """Safe HTML. One query, whatever the number of IDs; none where the text has no ID."""
    return bodies_html([text])[0]


def bodies_html(texts: Iterable[str]) -> list[SafeString]:
    """The same of many texts, with one query for all."""
    bodies = [markdown.parse(text, HEADING) for text in texts]
    inlines = [token for tokens in bodies for token in tokens if token.children]
    plain = [text for inline in inlines for text in _plain(inline.children or [])]
    mentions = {id(text): identifiers.find_mentions(text.content) for text in plain}
    addresses = _addresses({one.key for found in mentions.values() for one in found})
    for inline in inlines:
        inline.children = _linked(inline.children or [], mentions, addresses)
    return [mark_safe(markdown.render(tokens)) for tokens in bodies]  # noqa: S308 (nh3 cleaned it)  # nosec B308


def named_in(text: str) -> frozenset[str]:
    """The keys of the IDs in a text, where they may become links."""
    inlines = [token for token in markdown.parse(text, HEADING) if token.children]
    plain = [found for inline in inlines for found in _plain(inline.children or [])]
    return frozenset(one.key for found in plain for one in identifiers.find_mentions(found.content))


def _addresses(keys: set[str]) -> dict[str, str]:
    if not keys:
        return {}
    known = TrialIdentifier.objects.filter(
        key__in=keys, resolves=True, trial__in=Trial.objects.listed()
    ).select_related("trial")
    return {identifier.key: identifier.trial.get_absolute_url() for identifier in known}


def _plain(children: Sequence[Token]) -> Iterator[Token]:
    """Text that stands in no link."""
    depth = 0
    for token in children:
        depth += (token.type == "link_open") - (token.type == "link_close")
        if token.type == "text" and not depth:
            yield token


def _linked(
    children: Sequence[Token], mentions: dict[int, list[Mention]], addresses: dict[str, str]
) -> list[Token]:
    linked: list[Token] = []
    for token in children:
        known = [one for one in mentions.get(id(token), []) if one.key in addresses]
        linked += _split(token.content, known, addresses) if known else [token]
    return linked


def _split(text: str, mentions: list[Mention], addresses: dict[str, str]) -> Iterator[Token]:
    """The text, cut at the IDs that have an address."""
    end = 0
    for mention in mentions:
        yield _text(text[end : mention.start])
        yield Token("link_open", "a", 1, attrs={"href": addresses[mention.key]})
        yield _text(mention.text)
        yield Token("link_close", "a", -1)
        end = mention.end
    yield _text(text[end:])


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
