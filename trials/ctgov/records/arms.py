"""What is compared and what is measured: arms, interventions, outcomes."""

from dataclasses import dataclass
from typing import Self

from trials.ctgov.records.reader import Reader
from trials.vocabulary import ArmGroupType, EndpointLevel, InterventionType


@dataclass(frozen=True, slots=True)
class ArmGroup:
    """An arm or group; `intervention_names` are as given, `Drug: Placebo`."""

    label: str
    type: ArmGroupType | None
    description: str
    intervention_names: tuple[str, ...]

    @classmethod
    def read(cls, arm: Reader) -> Self:
        """From one of `armGroups`."""
        return cls(
            label=arm.name("label"),
            type=arm.choice("type", ArmGroupType),
            description=arm.text("description"),
            intervention_names=arm.texts("interventionNames"),
        )


@dataclass(frozen=True, slots=True)
class Intervention:
    """A drug, procedure, device ..., and the labels of the arms that get it."""

    type: InterventionType | None
    name: str
    description: str
    arm_group_labels: tuple[str, ...]
    other_names: tuple[str, ...]

    @classmethod
    def read(cls, intervention: Reader) -> Self:
        """From one of `interventions`."""
        return cls(
            type=intervention.choice("type", InterventionType),
            name=intervention.name("name"),
            description=intervention.text("description"),
            arm_group_labels=intervention.texts("armGroupLabels"),
            other_names=intervention.texts("otherNames"),
        )


@dataclass(frozen=True, slots=True)
class ArmsInterventions:
    """`armsInterventionsModule`. Two arms may have one label, two interventions one name."""

    arm_groups: tuple[ArmGroup, ...]
    interventions: tuple[Intervention, ...]

    @classmethod
    def read(cls, module: Reader) -> Self:
        """From the module."""
        return cls(
            arm_groups=module.each("armGroups", ArmGroup.read),
            interventions=module.each("interventions", Intervention.read),
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """A measure with its rank; `position` counts from 0 within its level."""

    level: EndpointLevel
    position: int
    measure: str
    description: str
    time_frame: str


def read_outcomes(module: Reader) -> tuple[Outcome, ...]:
    """From `outcomesModule`: primary, secondary, then other outcomes."""
    return (
        *_outcomes(module, "primaryOutcomes", EndpointLevel.PRIMARY),
        *_outcomes(module, "secondaryOutcomes", EndpointLevel.SECONDARY),
        *_outcomes(module, "otherOutcomes", EndpointLevel.OTHER),
    )


def _outcomes(module: Reader, key: str, level: EndpointLevel) -> tuple[Outcome, ...]:
    found = module.each(
        key, lambda one: (one.name("measure"), one.text("description"), one.text("timeFrame"))
    )
    return tuple(Outcome(level, position, *texts) for position, texts in enumerate(found))
