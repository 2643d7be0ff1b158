"""What the two pages of a data cut show: the grid with what was typed, and what was understood."""

from typing import Any

from django.http import QueryDict

from trials.cohort_sums import uneven_cut
from trials.data_cut.grid import Block, Place, name_in_words, places_of
from trials.discrepancies import printed_value
from trials.printed import limit, plain

UNSENT = {"csrfmiddlewaretoken", "_form", "act"}


def shown(page: Any) -> dict[str, Any]:
    """The grid."""
    labels = {name: place.label for name, place in places_of(page.blocks).items()}
    return {
        "tables": [_table(page, block) for block in page.blocks],
        "left": [
            {"name": name, "text": text, "label": name_in_words(page.parts, name)}
            for name, text in page.left.items()
        ],
        "wrong": [(name, labels[name]) for name in page.filled.errors],
    }


def _table(page: Any, block: Block) -> dict[str, Any]:
    return {
        "block": block,
        "unit": page.typed.get(f"unit.{block.key}", block.unit),
        "when": page.typed.get(f"when.{block.key}", ""),
        "rows": [
            {
                "label": row.label,
                "cells": [
                    _cell(page, place, column)
                    for place, column in zip(row.places, block.columns, strict=True)
                ],
            }
            for row in block.rows
        ],
    }


def _cell(page: Any, place: Place, column: str) -> dict[str, str]:
    return {
        "name": place.name,
        "label": place.label,
        "column": column,
        "text": page.typed.get(place.name, ""),
        "error": page.filled.errors.get(place.name, ""),
    }


def told(page: Any) -> dict[str, Any]:
    """What would be saved, line by line, and all that was sent, to send it again."""
    labels = {name: place.label for name, place in places_of(page.blocks).items()}
    lines = [
        {"label": labels[name], "typed": page.typed[name], **_understood(finding)}
        for name, finding in page.filled.findings.items()
        if name not in page.before
    ]
    return {
        "lines": lines,
        "before": [labels[name] for name in page.before],
        "sent": list(_sent(page.cut_form.data)),
        "source": page.source,
        "is_new": page.source.pk is None,
        "remark": uneven_cut(page.trial, page.source, page.filled.findings.values()),
    }


def _sent(data: QueryDict) -> Any:
    for name, texts in data.lists():
        for text in texts if name not in UNSENT else []:
            yield {"name": name, "text": text}


def _understood(finding: Any) -> dict[str, str]:
    printed = finding.value_text
    lower, upper = limit(finding.lower, printed), limit(finding.upper, printed)
    between = f"{lower or 'open'} to {upper or 'open'}" if lower or upper else ""
    level = f", {plain(finding.level)}%" if finding.level is not None else ""
    return {
        "value": printed_value(finding) + ("" if finding.value is not None else " (as words)"),
        "interval": between and between + level,
        "p": finding.p_value,
        "when": finding.time_point,
    }
