"""One study on its way in: what it would write of the trial's own columns and of its parts."""

from dataclasses import dataclass
from functools import cached_property

from trials.ctgov.importer import parts, versions
from trials.ctgov.importer.given import Received
from trials.ctgov.importer.held import Held
from trials.ctgov.importer.matching import Holders
from trials.ctgov.importer.merge import Merged, merge
from trials.ctgov.importer.names import Names
from trials.ctgov.importer.numbers import identifier_key, protocol_id
from trials.ctgov.importer.outcome import Kept
from trials.ctgov.importer.parts.findings import FINDINGS
from trials.ctgov.importer.parts.kind import Kind
from trials.ctgov.importer.parts.sync import Link, Parts
from trials.ctgov.importer.proposals import Asking, Compared
from trials.ctgov.importer.refusals import refuse_too_long
from trials.ctgov.importer.results.rows import finding_rows
from trials.ctgov.importer.status import CurrentStatus, keep_source
from trials.ctgov.importer.values import Values, trial_values, version_date, word
from trials.ctgov.importer.writes import Keys, Row, Writes
from trials.ctgov.records import Problem, Study, StudyRefused
from trials.models import (
    Finding,
    Membership,
    Organisation,
    RegistryRecord,
    Trial,
    TrialIdentifier,
)
from trials.models.trial import TITLES
from trials.vocabulary import PublishingState

WITHDRAWN: Row = {
    "state": PublishingState.WITHDRAWN,
    "withdrawn_at": "now",
    "withdrawal_reason": "The registry's record no longer has this number.",
}
NO_ID = "a study needs an NCT ID, or a number of the group's own"
NOTHING_HELD: Row = {"overall_status": "", "status_as_of": ""}


@dataclass(frozen=True, slots=True)
class Common:
    """What the studies of a batch share: keys, names, holders of numbers, how new trials start."""

    keys: Keys
    names: Names
    holders: Holders
    new_trial: Row
    run: int | None


class Intake:
    """One study on its way in: call `begin`, `sync` for each kind, `drop` for each kind, `end`."""

    def __init__(self, received: Received, held: Held | None, common: Common) -> None:
        self.received, self.held, self.common = received, held, common
        self.study = received.study
        self.writes = Writes()
        self.compared: list[Compared] = []
        self.notes: list[str] = []
        self.former_names: list[Row] = []
        self.proposed = 0
        self.base = versions.last_study(held.last) if held else None
        self.trial = held.trial if held else common.keys.take(Trial)
        self.record = common.keys.take(RegistryRecord)
        self.source = keep_source(
            self.study, held.source if held else None, common.keys, self.writes
        )
        self.parts = Parts(
            self.study, self.base, record=self.record, keys=common.keys, writes=self.writes
        )

    def begin(self) -> None:
        """The trial's own columns."""
        if self.held is None:
            self._create()
            return
        versions.refuse_step_back(self.held.last, self.received.given.data, self.study)
        if self.held.columns["missing_since"]:
            self.writes.update(Trial, self.trial, {"missing_since": None})
        new = _columns(self.study)
        merged = merge(self.held.columns, _columns(self.base) if self.base else {}, new)
        self.compared.append(Compared(Trial, self.trial, merged))
        if take := merged.take:
            self.writes.update(Trial, self.trial, self._row(take))
            self.held.columns |= take
        self._keep_names(new, self.held.columns)

    def sync(self, kind: Kind, rows: list[Row]) -> None:
        """Bring the rows of one kind in line."""
        self.parts.sync(kind, rows, self._links.get(kind.name, self._belongs))

    def drop(self, kind: Kind, pinned: set[int]) -> None:
        """Let go of what the registry dropped."""
        going = self.parts.drop(kind, pinned)
        if kind is parts.IDENTIFIERS:
            self._retire(going)
        elif kind is FINDINGS:
            self._withdraw(going)
        else:
            self.writes.delete(kind.model, [row["id"] for row in going])

    def end(self) -> None:
        """Status and version; what stays as it is here becomes proposals."""
        self._follow_status()
        self._keep_version()
        self.compared += self.parts.compared
        self.notes += self.parts.notes
        if self.parts.differs(FINDINGS):
            self.notes += finding_rows(self.study)[1]
        if self.held:
            asking = Asking(self.record, self.source, self.common.keys, self.writes)
            self.proposed = asking.propose(self.compared, self.held.proposals)

    def kept(self) -> tuple[Kept, ...]:
        """What stays as it is here, though the registry says otherwise."""
        return tuple(
            Kept("" if row.model is Trial else str(row.model._meta.verbose_name), *pair)
            for row in self.compared
            for pair in row.merged.disputes()
        )

    @property
    def name(self) -> str:
        """The ID in the trial's address."""
        mine: Row = self.held.columns if self.held else {}
        own = _columns(self.study)
        ids = (mine.get("protocol_id"), own.get("protocol_id"), mine.get("nct_id"))
        return next(filter(None, ids), "") or own.get("nct_id", "")

    @cached_property
    def _organisations(self) -> dict[str, Organisation]:
        return self.common.names.organisations(self.study, self.writes)

    @cached_property
    def _conditions(self) -> dict[str, int]:
        found = self.common.names.conditions(self.study, self.writes)
        return {name: condition.pk for name, condition in found.items()}

    @cached_property
    def _links(self) -> dict[str, Link]:
        return {
            parts.CONDITIONS.name: self._condition,
            parts.COLLABORATORS.name: self._collaborator,
            parts.IDENTIFIERS.name: self._identifier,
            parts.LINKS.name: self._arm_and_intervention,
            parts.CONTACTS.name: self._at_site,
            FINDINGS.name: self._finding,
        }

    def _create(self) -> None:
        columns = _columns(self.study)
        if not (columns.get("nct_id") or columns.get("protocol_id")):
            raise StudyRefused([Problem("protocolSection", NO_ID)])
        self.writes.insert(Trial, self.trial, self._row(columns) | self.common.new_trial)

    def _keep_names(self, new: Values, ours: Row) -> None:
        """What the registry called it until this version."""
        last = _columns(self.base) if self.base else {}
        for column, kind in TITLES.items():
            name = last.get(column, "")
            if name and name not in (new[column], ours[column]):
                until = version_date(self.study)
                row = {"trial_id": self.trial, "kind": kind, "name": name, "used_until": until}
                self.former_names.append(row | {"source_id": self.source})

    def _row(self, columns: Values) -> Row:
        refuse_too_long(Trial, columns)
        row = dict(columns)
        if "lead_sponsor" in row:
            sponsor = self._organisations.get(row.pop("lead_sponsor"))
            row["lead_sponsor_id"] = sponsor and sponsor.pk
        return row

    def _follow_status(self) -> None:
        held = self.held
        columns, changes = (held.columns, held.changes) if held else (NOTHING_HELD, [])
        current = CurrentStatus(self.trial, columns, changes)
        kept = current.follow(self.study, self.base, self.source, self.common.keys, self.writes)
        same = current.status == word(self.study.status.overall_status)
        merged = Merged(kept={"overall_status": kept} if kept else {})
        merged.ours = {"overall_status": current.status}
        merged.agreed = {"overall_status"} if same else set()
        self.compared.append(Compared(Trial, self.trial, merged))

    def _keep_version(self) -> None:
        """This version as received."""
        last = self.held and self.held.last
        version = {
            "registry": versions.REGISTRY,
            "version": last.version + 1 if last else 1,
            "version_date": version_date(self.study),
            "digest": self.received.given.digest,
            "study": self.received.given.data,
        }
        belongs = {"trial_id": self.trial, "source_id": self.source, "run_id": self.common.run}
        self.writes.insert(RegistryRecord, self.record, version | belongs)

    def _retire(self, numbers: list[Row]) -> None:
        """A number that led here still does."""
        for row in numbers:
            if not row["resolves"]:
                self.writes.delete(TrialIdentifier, [row["id"]])
            elif not row["retired"]:
                self.writes.update(TrialIdentifier, row["id"], {"retired": True})

    def _withdraw(self, findings: list[Row]) -> None:
        """A number that was public keeps its place, withdrawn with the reason."""
        for row in findings:
            if row["state"] == PublishingState.DRAFT:
                self.writes.delete(Finding, [row["id"]])
            elif row["state"] != PublishingState.WITHDRAWN:
                self.writes.update(Finding, row["id"], WITHDRAWN)

    def _belongs(self, row: Row) -> Row:
        return {"trial_id": self.trial}

    def _condition(self, row: Row) -> Row:
        key = row["condition__name"].casefold()
        return {"trial_id": self.trial, "condition_id": self._conditions[key]}

    def _collaborator(self, row: Row) -> Row:
        """Known groups lead the trials that they collaborate in, unless a group sponsors them."""
        organisation = self._organisations[row["organisation__name"]]
        leads = organisation.is_group and not self._is_sponsored_by_a_group
        role = Membership.GROUP if leads else Membership.COLLABORATOR
        return {"trial_id": self.trial, "organisation_id": organisation.pk, "role": role}

    def _identifier(self, row: Row) -> Row:
        """A number that leads to another trial is listed here, and leads there."""
        trial = self.trial if self.held else None
        if identifier_key(row) not in self.common.holders.taken(self.received.numbers, trial):
            return {"trial_id": self.trial}
        self.notes.append(f"{row['value']} is a number of another trial and leads there")
        return {"trial_id": self.trial, "resolves": False}

    def _arm_and_intervention(self, row: Row) -> Row | None:
        arm = parts.ARMS.key({"label": row["arm__label"]}), 0
        name = {"type": row["intervention__type"], "name": row["intervention__name"]}
        given = parts.INTERVENTIONS.key(name), 0
        arms, interventions = self.parts.ids("arm"), self.parts.ids("intervention")
        if arm not in arms or given not in interventions:
            return None
        return {"arm_id": arms[arm], "intervention_id": interventions[given]}

    def _at_site(self, row: Row) -> Row | None:
        """Of the whole trial, or of a site that is here."""
        if row["site"] is None:
            return {"trial_id": self.trial}
        site = self.parts.ids("site").get(row["site"])
        return {"trial_id": self.trial, "site_id": site} if site else None

    def _finding(self, row: Row) -> Row:
        """As public as its trial, from the version that brings it."""
        ids = {"endpoint": self.parts.ids("endpoint"), "arm": self.parts.ids("arm")}
        return {
            "trial_id": self.trial,
            "endpoint_id": ids["endpoint"].get(row["endpoint"]),
            "arm_id": ids["arm"].get(row["arm"]),
            "comparator_id": ids["arm"].get(row["comparator"]),
            "source_id": self.source,
            "registry_record_id": self.record,
            **(self.held.public_with if self.held else self.common.new_trial),
        }

    @property
    def _is_sponsored_by_a_group(self) -> bool:
        columns = self.held.columns if self.held else _columns(self.study)
        sponsor = self._organisations.get(columns["lead_sponsor"])
        return sponsor.is_group if sponsor else bool(columns.get("lead_sponsor__is_group"))


def _columns(study: Study) -> Values:
    """With its IDs, where it has them: no ID is taken away by a version that does not name it."""
    columns = trial_values(study)
    ids = {"nct_id": study.identification.nct_id, "protocol_id": protocol_id(study)}
    return columns | {column: value for column, value in ids.items() if value}
