"""Who gets what: arms name their interventions, and interventions their arms."""

from collections.abc import Callable, Iterable, Iterator

from trials.api.study.registry.paths import Json, at, put

ARMS = "protocolSection.armsInterventionsModule.armGroups"
INTERVENTIONS = "protocolSection.armsInterventionsModule.interventions"
Link = tuple[str, str, str]
"""Label of the arm, type and name of the intervention."""


def put_links(study: Json, ours: Iterable[Link], theirs: Iterable[Link]) -> None:
    """Write what an arm gets here and not at the registry, and take away the opposite.

    Both have to stand in the study.
    """
    mine, given = dict.fromkeys(_standing(study, ours)), dict.fromkeys(theirs)
    for link in given:
        if link not in mine:
            _each_side(study, link, _take_away)
    for link in mine:
        if link not in given:
            _each_side(study, link, _add)


def _standing(study: Json, links: Iterable[Link]) -> Iterator[Link]:
    labels = {arm.get("label", "").strip() for arm in at(study, ARMS) or []}
    given = {_named(one) for one in at(study, INTERVENTIONS) or []}
    for label, kind, name in links:
        if label in labels and (kind, name) in given:
            yield label, kind, name


def _named(intervention: Json) -> tuple[str, str]:
    return intervention.get("type", ""), intervention.get("name", "").strip()


def _each_side(study: Json, link: Link, act: Callable[[Json, str, str], None]) -> None:
    label, kind, name = link
    for arm in at(study, ARMS) or []:
        if arm.get("label", "").strip() == label:
            act(arm, "interventionNames", full_name(kind, name))
    for intervention in at(study, INTERVENTIONS) or []:
        if _named(intervention) == (kind, name):
            act(intervention, "armGroupLabels", label)


def full_name(kind: str, name: str) -> str:
    """As arms name an intervention: “Dietary Supplement: Zinc”."""
    return f"{kind.replace('_', ' ').title()}: {name}" if kind else name


def _take_away(item: Json, key: str, text: str) -> None:
    put(item, key, [one for one in item.get(key, []) if not _same(one, text)])


def _add(item: Json, key: str, text: str) -> None:
    if not any(_same(one, text) for one in item.get(key, [])):
        put(item, key, [*item.get(key, []), text])


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.casefold()
