"""How marks look in a file: the rules of the page's sheet, and colours of its own.

A file knows no page: it brings the colours for light, dark and print along.
"""

import re
from pathlib import Path

SHEET = Path(__file__).parents[2] / "static" / "css" / "figures.css"
MARKS = "\n".join(re.findall(r"^ +(\.drawing (?:text|\.d-)[^{}]*{[^}]*})", SHEET.read_text(), re.M))

# The same as in static/css/tokens.css.
_LIGHT = (
    "--paper:#ffffff;--surface:#ffffff;--ink:#1a2529;--ink-soft:#4f5d63;--line:#dcd9ce;"
    "--series-1:#0a6e7e;--series-2:#a85a00;--series-3:#6a4c93"
)
_DARK = (
    "--paper:#11191c;--surface:#192327;--ink:#e8e8e2;--ink-soft:#aab6b9;--line:#324046;"
    "--series-1:#5fc3d1;--series-2:#f0a860;--series-3:#b9a3e3"
)
_FORCED = (
    "--paper:Canvas;--surface:Canvas;--ink:CanvasText;--ink-soft:CanvasText;--line:GrayText;"
    "--series-1:CanvasText;--series-2:CanvasText;--series-3:CanvasText"
)
STYLE = (
    f".drawing{{{_LIGHT}}}\n"
    f"@media (prefers-color-scheme: dark){{.drawing{{{_DARK}}}}}\n"
    f"@media print{{.drawing{{{_LIGHT}}}}}\n"
    f"@media (forced-colors: active){{.drawing{{{_FORCED}}}}}\n"
    f".drawing .d-paper{{fill:var(--paper)}}{MARKS}"
)
