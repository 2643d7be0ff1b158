"""One study on its way in: what it would write of the trial's own columns and of its parts."""

from dataclasses import dataclass

from trials.ctgov.importer import versions
from trials.ctgov.importer.former_names import former_names
from trials.ctgov.importer.given import Received
from trials.ctgov.importer.held import Held
from trials.ctgov.importer.matching import Holders
from trials.ctgov.importer.merge import merge
from trials.ctgov.importer.names import Named, Names
from trials.ctgov.importer.numbers import main_ids
from trials.ctgov.importer.outcome import Imported, Kept, Outcome
from trials.ctgov.importer.parts.findings import FINDINGS
from trials.ctgov.importer.parts.links import Links, Owner
from trials.ctgov.importer.parts.sync import Parts
from trials.ctgov.importer.proposals import Asking, Compared
from trials.ctgov.importer.refusals import refuse_too_long
from trials.ctgov.importer.results.rows import finding_rows
from trials.ctgov.importer.rows import Row
from trials.ctgov.importer.status import CurrentStatus, keep_source
from trials.ctgov.importer.values import REGISTRY, Values, trial_values, version_date
from trials.ctgov.importer.writes import Keys, Writes
from trials.ctgov.records import Problem, Study, StudyRefused
from trials.models import RegistryRecord, Trial

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
    """One study on its way in: `begin`, its parts kind by kind, `end`; then it is written."""

    def __init__(self, received: Received, held: Held | None, common: Common) -> None:
        self.received, self.held, self.common = received, held, common
        self.study = received.study
        self.base = versions.last_study(held.last) if held else None
        self.columns = held.columns if held else _columns(self.study)
        self.writes = Writes()
        self.compared: list[Compared] = []
        self.former_names: list[Row] = []
        self.proposed = 0
        self.trial = held.trial if held else common.keys.take(Trial)
        self.record = common.keys.take(RegistryRecord)
        self.source = keep_source(
            self.study, held.source if held else None, common.keys, self.writes
        )
        self.named = Named(common.names, self.study, self.writes)
        self.parts = Parts(
            self.study, self.base, record=self.record, keys=common.keys, writes=self.writes
        )
        self.links = self._links()

    def begin(self) -> None:
        """The trial's own columns."""
        if self.held is None:
            self._create()
            return
        versions.refuse_step_back(self.held.last, self.received.given.data, self.study)
        if self.columns["missing_since"]:
            self.writes.update(Trial, self.trial, {"missing_since": None})
        last, new = _columns(self.base) if self.base else {}, _columns(self.study)
        merged = merge(self.columns, last, new)
        self.compared.append(Compared(Trial, self.trial, merged))
        if take := merged.take:
            self.writes.update(Trial, self.trial, self._row(take))
            self.columns |= take
        came = {"used_until": version_date(self.study), "source_id": self.source}
        for name in former_names(last, new, self.columns):
            self.former_names.append({"trial_id": self.trial} | name | came)

    def end(self) -> None:
        """Status and version; what stays as it is here becomes proposals."""
        self._follow_status()
        self._keep_version()
        self.compared += self.parts.compared
        if self.held:
            asking = Asking(self.record, self.source, self.common.keys, self.writes)
            asking.withdraw(self.parts.dropped, self.held.proposals)
            self.proposed = asking.propose(self.compared, self.held.proposals)

    def outcome(self) -> Imported:
        """What became of it."""
        return Imported(
            Outcome.UPDATED if self.held else Outcome.CREATED,
            self.trial,
            self.columns.get("protocol_id") or self.columns["nct_id"],
            self._kept(),
            self._notes(),
            self.proposed,
        )

    def _kept(self) -> tuple[Kept, ...]:
        """What stays as it is here, though the registry says otherwise."""
        return tuple(
            Kept("" if row.model is Trial else str(row.model._meta.verbose_name), *pair)
            for row in self.compared
            for pair in row.merged.disputes()
        )

    def _notes(self) -> tuple[str, ...]:
        reasons = finding_rows(self.study)[1] if self.parts.differs(FINDINGS) else []
        left_out = (f"left out: {reason}" for reason in reasons)
        return (*self.links.notes, *self.parts.notes, *left_out)

    def _links(self) -> Links:
        public = self.held.public_with if self.held else self.common.new_trial
        owner = Owner(self.trial, self.record, self.source, public)
        here = self.trial if self.held else None
        elsewhere = self.common.holders.taken(self.received.numbers, here)
        return Links(owner, self.columns, self.named, self.parts.ids, elsewhere)

    def _create(self) -> None:
        if not (self.columns.get("nct_id") or self.columns.get("protocol_id")):
            raise StudyRefused([Problem("protocolSection", NO_ID)])
        self.writes.insert(Trial, self.trial, self._row(self.columns) | self.common.new_trial)

    def _row(self, columns: Values) -> Row:
        refuse_too_long(Trial, columns)
        row = dict(columns)
        if "lead_sponsor" in row:
            sponsor = self.named.organisations.get(row.pop("lead_sponsor"))
            row["lead_sponsor_id"] = sponsor and sponsor.pk
        return row

    def _follow_status(self) -> None:
        held = self.held
        columns, changes = (held.columns, held.changes) if held else (NOTHING_HELD, [])
        current = CurrentStatus(self.trial, columns, changes)
        merged = current.follow(self.study, self.base, self.source, self.common.keys, self.writes)
        self.compared.append(Compared(Trial, self.trial, merged))

    def _keep_version(self) -> None:
        """This version as received."""
        last = self.held and self.held.last
        version = {
            "registry": REGISTRY,
            "version": last.version + 1 if last else 1,
            "version_date": version_date(self.study),
            "digest": self.received.given.digest,
            "study": self.received.given.data,
        }
        belongs = {"trial_id": self.trial, "source_id": self.source, "run_id": self.common.run}
        self.writes.insert(RegistryRecord, self.record, version | belongs)


def _columns(study: Study) -> Values:
    """With its IDs, where it has them: no ID is taken away by a version that does not name it."""
    return trial_values(study) | main_ids(study)
