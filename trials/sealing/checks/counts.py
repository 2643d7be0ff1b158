"""How much was looked at."""

from dataclasses import dataclass


@dataclass
class Counts:
    """Numbers for the last line of verify_history."""

    seals: int = 0
    events: int = 0
    contexts: int = 0
    digests: int = 0
    records: int = 0
    unsealed: int = 0
    problems: int = 0

    def __str__(self) -> str:
        return (
            f"seals: {self.seals:,}, events: {self.events:,}, contexts: {self.contexts:,}, records"
            f" as history says: {self.records:,}, digests kept elsewhere: {self.digests:,}, events"
            f" not sealed yet: {self.unsealed:,}, wrong: {self.problems:,}"
        )
