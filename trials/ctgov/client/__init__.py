"""The way to ClinicalTrials.gov: studies by their NCT numbers, over its API v2.

`fetch` decides what to ask, `registry` how it may be asked, `wire` and `deadline` carry it,
`answers` reads what came. `requests`, since the registry turns other clients away by their TLS.
"""

from trials.ctgov.client.fetch import Missing, fetch_studies, is_believed
from trials.ctgov.client.manners import Manners

__all__ = ["Manners", "Missing", "fetch_studies", "is_believed"]
