"""How far a long command is: a bar with rate and time left, where somebody looks on."""

from collections.abc import Iterator
from typing import Self, TypeVar

from django.core.management.base import OutputWrapper
from rich.console import Console
from rich.progress import BarColumn, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.table import Column
from rich.text import Text

from trials.ctgov.files import Position

T = TypeVar("T")

WIDEST = 28
"""Of a name: what remains of 80 columns is for the bar, the count and the time left."""


class Progress:
    """On a terminal one line that is written over, elsewhere nothing."""

    def __init__(self, stream: OutputWrapper) -> None:
        counted = Counted(table_column=Column(no_wrap=True))
        columns = (TextColumn("{task.description}"), BarColumn(), counted, TimeRemainingColumn())
        console = Console(file=stream, stderr=True)  # type: ignore[arg-type]
        self._bar = Bar(*columns, console=console, transient=True, disable=not stream.isatty())

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self._bar.stop()

    def watched(self, name: str, position: Position, items: Iterator[T]) -> Iterator[T]:
        """The items as they come; the bar is as far as the position in the file they are from."""
        task = self._bar.add_task(_shortened(name), total=None, count=0)
        for count, item in enumerate(items, start=1):
            yield item
            self._bar.update(task, completed=position.done, total=position.size, count=count)
        self._bar.remove_task(task)


class Counted(ProgressColumn):
    """How many, and how many a second."""

    def render(self, task: Task) -> Text:
        """Such as “1,200 studies, 310/s”."""
        count = task.fields["count"]
        rate = count / task.elapsed if task.elapsed else 0
        return Text(f"{count:,} studies, {rate:,.0f}/s")


def _shortened(name: str) -> str:
    """Its end, which says which file it is."""
    return name if len(name) <= WIDEST else f"…{name[1 - WIDEST :]}"
