"""Writes one study: the trial's own columns, its parts, its status, and the version kept."""

from functools import cached_property
from typing import Any

from django.db.models.functions import Now

from trials.ctgov.importer import parts, versions
from trials.ctgov.importer.matching import Holders
from trials.ctgov.importer.merge import Merged, merge
from trials.ctgov.importer.names import conditions, organisations
from trials.ctgov.importer.numbers import identifier_key, protocol_id
from trials.ctgov.importer.proposals import Compared, propose
from trials.ctgov.importer.refusals import too_long
from trials.ctgov.importer.rows import Row
from trials.ctgov.importer.status import record_status, registry_source
from trials.ctgov.importer.sync import Parts
from trials.ctgov.importer.values import Values, trial_values, word
from trials.ctgov.records import Study, StudyRefused
from trials.models import (
    Condition,
    Membership,
    Organisation,
    RegistryRecord,
    Trial,
    TrialOrganisation,
)
from trials.vocabulary import PublishingState


class Intake:
    """One study on its way in; call `create` or `update` once."""

    def __init__(self, data: Any, study: Study, holders: Holders) -> None:
        self.data, self.study, self.holders = data, study, holders
        self.last: RegistryRecord | None = None
        self.base: Study | None = None
        self.compared: list[Compared] = []
        self.notes: list[str] = []

    def create(self, *, publish: bool) -> Trial:
        """Make a trial that was not here."""
        trial = Trial()
        if publish:
            trial.state, trial.release_at = PublishingState.APPROVED, Now()
        self._set(trial, _columns(self.study))
        trial.save(force_insert=True)
        self._fill(trial, is_new=True)
        return trial

    def update(self, pk: int) -> Trial:
        """Bring a trial that is here in line with what the registry changed."""
        locked = Trial.objects.select_related("lead_sponsor").select_for_update(of=("self",))
        trial: Trial = locked.get(pk=pk)
        self.last = versions.last_version(trial)
        versions.refuse_step_back(self.last, self.data, self.study)
        self.base = versions.last_study(self.last)
        self._merge(trial)
        self._fill(trial, is_new=False)
        return trial

    def kept(self) -> tuple[str, ...]:
        """The names of what stays as it is here, though the registry says otherwise."""
        return tuple(
            column if row.model is Trial else f"{row.model._meta.verbose_name} {column}"
            for row in self.compared
            for column in row.merged.kept
        )

    @cached_property
    def _organisations(self) -> dict[str, Organisation]:
        return organisations(self.study)

    @cached_property
    def _conditions(self) -> dict[str, Condition]:
        return conditions(self.study)

    def _merge(self, trial: Trial) -> None:
        new = _columns(self.study)
        ours = {column: getattr(trial, column) for column in new}
        ours["lead_sponsor"] = trial.lead_sponsor.name if trial.lead_sponsor else ""
        merged = merge(ours, _columns(self.base) if self.base else {}, new)
        self.compared.append(Compared(Trial, trial.pk, merged))
        if merged.take:
            self._set(trial, merged.take)
            trial.save(update_fields=list(merged.take))

    def _set(self, trial: Trial, columns: Values) -> None:
        if problem := too_long(Trial, columns):
            raise StudyRefused([problem])
        for column, value in columns.items():
            sponsor = column == "lead_sponsor"
            setattr(trial, column, self._organisations.get(value) if sponsor else value)

    def _fill(self, trial: Trial, *, is_new: bool) -> None:
        held = Parts(trial, self.study, self.base, is_new=is_new)
        self._sync(trial, held)
        self._join_group(trial)
        source = registry_source(trial, self.study, self.last, is_new=is_new)
        self._note_status(trial, record_status(trial, self.study, self.base, source))
        self.compared += held.compared
        self.notes += held.notes
        record = versions.keep_version(trial, self.data, self.study, self.last, source)
        if not is_new:
            propose(self.compared, record)

    def _note_status(self, trial: Trial, kept: tuple[str, str] | None) -> None:
        same = trial.overall_status == word(self.study.status.overall_status)
        merged = Merged(kept={"overall_status": kept} if kept else {})
        merged.agreed = {"overall_status"} if same else set()
        self.compared.append(Compared(Trial, trial.pk, merged))

    def _sync(self, trial: Trial, held: Parts) -> None:
        held.sync(parts.CONDITIONS, lambda row: self._condition(trial, row))
        held.sync(parts.COLLABORATORS, lambda row: self._collaborator(trial, row))
        held.sync(parts.IDENTIFIERS, lambda row: self._identifier(trial, row))
        held.sync(parts.INTERVENTIONS)
        held.sync(parts.ARMS)
        held.sync(parts.LINKS, lambda row: _arm_and_intervention(held, row))
        held.sync(parts.ENDPOINTS)
        held.sync(parts.OFFICIALS)
        held.sync(parts.SITES)
        held.sync(parts.CONTACTS, lambda row: _at_site(trial, held, row))
        held.sync(parts.REFERENCES)
        held.sync(parts.DOCUMENTS)
        held.drop()

    def _condition(self, trial: Trial, row: Row) -> Row:
        return {"trial": trial, "condition": self._conditions[row["condition__name"].casefold()]}

    def _collaborator(self, trial: Trial, row: Row) -> Row:
        """Known groups lead the trials that they collaborate in, unless a group sponsors them."""
        organisation = self._organisations[row["organisation__name"]]
        leads = organisation.is_group and not (trial.lead_sponsor and trial.lead_sponsor.is_group)
        role = Membership.GROUP if leads else Membership.COLLABORATOR
        return {"trial": trial, "organisation": organisation, "role": role}

    def _identifier(self, trial: Trial, row: Row) -> Row:
        """A number that leads to another trial is listed here, and leads there."""
        if identifier_key(row) not in self.holders.taken(trial):
            return {"trial": trial}
        self.notes.append(f"{row['value']} is a number of another trial and leads there")
        return {"trial": trial, "resolves": False}

    def _join_group(self, trial: Trial) -> None:
        """A group that sponsors a trial leads it."""
        if trial.lead_sponsor and trial.lead_sponsor.is_group:
            TrialOrganisation.objects.get_or_create(
                trial=trial, organisation=trial.lead_sponsor, role=Membership.GROUP
            )


def _columns(study: Study) -> Values:
    """With its IDs, where it has them: no ID is taken away by a version that does not name it."""
    columns = trial_values(study)
    ids = {"nct_id": study.identification.nct_id, "protocol_id": protocol_id(study)}
    return columns | {column: value for column, value in ids.items() if value}


def _arm_and_intervention(held: Parts, row: Row) -> Row | None:
    arm = parts.ARMS.key({"label": row["arm__label"]}), 0
    name = {"type": row["intervention__type"], "name": row["intervention__name"]}
    arms, interventions = held.ids(parts.ARMS), held.ids(parts.INTERVENTIONS)
    given = parts.INTERVENTIONS.key(name), 0
    if arm not in arms or given not in interventions:
        return None
    return {"arm_id": arms[arm], "intervention_id": interventions[given]}


def _at_site(trial: Trial, held: Parts, row: Row) -> Row | None:
    """Of the whole trial, or of a site that is here."""
    if row["site"] is None:
        return {"trial": trial}
    site = held.ids(parts.SITES).get(row["site"])
    return {"trial": trial, "site_id": site} if site else None
