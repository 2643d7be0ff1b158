"""One study, from its JSON to a trial with all its parts, in one transaction."""

from trials.ctgov.importer.batch import import_batch
from trials.ctgov.importer.given import Given
from trials.ctgov.importer.outcome import Imported
from trials.ctgov.records import StudyRefused


def import_study(data: object, *, publish: bool = False) -> Imported:
    """Take in one study as the registry's API gives it; StudyRefused leaves nothing behind.

    New trials are drafts, or public from now on with `publish`; trials held keep their state.
    """
    (result,) = import_batch([Given.at("", data)], publish=publish)
    if isinstance(result, StudyRefused):
        raise result
    return result
