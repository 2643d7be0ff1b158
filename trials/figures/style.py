"""How marks look: rules that pages have in static/css/figures.css too, and colours for a file.

A file of its own knows no page: it brings the colours for light, dark and print along.
"""

MARKS = """
.drawing text {
  fill: var(--ink);
  font: 13px/17px var(--sans, sans-serif);
  font-variant-numeric: tabular-nums;
}
.drawing .d-strong {
  font-weight: 600;
}
.drawing text.d-soft {
  fill: var(--ink-soft);
}
.drawing .d-grid {
  stroke: var(--line);
  stroke-width: 1;
  fill: none;
}
.drawing .d-rule {
  stroke: var(--ink-soft);
  stroke-width: 1.5;
  fill: none;
}
.drawing .d-link {
  stroke: var(--ink-soft);
  stroke-width: 1;
  fill: none;
}
.drawing .d-whisker {
  stroke: var(--series-1);
  stroke-width: 2;
  fill: none;
}
.drawing .d-lead {
  fill: var(--series-1);
  stroke: var(--series-1);
}
.drawing .d-other {
  fill: var(--paper);
  stroke: var(--ink-soft);
  stroke-width: 1.5;
}
.drawing .d-other-whisker {
  stroke: var(--ink-soft);
  stroke-width: 1.25;
  fill: none;
}
.drawing .d-box {
  fill: var(--surface);
  stroke: var(--ink-soft);
  stroke-width: 1.25;
}
.drawing .d-aside {
  fill: none;
  stroke: var(--ink-soft);
  stroke-width: 1.25;
  stroke-dasharray: 4 3;
}
.drawing .d-bar-1 {
  fill: var(--series-1);
  fill-opacity: 0.3;
  stroke: var(--series-1);
  stroke-width: 1.5;
}
.drawing .d-bar-2 {
  fill: var(--surface);
  stroke: var(--series-2);
  stroke-width: 1.5;
}
.drawing .d-bar-3 {
  fill: var(--series-3);
  fill-opacity: 0.3;
  stroke: var(--series-3);
  stroke-width: 1.5;
}
.drawing .d-error {
  stroke: var(--ink);
  stroke-width: 1.5;
  fill: none;
}
.drawing .d-error-end {
  fill: var(--ink);
  stroke: none;
}
.drawing .d-trial {
  fill: var(--ink);
  stroke: var(--ink);
  stroke-width: 1.5;
}
.drawing .d-results {
  fill: var(--series-1);
  stroke: var(--series-1);
  stroke-width: 1.5;
}
.drawing .d-decision {
  fill: var(--series-2);
  stroke: var(--series-2);
  stroke-width: 1.5;
}
.drawing .d-news {
  fill: var(--series-3);
  stroke: var(--series-3);
  stroke-width: 1.5;
}
.drawing .d-planned {
  fill: var(--paper);
  stroke: var(--ink);
  stroke-width: 1.5;
}
"""

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
