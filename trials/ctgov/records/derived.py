"""What the registry works out itself: MeSH terms, countries taken off, the date of its data."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from trials.ctgov.records.dates import full_date
from trials.ctgov.records.reader import Reader


@dataclass(frozen=True, slots=True)
class MeshTerm:
    """A MeSH heading; `id` is its unique ID (D018358), "" where the record has none."""

    id: str
    term: str

    @classmethod
    def read(cls, mesh: Reader) -> Self:
        """From one of `meshes` or `ancestors`."""
        return cls(mesh.text("id"), mesh.name("term"))


@dataclass(frozen=True, slots=True)
class Derived:
    """`derivedSection`. `version_holder` is the day the registry's data are as of."""

    version_holder: date | None
    removed_countries: tuple[str, ...]
    condition_meshes: tuple[MeshTerm, ...]
    condition_ancestors: tuple[MeshTerm, ...]
    intervention_meshes: tuple[MeshTerm, ...]
    intervention_ancestors: tuple[MeshTerm, ...]

    @classmethod
    def read(cls, section: Reader) -> Self:
        """From the section."""
        misc = section.inside("miscInfoModule")
        condition = section.inside("conditionBrowseModule")
        intervention = section.inside("interventionBrowseModule")
        return cls(
            version_holder=misc.parsed("versionHolder", full_date),
            removed_countries=misc.texts("removedCountries"),
            condition_meshes=condition.each("meshes", MeshTerm.read),
            condition_ancestors=condition.each("ancestors", MeshTerm.read),
            intervention_meshes=intervention.each("meshes", MeshTerm.read),
            intervention_ancestors=intervention.each("ancestors", MeshTerm.read),
        )
