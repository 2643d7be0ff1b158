"""The whole table: the sections of a study, and every field by its piece name and by its path."""

import dataclasses
from collections.abc import Iterator

from trials.api.pieces.piece import Piece, boolean, struct
from trials.api.pieces.sections import derived, design, measures, places, protocol, results


def _placed(piece: Piece, above: str = "", in_list: bool = False) -> Piece:
    """The field where it stands: with its path, and so with all below it."""
    path = f"{above}.{piece.key}" if above else piece.key
    in_list = in_list or piece.many
    below = tuple(_placed(child, path, in_list) for child in piece.children)
    return dataclasses.replace(piece, path=path, in_list=in_list, children=below)


SECTIONS = tuple(
    _placed(piece)
    for piece in (
        struct(
            "protocolSection",
            "ProtocolSection",
            protocol.IDENTIFICATION,
            protocol.STATUS,
            protocol.SPONSORS,
            protocol.OVERSIGHT,
            protocol.DESCRIPTION,
            protocol.CONDITIONS,
            design.DESIGN,
            design.ARMS,
            design.OUTCOMES,
            design.ELIGIBILITY,
            places.CONTACTS,
            places.REFERENCES,
            places.IPD_SHARING,
        ),
        struct(
            "resultsSection",
            "ResultsSection",
            results.PARTICIPANT_FLOW,
            measures.BASELINE,
            measures.OUTCOME_MEASURES,
            results.ADVERSE_EVENTS,
            results.MORE_INFO,
        ),
        struct("annotationSection", "AnnotationSection", derived.ANNOTATIONS),
        struct("documentSection", "DocumentSection", derived.DOCUMENTS),
        struct(
            "derivedSection",
            "DerivedSection",
            derived.MISC_INFO,
            derived.CONDITION_BROWSE,
            derived.INTERVENTION_BROWSE,
        ),
        boolean("hasResults", "HasResults"),
    )
)


def _all(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    for piece in pieces:
        yield piece
        yield from _all(piece.children)


PIECES = tuple(_all(SECTIONS))
"""Every field, each before what is below it, in the order of the registry."""
BY_NAME = {piece.name: piece for piece in PIECES}
BY_PATH = {piece.path: piece for piece in PIECES}
OTHER_NAMES = {"Gender": "Sex"}
"""Piece names of the registry's former API under which a field is still asked for."""
