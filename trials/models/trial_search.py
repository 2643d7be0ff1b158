"""What the database does for visitors' search when a trial changes: its document is made anew."""

import pgtrigger

NOTE = "INSERT INTO trials_searchtodo (kind, record_id) SELECT"


def triggers_of_search(kind: str) -> list[pgtrigger.Trigger]:
    """A new record, and one whose revision moved, gets its document when the transaction ends."""
    return [
        pgtrigger.Trigger(
            name="search_insert",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Insert,
            referencing=pgtrigger.Referencing(new="new_rows"),
            func=f"{NOTE} '{kind}', id FROM new_rows; RETURN NULL;",
        ),
        pgtrigger.Trigger(
            name="search_update",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Update,
            referencing=pgtrigger.Referencing(old="old_rows", new="new_rows"),
            func=f"""
                {NOTE} '{kind}', n.id FROM new_rows n JOIN old_rows o USING (id)
                WHERE n.revision <> o.revision;
                RETURN NULL;""",
        ),
    ]
