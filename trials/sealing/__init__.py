"""Seals of the history: that nothing of it was changed can be shown later (docs/history.md).

`sources.py` says which tables are sealed and what stands for one row; `origins.py` how each change
gets its who and why; `waiting.py` since when nobody can add to the past; `chain.py` seals; and
`checks/` compares what is there with the seals, and with the records.
"""
