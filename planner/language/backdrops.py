"""Backdrops: backgrounds that are more than a colour."""

from dataclasses import dataclass
from random import Random
from typing import Any, Final

from planner.colour import Colour
from planner.errors import ValueRefused
from planner.language.arguments import Argument, Arguments
from planner.language.grammar import Plain
from planner.language.numbers import Number
from planner.language.shapes import named
from planner.language.terms import Hue, Level, Prompt, Truth, Word

_HUE: Final = Hue()

#: Colours of a palette.
_MOST: Final = 50

#: With so many colours a gradient runs from every corner, and has no direction.
_CORNERS: Final = "4"

#: The word of modes that fade from one colour to another.
GRADIENT: Final = "gradient"

_MODES: Final = (
    "border",
    "predominant",
    "border_contrast",
    "predominant_contrast",
    "predominant_gradient",
    "predominant_gradient_contrast",
    "border_gradient",
    "border_gradient_contrast",
)
_DIRECTIONS: Final = ("horizontal", "vertical", "diagonal_desc", "diagonal_asc")


@dataclass(frozen=True, slots=True)
class Palette(Plain):
    """Colours joined by underscores."""

    expected: str = "colours joined by underscores"

    def parse(self, text: str) -> tuple[Colour, ...]:
        """Read a value."""
        names = text.split("_")
        if len(names) > _MOST:
            raise ValueRefused(f"at most {_MOST} colours")
        return tuple(_HUE.parse(name) for name in names)

    def text(self, value: tuple[Colour, ...]) -> str:
        """Give the canonical spelling."""
        return "_".join(_HUE.text(one) for one in value)

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return "_".join(_HUE.spell(random) for _ in range(random.randint(1, 3)))


def _gradient(value: tuple[Any, ...]) -> tuple[Any, ...]:
    """Allow a number of colours and a direction to gradients only."""
    mode, colours, direction, palette = value
    if isinstance(mode, str) and GRADIENT not in mode and (colours, direction) != _PLAIN:
        raise ValueRefused("a number of colours and a direction only with a gradient")
    if colours == _CORNERS:
        direction = _DIRECTIONS[0]
    return mode, colours, direction, palette


_PLAIN: Final = ("2", _DIRECTIONS[0])

#: What may follow a word that names a backdrop.
BACKDROPS: Final = {
    "auto": Arguments(
        (
            Argument("mode", Word(_MODES), _MODES[0]),
            Argument("colors", Word(("2", _CORNERS)), "2"),
            Argument("direction", Word(_DIRECTIONS), _DIRECTIONS[0]),
            named("palette", Palette()),
        ),
        ":",
        _gradient,
    ),
    "blurred": Arguments(
        (
            Argument("intensity", Level(1, 2000), 100.0),
            Argument("brightness", Level(-300, 100), 0.0),
        ),
        ":",
    ),
    "gen_fill": Arguments(
        (
            named("prompt", Prompt()),
            named("seed", Number(0, 999_999_999, whole=True)),
            Argument("ignore-foreground", Truth(), default=False, named=True, alone=True),
        ),
        ";",
    ),
}


@dataclass(frozen=True, slots=True)
class Backdrop:
    """A background made of the image: ``auto``, ``blurred`` or ``gen_fill``, with its arguments."""

    kind: str
    arguments: tuple[Any, ...]
