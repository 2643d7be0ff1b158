"""The numbers of an outcome measure: groups, how many were analysed, classes of measurements."""

from dataclasses import dataclass
from typing import Self

from trials.ctgov.records.reader import Reader


@dataclass(frozen=True, slots=True)
class MeasureGroup:
    """Whom a column of the numbers is about: an arm, a part of one, or several together."""

    id: str
    title: str
    description: str

    @classmethod
    def read(cls, group: Reader) -> Self:
        """From one of `groups`."""
        return cls(group.text("id"), group.text("title"), group.text("description"))


@dataclass(frozen=True, slots=True)
class DenomCount:
    """How many units of one group were analysed, as text."""

    group_id: str
    value: str

    @classmethod
    def read(cls, count: Reader) -> Self:
        """From one of `counts`."""
        return cls(count.text("groupId"), count.text("value"))


@dataclass(frozen=True, slots=True)
class Denom:
    """How many were analysed; `units` are “Participants”, or eyes, devices ..."""

    units: str
    counts: tuple[DenomCount, ...]

    @classmethod
    def read(cls, denom: Reader) -> Self:
        """From one of `denoms`."""
        return cls(denom.text("units"), denom.each("counts", DenomCount.read))


@dataclass(frozen=True, slots=True)
class Measurement:
    """One number of one group. All of it is text, since “NA” and “<0.1” stand there too."""

    group_id: str
    value: str
    spread: str
    lower_limit: str
    upper_limit: str
    comment: str

    @classmethod
    def read(cls, measurement: Reader) -> Self:
        """From one of `measurements`."""
        return cls(
            group_id=measurement.text("groupId"),
            value=measurement.text("value"),
            spread=measurement.text("spread"),
            lower_limit=measurement.text("lowerLimit"),
            upper_limit=measurement.text("upperLimit"),
            comment=measurement.text("comment"),
        )


@dataclass(frozen=True, slots=True)
class MeasureCategory:
    """A row of numbers within a class; the only one has no title."""

    title: str
    measurements: tuple[Measurement, ...]

    @classmethod
    def read(cls, category: Reader) -> Self:
        """From one of `categories`."""
        return cls(category.text("title"), category.each("measurements", Measurement.read))


@dataclass(frozen=True, slots=True)
class MeasureClass:
    """A time point, a part of the population or of the measure; the only one has no title."""

    title: str
    denoms: tuple[Denom, ...]
    categories: tuple[MeasureCategory, ...]

    @classmethod
    def read(cls, one: Reader) -> Self:
        """From one of `classes`."""
        return cls(
            title=one.text("title"),
            denoms=one.each("denoms", Denom.read),
            categories=one.each("categories", MeasureCategory.read),
        )
