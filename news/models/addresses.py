"""Old addresses lead on: no page that is new takes one."""

import pgtrigger


def leave_old_addresses(path: str) -> pgtrigger.Trigger:
    """A trigger that refuses a new row whose address, an expression in SQL, was one before.

    Renaming is watched by `keep_news_address`; both speak as the forms do.
    """
    return pgtrigger.Trigger(
        name="leave_old_addresses",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            IF EXISTS (SELECT FROM trials_formeraddress WHERE path = {path}) THEN
                RAISE EXCEPTION
                    '% was an address before and leads to another page: choose another.', {path}
                    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'formeraddress_leads_on';
            END IF;
            RETURN NEW;""",  # nosec B608 # expressions of our own
    )
