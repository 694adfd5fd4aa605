"""Alpha: what is transparent, and what lies around what is not."""

from typing import Any, Final

from planner.geometry.lengths import Ruler
from planner.geometry.shadows import shadowed
from planner.language.arguments import Argument, Arguments
from planner.language.effect import Effect
from planner.language.lengths import LengthGrammar
from planner.language.shapes import level, named
from planner.language.terms import Hue, Level, Word
from planner.language.traits import BOTH
from planner.plan import CostClass

MAKE_TRANSPARENT: Final = Effect(
    "make_transparent",
    "The colour of the edges, or of co, becomes transparent.",
    level(0, 100, 10, name="tolerance"),
    "make_transparent:20",
    media=BOTH,
    with_keys=("co",),
    clears=True,
    drawn=True,
    revision=2,
)
BGREMOVAL: Final = Effect(
    "bgremoval",
    "A background of one colour becomes transparent.",
    Arguments((Argument("mode", Word(("screen",))), Argument("color", Hue()))),
    "bgremoval:screen:29aa1b",
    clears=True,
    drawn=True,
    revision=2,
)
SHADOW: Final = Effect(
    "shadow",
    "A shadow in the colour of co, off by x and y.",
    level(0, 100, 40),
    "shadow:50",
    with_keys=("co", "x", "y"),
    sized=shadowed,
    clears=True,
    drawn=True,
)
OUTLINE: Final = Effect(
    "outline",
    "A line in the colour of co along the edge of what is opaque.",
    Arguments(
        (
            Argument("mode", Word(("inner", "inner_fill", "outer", "fill"))),
            Argument("width", Level(1, 100), 5.0),
            Argument("blur", Level(0, 200), 0.0),
        )
    ),
    "outline:outer:15:200",
    with_keys=("co",),
    drawn=True,
)


def _in_pixels(value: tuple[Any, ...], ruler: Ruler) -> tuple[Any, ...]:
    """Give x and y in pixels of the image."""
    mode, strength, x, y = value
    across = None if x is None else float(ruler.measure(x, "width"))
    down = None if y is None else float(ruler.measure(y, "height"))
    return mode, strength, across, down


GRADIENT_FADE: Final = Effect(
    "gradient_fade",
    "Fade towards an edge; x and y say from where.",
    Arguments(
        (
            Argument("mode", Word(("symmetric", "symmetric_pad"))),
            Argument("strength", Level(0, 100), 20.0),
            named("x", LengthGrammar(signed=True)),
            named("y", LengthGrammar(signed=True)),
        )
    ),
    "gradient_fade:symmetric:50",
    with_keys=("x", "y", "b"),
    measured=_in_pixels,
    lengths=True,
    inside=lambda arguments: arguments[0] == "symmetric_pad",
    clears=True,
    drawn=True,
)
DROPSHADOW: Final = Effect(
    "dropshadow",
    "The shadow that a light casts of what is opaque.",
    Arguments(
        (
            named("azimuth", Level(0, 360), 215.0),
            named("elevation", Level(0, 90), 45.0),
            named("spread", Level(0, 100), 50.0),
        ),
        ";:",
    ),
    "dropshadow:azimuth_220;elevation_40;spread_20",
    needs_alpha=True,
    drawn=True,
)
REDEYE: Final = Effect(
    "redeye",
    "Red eyes get their colour back.",
    example="redeye",
    aliases=("adv_redeye",),
    facts=frozenset({"pixels"}),
    cost=CostClass.HEAVY,
    drawn=True,
)
