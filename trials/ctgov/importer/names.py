"""Organisations and conditions, which trials share: found by their name, or made."""

import hashlib
from collections.abc import Iterable

from django.utils.text import slugify

from trials.ctgov.importer.refusals import too_long
from trials.ctgov.importer.values import word
from trials.ctgov.records import Study, StudyRefused
from trials.models import Condition, Organisation

LONGEST_SLUG = 110


def organisations(study: Study) -> dict[str, Organisation]:
    """Sponsor and collaborators by name; a class that is not known here yet is filled in."""
    module = study.sponsor_collaborators
    given = [*([module.lead_sponsor] if module.lead_sponsor else []), *module.collaborators]
    classes: dict[str, str] = {}
    for sponsor in given:
        name = sponsor.name.strip()
        classes[name] = classes.get(name) or word(sponsor.agency_class)
    _check(Organisation, classes)
    found = _organisations(classes)
    if new := [name for name in classes if name not in found]:
        Organisation.objects.bulk_create(
            [Organisation(name=name, agency_class=classes[name]) for name in new],
            ignore_conflicts=True,
        )
        found |= _organisations(new)
    _fill_classes(found.values(), classes)
    return found


def _check(model: type[Organisation] | type[Condition], names: Iterable[str]) -> None:
    for name in names:
        if problem := too_long(model, {"name": name}):
            raise StudyRefused([problem])


def _organisations(names: Iterable[str]) -> dict[str, Organisation]:
    names = list(names)
    found = Organisation.objects.filter(name__in=names) if names else []
    return {organisation.name: organisation for organisation in found}


def _fill_classes(found: Iterable[Organisation], classes: dict[str, str]) -> None:
    for organisation in found:
        if not organisation.agency_class and classes[organisation.name]:
            organisation.agency_class = classes[organisation.name]
            organisation.save(update_fields=["agency_class"])


def conditions(study: Study) -> dict[str, Condition]:
    """Conditions by casefolded name: one of the same name in other capitals is the same."""
    given = [name.strip() for name in study.conditions.conditions]
    names = {name.casefold(): name for name in reversed(given)}
    _check(Condition, given)
    found, taken = _conditions(names.values())
    if new := [name for key, name in names.items() if key not in found]:
        meshes = {mesh.term.casefold(): mesh.id for mesh in study.derived.condition_meshes}
        made = Condition.objects.bulk_create(
            [
                Condition(
                    name=name, slug=_free(name, taken), mesh_id=meshes.get(name.casefold(), "")
                )
                for name in new
            ]
        )
        found |= {condition.name.casefold(): condition for condition in made}
    return found


def _conditions(names: Iterable[str]) -> tuple[dict[str, Condition], set[str]]:
    """Those that have one of these names, and the slugs that are taken."""
    names = list(names)
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
