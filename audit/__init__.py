"""Looks for holes in the code, in the settings of a deployment, and in a site that runs.

`make audit` runs it. Each part prints what it looked at, and ends the run at the first finding:
bandit (code), `check --deploy` (settings), schemathesis (the API), wapiti (all pages, as a visitor
and as an editor). The site of the last two has data of its own, which goes with it.
"""
