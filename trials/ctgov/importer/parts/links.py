"""What a new row points to: its trial, and what of other rows and tables its kind needs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from trials.ctgov.importer.names import Named
from trials.ctgov.importer.numbers import identifier_key
from trials.ctgov.importer.parts import kinds
from trials.ctgov.importer.parts.findings import FINDINGS
from trials.ctgov.importer.parts.kind import Key, Kind
from trials.ctgov.importer.rows import Row
from trials.models import Membership

Link = Callable[[Row], Row | None]


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a new row is: trial, version and source; and how public what the registry tells is."""

    trial: int
    record: int
    source: int
    public: Row


class Links:
    """What the new rows of one study point to."""

    def __init__(
        self,
        owner: Owner,
        columns: Row,
        named: Named,
        ids: Callable[[str], dict[Key, int]],
        elsewhere: set[str],
    ) -> None:
        """`columns` of the trial; `ids` of the rows of a kind; numbers that lead `elsewhere`."""
        self._owner, self._columns, self._named = owner, columns, named
        self._ids, self._elsewhere = ids, elsewhere
        self.notes: list[str] = []
        self._trial: Row = {"trial_id": owner.trial}

    def of(self, kind: Kind) -> Link:
        """Gives the columns of a row that lead to others; None where one it needs is not here."""
        return partial(_OF.get(kind.name, Links._of_trial), self)

    def _of_trial(self, row: Row) -> Row:
        return self._trial

    def _condition(self, row: Row) -> Row:
        condition = self._named.conditions[row["condition__name"].casefold()]
        return self._trial | {"condition_id": condition.pk}

    def _collaborator(self, row: Row) -> Row:
        """Known groups lead the trials that they collaborate in, unless a group sponsors them."""
        organisation = self._named.organisations[row["organisation__name"]]
        leads = organisation.is_group and not self._is_sponsored_by_a_group
        role = Membership.GROUP if leads else Membership.COLLABORATOR
        return self._trial | {"organisation_id": organisation.pk, "role": role}

    @property
    def _is_sponsored_by_a_group(self) -> bool:
        sponsor = self._named.organisations.get(self._columns["lead_sponsor"])
        return sponsor.is_group if sponsor else bool(self._columns.get("lead_sponsor__is_group"))

    def _identifier(self, row: Row) -> Row:
        """A number that leads to another trial is listed here, and leads there."""
        if identifier_key(row) not in self._elsewhere:
            return self._trial
        self.notes.append(f"{row['value']} is a number of another trial and leads there")
        return self._trial | {"resolves": False}

    def _arm_and_intervention(self, row: Row) -> Row | None:
        arm = kinds.ARMS.key({"label": row["arm__label"]}), 0
        name = {"type": row["intervention__type"], "name": row["intervention__name"]}
        given = kinds.INTERVENTIONS.key(name), 0
        arms, interventions = self._ids("arm"), self._ids("intervention")
        if arm not in arms or given not in interventions:
            return None
        return {"arm_id": arms[arm], "intervention_id": interventions[given]}

    def _at_site(self, row: Row) -> Row | None:
        """Of the whole trial, or of a site that is here."""
        if row["site"] is None:
            return self._trial
        site = self._ids("site").get(row["site"])
        return self._trial | {"site_id": site} if site else None

    def _finding(self, row: Row) -> Row:
        """As public as its trial, from the version that brings it."""
        endpoints, arms = self._ids("endpoint"), self._ids("arm")
        return {
            **self._trial,
            "endpoint_id": endpoints.get(row["endpoint"]),
            "arm_id": arms.get(row["arm"]),
            "comparator_id": arms.get(row["comparator"]),
            "source_id": self._owner.source,
            "registry_record_id": self._owner.record,
            **self._owner.public,
        }


# Beside the class: a study that held methods of its own would wait for Python's search of cycles.
_OF: dict[str, Callable[[Links, Row], Row | None]] = {
    kinds.CONDITIONS.name: Links._condition,
    kinds.COLLABORATORS.name: Links._collaborator,
    kinds.IDENTIFIERS.name: Links._identifier,
    kinds.LINKS.name: Links._arm_and_intervention,
    kinds.CONTACTS.name: Links._at_site,
    FINDINGS.name: Links._finding,
}
