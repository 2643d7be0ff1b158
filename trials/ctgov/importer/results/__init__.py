"""From the results of a study to findings, and to the endpoints that they need. Pure.

`finding_rows(study)` first, in `rows.py`: what a number is (`measurements.py`, `analyses.py`), of
whom (`groups.py`) and of which endpoint (`endpoints.py`), and what is left out (`rules.py`).
"""
