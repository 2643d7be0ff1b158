"""Which trial a study is: by its NCT ID, earlier ones too, else by the group's protocol ID."""

from trials import identifiers
from trials.ctgov.importer.numbers import identifier_key, identifier_rows, protocol_id
from trials.ctgov.records import Problem, Study, StudyRefused
from trials.models import Trial, TrialIdentifier

IDENTIFICATION = "protocolSection.identificationModule"


class Holders:
    """Which trials hold the numbers of a study, found in one query."""

    def __init__(self, study: Study) -> None:
        self.study = study
        numbers = study.identification
        rows = [row for row in identifier_rows(study) if row["resolves"]]
        self.nct_ids = [identifiers.fold(n) for n in (numbers.nct_id, *numbers.nct_id_aliases) if n]
        self.protocol = identifiers.fold(protocol_id(study) or "")
        keys = {*self.nct_ids, self.protocol, *(identifier_key(row) for row in rows)} - {""}
        held = TrialIdentifier.objects.filter(key__in=keys, resolves=True)
        self._trials = dict(held.values_list("key", "trial_id"))

    def taken(self, trial: Trial) -> set[str]:
        """The keys that lead to another trial than this."""
        return {key for key, holder in self._trials.items() if holder != trial.pk}

    def trial(self) -> Trial | None:
        """The trial that the study is; StudyRefused where that is not one."""
        keys = [key for key in (*self.nct_ids, self.protocol) if key in self._trials]
        ids = {self._trials[key] for key in keys}
        if not ids:
            return None
        trials: list[Trial] = list(Trial.objects.filter(pk__in=ids).order_by("pk"))
        if len(trials) > 1:
            named = " and ".join(str(trial.public_id) for trial in trials)
            raise self._refused("nctId", f"its numbers are those of two trials here: {named}")
        self._check(trials[0])
        return trials[0]

    def _check(self, trial: Trial) -> None:
        """Two records with different NCT IDs are two studies, unless one replaced the other."""
        mine, numbers = trial.nct_id, self.study.identification
        if not (mine and numbers.nct_id) or mine in (numbers.nct_id, *numbers.nct_id_aliases):
            return
        if identifiers.fold(numbers.nct_id) in self._trials:
            reason = f"{numbers.nct_id} was replaced by {mine}: take in the record of that number"
            raise self._refused("nctId", reason)
        reason = f"{protocol_id(self.study) or trial} is held here with the NCT ID {mine}"
        raise self._refused("nctId", reason)

    def _refused(self, key: str, reason: str) -> StudyRefused:
        return StudyRefused([Problem(f"{IDENTIFICATION}.{key}", reason)])
