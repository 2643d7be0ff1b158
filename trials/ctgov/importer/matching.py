"""Which trial a study is: by its NCT ID, earlier ones too, else by the group's protocol ID."""

from collections.abc import Iterable

from trials import identifiers
from trials.ctgov.importer.numbers import identifier_key, identifier_rows, protocol_id
from trials.ctgov.records import Problem, Study, StudyRefused
from trials.models import Trial, TrialIdentifier

IDENTIFICATION = "protocolSection.identificationModule"


class Numbers:
    """The numbers of one study, folded: those that it is known by, and all that lead to a trial."""

    def __init__(self, study: Study) -> None:
        self.study = study
        numbers = study.identification
        nct_ids = [identifiers.fold(n) for n in (numbers.nct_id, *numbers.nct_id_aliases) if n]
        protocol = identifiers.fold(protocol_id(study) or "")
        self.main = [key for key in (*nct_ids, protocol) if key]
        leading = {identifier_key(row) for row in identifier_rows(study) if row["resolves"]}
        self.keys = {*self.main, *leading}


class Holders:
    """Which trials hold the numbers of a batch of studies, found in two queries."""

    def __init__(self, numbers: Iterable[Numbers]) -> None:
        keys = {key for one in numbers for key in one.keys}
        held = TrialIdentifier.objects.filter(key__in=keys, resolves=True)
        self._trials: dict[str, int] = dict(held.values_list("key", "trial_id"))
        rows = Trial.objects.filter(pk__in=set(self._trials.values()))
        self._ids: dict[int, tuple[str | None, str]] = {}
        self._merged_into: dict[int, int | None] = {}
        ids = rows.values_list("pk", "nct_id", "protocol_id", "merged_into")
        for pk, nct_id, protocol, into in ids:
            self._ids[pk] = nct_id, protocol or nct_id
            self._merged_into[pk] = into

    def taken(self, numbers: Numbers, trial: int | None) -> set[str]:
        """The keys that lead to another trial than this."""
        holders = ((key, self._trials.get(key)) for key in numbers.keys)
        return {key for key, holder in holders if holder not in (None, trial)}

    def trial(self, numbers: Numbers) -> int | None:
        """The trial that the study is; StudyRefused where that is not one."""
        held = {self._trials[key] for key in numbers.main if key in self._trials}
        ids = {pk for pk in held if self._merged_into.get(pk) not in held}
        if not ids:
            return None
        if len(ids) > 1:
            named = " and ".join(self._ids[pk][1] for pk in sorted(ids))
            raise _refused(f"its numbers are those of two trials here: {named}")
        (trial,) = ids
        self._check(numbers.study, trial)
        return trial

    def _check(self, study: Study, trial: int) -> None:
        """Two records with different NCT IDs are two studies, unless one replaced the other."""
        (mine, name), numbers = self._ids[trial], study.identification
        if not (mine and numbers.nct_id) or mine in (numbers.nct_id, *numbers.nct_id_aliases):
            return
        if identifiers.fold(numbers.nct_id) in self._trials:
            replaced = f"{numbers.nct_id} was replaced by {mine}"
            raise _refused(f"{replaced}: take in the record of that number")
        raise _refused(f"{protocol_id(study) or name} is held here with the NCT ID {mine}")


def _refused(reason: str) -> StudyRefused:
    return StudyRefused([Problem(f"{IDENTIFICATION}.nctId", reason)])
