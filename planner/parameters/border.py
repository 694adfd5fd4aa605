"""``bo``: a border around the image."""

from dataclasses import dataclass
from random import Random
from typing import Any, Final

from planner.colour import TRANSPARENT, Colour
from planner.errors import ValueRefused
from planner.expressions.computable import Computable
from planner.expressions.scope import Scope
from planner.language.declaration import Declaration, Role
from planner.language.grammar import Plain
from planner.language.numbers import Number
from planner.parameters.background import ColourGrammar

_WIDTH: Final = Computable(Number(0, 10_000, whole=True), length=True)
_COLOUR: Final = Computable(ColourGrammar())
_STYLE: Final = "px_solid_"


@dataclass(frozen=True, slots=True)
class Edge:
    """A border of so many pixels, before the device pixel ratio, on each side.

    An expression may stand for either until it is bound.
    """

    width: int
    colour: Colour


NO_EDGE: Final = Edge(0, TRANSPARENT)


@dataclass(frozen=True, slots=True)
class BorderGrammar(Plain):
    """``<n>px_solid_<colour>``."""

    expected: str = f"{_WIDTH.expected}, then px_solid_, then {_COLOUR.expected}"

    def parse(self, text: str) -> Edge:
        """Read a value."""
        width, style, colour = text.partition(_STYLE)
        if not style:
            raise ValueRefused
        return _edge(_WIDTH.parse(width), _COLOUR.parse(colour))

    def text(self, value: Edge) -> str:
        """Give the canonical spelling."""
        return f"{_WIDTH.text(value.width)}{_STYLE}{_COLOUR.text(value.colour)}"

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return f"{random.choice(['$a', *map(str, range(40))])}{_STYLE}{_COLOUR.spell(random)}"

    def needs(self, value: Edge) -> frozenset[str]:
        """Name what the value is computed from."""
        return _WIDTH.needs(value.width) | _COLOUR.needs(value.colour)

    def bound(self, value: Edge, scope: Scope) -> Edge:
        """Give the value with what a scope knows written into it."""
        return _edge(_WIDTH.bound(value.width, scope), _COLOUR.bound(value.colour, scope))


def _edge(width: Any, colour: Colour) -> Edge:
    if isinstance(width, float):
        return Edge(int(width), colour) if width else NO_EDGE
    return Edge(width, colour)


BORDER: Final = Declaration(
    key="bo",
    name="border",
    role=Role.ACTION,
    grammar=BorderGrammar(),
    default=NO_EDGE,
    sentence="A border outside the image, which grows by it; it follows rounded corners.",
    example="bo_5px_solid_rgb:0066ff,r_20",
)
