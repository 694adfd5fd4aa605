"""``bo``: a border around the image."""

from dataclasses import dataclass
from random import Random
from typing import Final

from planner.colour import TRANSPARENT, Colour
from planner.errors import ValueNotSupported, ValueRefused
from planner.language.declaration import Declaration, Role
from planner.language.grammar import Plain
from planner.language.numbers import Number
from planner.parameters.background import ColourGrammar

_WIDTH: Final = Number(0, 10_000, whole=True)
_COLOUR: Final = ColourGrammar()
_STYLE: Final = "px_solid_"


@dataclass(frozen=True, slots=True)
class Edge:
    """A border of so many pixels, before the device pixel ratio, on each side."""

    width: int
    colour: Colour


NO_EDGE: Final = Edge(0, TRANSPARENT)


@dataclass(frozen=True, slots=True)
class BorderGrammar(Plain):
    """``<n>px_solid_<colour>``."""

    expected: str = f"{_WIDTH.expected}, then px_solid_, then {_COLOUR.expected}"

    def parse(self, text: str) -> Edge:
        """Read a value."""
        if text.startswith("$"):
            raise ValueNotSupported
        width, style, colour = text.partition(_STYLE)
        if not style:
            raise ValueRefused
        edge = Edge(int(_WIDTH.parse(width)), _COLOUR.parse(colour))
        return edge if edge.width else NO_EDGE

    def text(self, value: Edge) -> str:
        """Give the canonical spelling."""
        return f"{value.width}{_STYLE}{_COLOUR.text(value.colour)}"

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return f"{random.randint(0, 40)}{_STYLE}{_COLOUR.spell(random)}"


BORDER: Final = Declaration(
    key="bo",
    name="border",
    role=Role.ACTION,
    grammar=BorderGrammar(),
    default=NO_EDGE,
    sentence="A border outside the image, which grows by it; it follows rounded corners.",
    example="bo_5px_solid_rgb:0066ff,r_20",
)
