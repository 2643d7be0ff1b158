"""The trials in the dialect of ClinicalTrials.gov's API v2, under /api/v2; and /api/ about it.

Begin with `urls.py` and `views/`. A request goes through these, from the outside in:

- `gate.py`: how many requests, by which methods; `visitors.py` counts them. `errors.py`: refusals.
- `asking/`: what was sent, by the table of all parameters, becomes conditions and an order.
- `answering/`: pages and their tokens, what of each study goes out and how, ETags.
- `essie/` reads the query language, `search/` translates it to SQL, over what `index/` wrote.
- `rendering/` makes a version of each trial that changed, before any answer; `study/` has its JSON.
- `pieces/`: the registry's fields, of which metadata, search areas, enums, tables come, too.
- `statistics/` counts values and sizes. `openapi/` and `examples.py` tell what can be asked.

Each may know those further in, and not the other way round (`pyproject.toml`).
"""
