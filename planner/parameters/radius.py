"""``r``: rounded corners."""

from dataclasses import dataclass
from random import Random
from typing import Any, Final

from planner.errors import ValueRefused
from planner.expressions.computable import Computable
from planner.expressions.scope import Scope
from planner.language.declaration import Declaration, Role
from planner.language.grammar import Plain
from planner.language.numbers import Number
from planner.limits import MAXIMUM_SIDE

#: A radius in pixels, before the device pixel ratio; None is ``max``, half of each side. An
#: expression may stand for it until it is bound.
Radius = int | None

#: Radii clockwise from the top left corner.
Corners = tuple[Radius, Radius, Radius, Radius]

_PIXELS: Final = Computable(Number(0, MAXIMUM_SIDE, whole=True), length=True)
_MAX: Final = "max"

#: Which of the values written stands for each corner, by how many are written: the rule of
#: CSS ``border-radius`` (https://www.w3.org/TR/css-backgrounds-3/#border-radius).
_SHARED: Final = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}


@dataclass(frozen=True, slots=True)
class RadiusGrammar(Plain):
    """One to four radii, joined by colons; printed with as few as CSS needs."""

    expected: str = f"one to four of {_PIXELS.expected} or max, joined by colons"

    def parse(self, text: str) -> Corners:
        """Read a value."""
        written = text.split(":", 4)
        if len(written) not in _SHARED:
            raise ValueRefused
        radii = [None if word == _MAX else _whole(_PIXELS.parse(word)) for word in written]
        first, second, third, fourth = (radii[index] for index in _SHARED[len(radii)])
        return first, second, third, fourth

    def text(self, value: Corners) -> str:
        """Give the canonical spelling."""
        first, second, third, fourth = value
        fewest = 4 if second != fourth else 3 if first != third else 2 if first != second else 1
        return ":".join(
            _MAX if radius is None else _PIXELS.text(radius) for radius in value[:fewest]
        )

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        count = random.randint(1, 4)
        return ":".join(random.choice([_MAX, "0", "20", "20.0", "35", "$a"]) for _ in range(count))

    def needs(self, value: Corners) -> frozenset[str]:
        """Name what the value is computed from."""
        return frozenset().union(*(_PIXELS.needs(radius) for radius in value if radius is not None))

    def bound(self, value: Corners, scope: Scope) -> Corners:
        """Give the value with what a scope knows written into it."""
        first, second, third, fourth = (_bound(radius, scope) for radius in value)
        return first, second, third, fourth


def _whole(pixels: Any) -> Any:
    return int(pixels) if isinstance(pixels, float) else pixels


def _bound(radius: Radius, scope: Scope) -> Radius:
    return None if radius is None else _whole(_PIXELS.bound(radius, scope))


RADIUS: Final = Declaration(
    key="r",
    name="radius",
    role=Role.ACTION,
    grammar=RadiusGrammar(),
    default=(0, 0, 0, 0),
    sentence="Round the corners, clockwise from the top left; max gives an ellipse.",
    example="r_max",
)
