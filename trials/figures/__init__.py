"""Pictures of a trial: dataclasses in, SVG out. Pure: no tables, no Django models, no settings.

- `forest`, `flow`, `timeline`, `medians`: one picture each, its data and how it is drawn;
- `picture`: what all have (names, table, two drawings for a page, one file);
- `sheet`, `rows`, `scale`, `whiskers`, `flow_boxes`, `dates`: parts that drawings share;
- `lettering`: how wide words are; `svg`: elements as text; `style`: how marks look.

What reads rows into these is `trials/pictures/`.
"""
