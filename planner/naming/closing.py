"""Closing: a definition that leaves a condition open ends it, unless an end of it comes later.

So a condition guards what its definition says and nothing that stands behind the name. Ends that
come later are first for the conditions around the name; one that is left over, or an else, is for
the definition's: a definition may hold one end of a condition.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from planner.language.component import parts

_IF: Final = "if_"
_ELSE: Final = "if_else"
_END: Final = "if_end"
_LAYERS: Final = ("l_", "u_")
_CLOSER: Final = "layer_apply"


class Edge(Enum):
    """Where what a name stands for begins and ends."""

    BEGIN = "begin"
    END = "end"


@dataclass(slots=True)
class _Open:
    """A condition or a layer that has no end so far.

    ``until``: where it ends if it gets none, None where that is the end of what it stands in.
    """

    condition: bool
    until: int | None = None


@dataclass(slots=True)
class _Closing:
    """Writes components; ``open`` is what has no end so far, the last that began last."""

    written: list[str] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)

    def add(self, component: str) -> None:
        """Add a component; what of it opens, and what it closes."""
        self.written.append(component)
        if not component:
            return
        here = parts(component)
        for part in here:
            if part == _END:
                self._leave(condition=True)
            elif part == _ELSE:
                self._until(len(here) > 1)
            elif part.startswith(_IF):
                self.open.append(_Open(condition=True))
                self._until(len(here) > 1)
        if any(part.startswith("fl_") and _CLOSER in part for part in here):
            if not any(part.startswith(_LAYERS) for part in here):
                self._leave(condition=False)
        elif any(part.startswith(_LAYERS) for part in here):
            self.open.append(_Open(condition=False))

    def end(self, needed: int) -> None:
        """End what a definition has left open, but for so many conditions."""
        begun = self.begun.pop()
        left = [one for one in self.open[begun:] if one.condition]
        for one in reversed(left[needed:]):
            at = len(self.written) if one.until is None else one.until
            self.written.insert(at, _END)
            self.open.remove(one)

    def _until(self, inline: bool) -> None:
        for one in reversed(self.open):
            if one.condition:
                one.until = len(self.written) if inline else None
                return

    def _leave(self, *, condition: bool) -> None:
        """Leave the last condition or layer, and what has been opened within it."""
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place].condition == condition:
                del self.open[place:]
                return


def closed(expanded: Sequence[str | Edge]) -> list[str]:
    """Give components without their edges, where definitions end with the ends that they lack."""
    closing = _Closing()
    for place, one in enumerate(expanded):
        match one:
            case Edge.BEGIN:
                closing.begun.append(len(closing.open))
            case Edge.END:
                around = sum(each.condition for each in closing.open[: closing.begun[-1]])
                closing.end(_needed(expanded[place + 1 :], around))
            case str():
                closing.add(one)
    return closing.written


def _needed(later: Iterable[str | Edge], around: int) -> int:
    """Give how many of what comes later ends conditions that are open before it.

    around: how many stand around the name, which come first.
    """
    depth = ends = 0
    for one in later:
        for part in parts(one) if isinstance(one, str) else ():
            if part == _END:
                ends += depth == 0
                depth = max(depth - 1, 0)
            elif part == _ELSE:
                if not (depth or ends or around):
                    ends, depth = 1, 1
            elif part.startswith(_IF):
                depth += 1
    return max(ends - around, 0)
