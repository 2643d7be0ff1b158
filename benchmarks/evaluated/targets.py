"""What was to be reached, and what was."""

from dataclasses import dataclass, field


@dataclass
class Targets:
    """The lines of the last table."""

    lines: list[str] = field(default_factory=list)

    def add(self, what: str, found: float, least: float) -> None:
        """A figure that must not be below another."""
        verdict = "met" if found >= least else "MISSED"
        self.lines.append(f"{what:<72}{found:>8.3f}{least:>9.3f}  {verdict}")

    def table(self) -> str:
        """All of them."""
        return "\n".join([f"{'target':<72}{'found':>8}{'least':>9}", *self.lines])
