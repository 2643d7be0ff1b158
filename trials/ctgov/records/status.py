"""Where the study stands, and when it was registered, updated and reported."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from trials.ctgov.records.dates import full_date, partial_date
from trials.ctgov.records.identification import nct_number
from trials.ctgov.records.reader import Reader
from trials.vocabulary import DateType, ExpandedAccessStatus, Status


@dataclass(frozen=True, slots=True)
class Posting:
    """When one kind of submission came in, passed quality control and was posted."""

    submit_date: date | None
    submit_qc_date: date | None
    post_date: date | None
    post_date_type: DateType | None

    @classmethod
    def read(cls, module: Reader, kind: str) -> Self:
        """From the keys of the status module that begin with `kind`, such as `studyFirst`."""
        posted = module.inside(f"{kind}PostDateStruct")
        return cls(
            submit_date=module.parsed(f"{kind}SubmitDate", full_date),
            submit_qc_date=module.parsed(f"{kind}SubmitQcDate", full_date),
            post_date=posted.parsed("date", full_date),
            post_date_type=posted.choice("type", DateType),
        )


@dataclass(frozen=True, slots=True)
class ExpandedAccess:
    """Whether patients outside the study can get the treatment, and under which NCT number."""

    has_expanded_access: bool | None
    nct_id: str
    status_for_nct_id: ExpandedAccessStatus | None

    @classmethod
    def read(cls, info: Reader) -> Self:
        """From `expandedAccessInfo`."""
        return cls(
            has_expanded_access=info.flag("hasExpandedAccess"),
            nct_id=info.parsed("nctId", nct_number) or "",
            status_for_nct_id=info.choice("statusForNctId", ExpandedAccessStatus),
        )


@dataclass(frozen=True, slots=True)
class StatusModule:
    """`statusModule`. The status holds as of `status_verified_date`."""

    status_verified_date: str | None
    overall_status: Status | None
    last_known_status: Status | None
    delayed_posting: bool | None
    why_stopped: str
    expanded_access: ExpandedAccess | None
    start_date: str | None
    start_date_type: DateType | None
    primary_completion_date: str | None
    primary_completion_date_type: DateType | None
    completion_date: str | None
    completion_date_type: DateType | None
    results_waived: bool | None
    study_first: Posting
    results_first: Posting
    disp_first: Posting
    last_update: Posting

    @classmethod
    def read(cls, module: Reader) -> Self:
        """From the module."""
        start = module.inside("startDateStruct")
        primary = module.inside("primaryCompletionDateStruct")
        completion = module.inside("completionDateStruct")
        return cls(
            status_verified_date=module.parsed("statusVerifiedDate", partial_date),
            overall_status=module.choice("overallStatus", Status),
            last_known_status=module.choice("lastKnownStatus", Status),
            delayed_posting=module.flag("delayedPosting"),
            why_stopped=module.text("whyStopped"),
            expanded_access=module.one("expandedAccessInfo", ExpandedAccess.read),
            start_date=start.parsed("date", partial_date),
            start_date_type=start.choice("type", DateType),
            primary_completion_date=primary.parsed("date", partial_date),
            primary_completion_date_type=primary.choice("type", DateType),
            completion_date=completion.parsed("date", partial_date),
            completion_date_type=completion.choice("type", DateType),
            results_waived=module.flag("resultsWaived"),
            study_first=Posting.read(module, "studyFirst"),
            results_first=Posting.read(module, "resultsFirst"),
            disp_first=Posting.read(module, "dispFirst"),
            last_update=Posting.read(module, "lastUpdate"),
        )
