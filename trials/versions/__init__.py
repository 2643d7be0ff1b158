"""Versions of a record: what it and its parts were at each revision, told, compared and restored.

A version is one moved revision, so one transaction (trials/history.py). Where to look:

- `kinds`: of which tracked tables a record is made; found by their keys, so that what another app
  hangs on a trial belongs to it too
- `log`: which versions there are, when, by whom and why
- `rebuilding`: the rows of one version, exactly; `walking`: those of many in a row
- `public`: what readers may see of one; `readers`: those of a trial, as readers see them
- `names`: what fields and tables are called; `telling`: rows in words; `differences` and
  `wording`: what two versions say otherwise; `side_by_side`: both in tables
- `asked`: which versions an address means; `pages`, `files`: the public page and its JSON; the
  admin's are trials/admin/versions, restoring
- `restorable`: what can be made what it was; `planning`: what that would change; `restoring` does
  it, as a new change
"""
