"""Shape: other outlines of the image."""

from dataclasses import dataclass
from random import Random
from typing import Final

from planner.errors import ValueRefused
from planner.geometry.distortion import CORNERS, convex, distorted
from planner.geometry.lengths import Ruler
from planner.geometry.shearing import sheared
from planner.geometry.values import Length
from planner.language.arguments import Argument, Arguments
from planner.language.effect import Effect
from planner.language.grammar import Plain
from planner.language.numbers import number_text, read_number
from planner.language.terms import Hue, Level
from planner.plan import CostClass

TRIM: Final = Effect(
    "trim",
    "Cut off an edge of one colour, or transparent.",
    Arguments((Argument("tolerance", Level(0, 100), 10.0), Argument("color", Hue()))),
    "trim:20:white",
    facts=frozenset({"pixels"}),
    drawn=True,
)
SHEAR: Final = Effect(
    "shear",
    "Slant along both axes, by degrees.",
    Arguments(
        (
            Argument("x", Level(-359, 359), required=True),
            Argument("y", Level(-359, 359), required=True),
        )
    ),
    "shear:20.0:0.0",
    sized=sheared,
    clears=True,
    drawn=True,
)

_ARC: Final = "arc"
_FULL: Final = Level(-360, 360)

#: The arc of a whole number of degrees that is not 0.
_LEAST_ARC: Final = 1.0


@dataclass(frozen=True, slots=True)
class Distortion(Plain):
    """The corners' new places, clockwise from the top left, or an arc of so many degrees.

    A value has eight numbers in pixels, or one.
    """

    expected: str = "8 numbers, x and y of each corner, or arc: with degrees from -360 to 360"

    def parse(self, text: str) -> tuple[float, ...]:
        """Read a value."""
        words = text.split(":", CORNERS)
        if words[0] == _ARC and len(words) == 2:  # noqa: PLR2004 - the word and its degrees
            degrees = _FULL.parse(words[1])
            if abs(degrees) < _LEAST_ARC:
                raise ValueRefused("degrees from -360 to -1, or from 1 to 360")
            return (degrees,)
        if len(words) != CORNERS:
            raise ValueRefused
        corners = tuple(read_number(word) for word in words)
        if not convex(corners):
            raise ValueRefused("the corners of a convex quadrilateral")
        return corners

    def text(self, value: tuple[float, ...]) -> str:
        """Give the canonical spelling."""
        numbers = ":".join(number_text(number) for number in value)
        return numbers if len(value) == CORNERS else f"{_ARC}:{numbers}"

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        places = ((0, 0), (400, 0), (400, 300), (0, 300))
        corners = ":".join(str(side + random.randint(-50, 50)) for at in places for side in at)
        return random.choice([corners, f"{_ARC}:{random.choice([-120.0, 1, 45, 360])}"])


def _in_pixels(value: tuple[float, ...], ruler: Ruler) -> tuple[float, ...]:
    """Give the corners in pixels of the image; an arc's degrees stay."""
    if len(value) != CORNERS:
        return value
    return tuple(float(ruler.measure(Length(number), "width")) for number in value)


DISTORT: Final = Effect(
    "distort",
    "Move the four corners, or bend the image into an arc.",
    Distortion(),
    "distort:40:25:280:60:260:155:35:165",
    measured=_in_pixels,
    lengths=True,
    sized=distorted,
    clears=True,
    drawn=True,
    cost=CostClass.HEAVY,
)
