"""Organisations and conditions, which trials share: found by their name, or made."""

import hashlib
from collections.abc import Iterable
from functools import cached_property

from django.db import connection
from django.utils.text import slugify

from trials.ctgov.importer.refusals import refuse_too_long
from trials.ctgov.importer.values import word
from trials.ctgov.importer.writes import Keys, Writes
from trials.ctgov.records import Sponsor, Study
from trials.models import Condition, Membership, Organisation, Trial, TrialOrganisation

LONGEST_SLUG = 110
GROUPS_LEAD = f"""
    INSERT INTO {TrialOrganisation._meta.db_table} (trial_id, organisation_id, role, position)
    SELECT trial.id, sponsor.id, '{Membership.GROUP}', 0
    FROM {Trial._meta.db_table} trial
    JOIN {Organisation._meta.db_table} sponsor
        ON sponsor.id = trial.lead_sponsor_id AND sponsor.is_group
    WHERE trial.id = ANY (%s) ON CONFLICT DO NOTHING
"""  # noqa: S608 (names of tables, and a word of ours)  # nosec B608


class Names:
    """Who and what the studies of a batch name, read at once; what is new has its key already."""

    def __init__(self, studies: Iterable[Study], keys: Keys) -> None:
        self._keys = keys
        self._learned: set[int] = set()
        studies = list(studies)
        sponsors = {_name(sponsor) for study in studies for sponsor in _sponsors(study)}
        self._organisations = _organisations(sponsors)
        given = {name.strip() for study in studies for name in study.conditions.conditions}
        self._conditions, self._slugs = _conditions(given)

    def organisations(self, study: Study, writes: Writes) -> dict[str, Organisation]:
        """Sponsor and collaborators by name; a class that is not known here yet is filled in."""
        found: dict[str, Organisation] = {}
        for sponsor in _sponsors(study):
            organisation = self._organisation(sponsor)
            found[organisation.name] = organisation
            self._note(organisation, word(sponsor.agency_class), writes)
        return found

    def conditions(self, study: Study, writes: Writes) -> dict[str, Condition]:
        """Conditions by casefolded name: one of the same name in other capitals is the same."""
        meshes = {mesh.term.casefold(): mesh.id for mesh in study.derived.condition_meshes}
        found: dict[str, Condition] = {}
        for name in (given.strip() for given in study.conditions.conditions):
            condition = self._condition(name, meshes.get(name.casefold(), ""))
            found.setdefault(name.casefold(), condition)
            if condition._state.adding:
                columns = ("name", "slug", "mesh_id")
                row = {column: getattr(condition, column) for column in columns}
                writes.insert(Condition, condition.pk, row)
        return found

    def _organisation(self, sponsor: Sponsor) -> Organisation:
        name = _name(sponsor)
        if name not in self._organisations:
            refuse_too_long(Organisation, {"name": name})
            made = Organisation(pk=self._keys.take(Organisation), name=name)
            self._organisations[name] = made
        return self._organisations[name]

    def _note(self, organisation: Organisation, agency_class: str, writes: Writes) -> None:
        """Write one that is new, or learns its class."""
        if agency_class and not organisation.agency_class:
            organisation.agency_class = agency_class
            self._learned.add(organisation.pk)
        row = {"name": organisation.name, "agency_class": organisation.agency_class}
        if organisation._state.adding:
            writes.insert(Organisation, organisation.pk, row)
        elif organisation.pk in self._learned:
            writes.update(Organisation, organisation.pk, row)

    def _condition(self, name: str, mesh_id: str) -> Condition:
        key = name.casefold()
        if key not in self._conditions:
            refuse_too_long(Condition, {"name": name})
            made = Condition(pk=self._keys.take(Condition), name=name, mesh_id=mesh_id)
            made.slug = _free(name, self._slugs)
            self._conditions[key] = made
        return self._conditions[key]


class Named:
    """Who and what one study names; what is new is written once it is asked for."""

    def __init__(self, names: Names, study: Study, writes: Writes) -> None:
        self._names, self._study, self._writes = names, study, writes

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        """By name."""
        return self._names.organisations(self._study, self._writes)

    @cached_property
    def conditions(self) -> dict[str, Condition]:
        """By casefolded name."""
        return self._names.conditions(self._study, self._writes)


def let_groups_lead(trials: list[int]) -> None:
    """A group that sponsors one of these trials leads it."""
    with connection.cursor() as cursor:
        cursor.execute(GROUPS_LEAD, [trials])


def _sponsors(study: Study) -> list[Sponsor]:
    module = study.sponsor_collaborators
    return [*([module.lead_sponsor] if module.lead_sponsor else []), *module.collaborators]


def _name(sponsor: Sponsor) -> str:
    return sponsor.name.strip()


def _organisations(names: set[str]) -> dict[str, Organisation]:
    found = Organisation.objects.filter(name__in=names) if names else []
    return {organisation.name: organisation for organisation in found}


def _conditions(names: set[str]) -> tuple[dict[str, Condition], set[str]]:
    """Those that have one of these names, and the slugs that are taken."""
    wanted = {name.casefold() for name in names}
    slugs = [slug for name in names for slug in _slugs(name)]
    rows = list(Condition.objects.filter(slug__in=slugs)) if slugs else []
    rows += Condition.objects.filter(name__in=names) if names else []
    found = {row.name.casefold(): row for row in rows if row.name.casefold() in wanted}
    return found, {row.slug for row in rows}


def _free(name: str, taken: set[str]) -> str:
    """The plain slug, or the other one where another condition has it ("C++", "C")."""
    plain, other = _slugs(name)
    slug = other if plain in taken else plain
    taken.add(slug)
    return slug


def _slugs(name: str) -> tuple[str, str]:
    """Both slugs that a name can have, so that it is found by them in any capitals."""
    plain = slugify(name)[:LONGEST_SLUG].strip("-") or "condition"
    digest = hashlib.sha256(name.casefold().encode()).hexdigest()[:8]
    return plain, f"{plain}-{digest}"
