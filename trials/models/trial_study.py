"""What the database does for the API when a trial changes: its study JSON is to be made anew."""

import pgtrigger

# An import tells so in the context of the history; then nobody edited anything.
BY_REGISTRY = """coalesce(
    nullif(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'command', ''
) = 'import_ctgov'"""
NOTE = "INSERT INTO trials_studytorender (trial_id, by_registry)"


def triggers_of_study() -> list[pgtrigger.Trigger]:
    """A new trial, and one whose revision moved, waits for its rendering."""
    return [
        _trigger("insert", f"{NOTE} SELECT id, {BY_REGISTRY} FROM new_rows;"),
        _trigger(
            "update",
            f"""
                {NOTE} SELECT n.id, {BY_REGISTRY}
                FROM new_rows n JOIN old_rows o USING (id)
                WHERE n.revision <> o.revision;""",
            old="old_rows",
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
