"""What the database does when a trial's IDs or titles change: lists the one, keeps the other."""

import pgtrigger

TITLES = {"brief_title": "BRIEF_TITLE", "official_title": "OFFICIAL_TITLE", "acronym": "ACRONYM"}


def triggers_of_names() -> list[pgtrigger.Trigger]:
    """Main IDs stand among the identifiers; a title that was public becomes a former name."""
    return [
        # Once for a statement: one for each row took most of the time of an import.
        pgtrigger.Trigger(
            name="list_new_ids",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Insert,
            referencing=pgtrigger.Referencing(new="new_rows"),
            func="PERFORM list_trial_identifiers(ARRAY(SELECT id FROM new_rows)); RETURN NULL;",
        ),
        pgtrigger.Trigger(
            name="list_changed_ids",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Update,
            referencing=pgtrigger.Referencing(old="old_rows", new="new_rows"),
            func="""
                    PERFORM sync_trial_identifiers(ARRAY(
                        SELECT n.id FROM new_rows n JOIN old_rows o USING (id)
                        WHERE (n.protocol_id, n.nct_id)
                            IS DISTINCT FROM (o.protocol_id, o.nct_id)));
                    RETURN NULL;""",
        ),
        pgtrigger.Trigger(
            name="keep_former_names",
            when=pgtrigger.After,
            operation=pgtrigger.UpdateOf(*TITLES),
            condition=pgtrigger.AnyChange(*TITLES),
            func="".join(
                f"""
                    IF OLD.{field} NOT IN ('', NEW.{field}) AND OLD.release_at <= now()
                            AND OLD.state = 'APPROVED' THEN
                        INSERT INTO trials_formername (trial_id, kind, name, used_from, used_until)
                        VALUES (OLD.id, '{kind}', OLD.{field}, '', current_date::text)
                        ON CONFLICT (trial_id, kind, name)
                        DO UPDATE SET used_until = excluded.used_until;
                    END IF;"""  # nosec B608 # names of our own
                for field, kind in TITLES.items()
            )
            + " RETURN NULL;",
        ),
    ]
