"""From a question to bytes: which studies stand on a page, and what of each goes out.

`pages.py` finds them (`tokens.py`: where the next page begins), `bodies.py` reads their texts,
`fields.py` cuts them down, `tables.py` makes CSV of them. `freshness.py`: who holds it already.
"""
