"""What the database does for the API when a trial changes: its study JSON is to be made anew."""

import pgtrigger

from trials.history import THIS_TRANSACTION, TOUCHED

# An import tells so in the context of the history; then nobody edited anything.
BY_REGISTRY = """coalesce(
    nullif(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'command', ''
) = 'import_ctgov'"""
NOTE = "INSERT INTO trials_studytorender (trial_id, by_registry)"


def triggers_of_study() -> list[pgtrigger.Trigger]:
    """A new trial, and one whose revision moved, waits for its rendering."""
    return [
        _trigger("insert", f"{NOTE} SELECT id, {BY_REGISTRY} FROM new_rows;"),  # nosec B608 # names of our own
        _trigger(
            "update",
            f"""
                {NOTE} SELECT n.id, {BY_REGISTRY}
                FROM new_rows n JOIN old_rows o USING (id)
                WHERE n.revision <> o.revision;""",  # nosec B608 # names of our own
            old="old_rows",
        ),
        # An approval shows as long as its pivotal trial does, on its further trials, too.
        pgtrigger.Trigger(
            name="touch_supporting",
            when=pgtrigger.After,
            operation=pgtrigger.UpdateOf("state", "release_at"),
            condition=pgtrigger.AnyChange("state", "release_at"),
            func=f"""
                UPDATE trials_trial SET change_xact = {TOUCHED}
                WHERE change_xact <> {THIS_TRANSACTION} AND id IN (
                    SELECT further.trial_id FROM trials_supportingtrial further
                    JOIN trials_approval approval ON approval.id = further.approval_id
                    WHERE approval.trial_id = NEW.id);
                RETURN NULL;""",  # nosec B608 # names of our own
        ),
    ]


def _trigger(word: str, note: str, old: str | None = None) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=f"render_{word}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Update if old else pgtrigger.Insert,
        referencing=pgtrigger.Referencing(old=old, new="new_rows"),
        func=f"{note} RETURN NULL;",
    )
