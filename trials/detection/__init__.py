"""Finds the trials that a text speaks of, by any number, name, title, address or publication."""

from trials.detection.detector import detect
from trials.detection.match import Match

__all__ = ["Match", "detect"]
