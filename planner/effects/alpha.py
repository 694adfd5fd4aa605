"""Alpha: what is transparent, and what lies around what is not."""

from typing import Final

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
)
BGREMOVAL: Final = Effect(
    "bgremoval",
    "A background of one colour becomes transparent.",
    Arguments((Argument("mode", Word(("screen",))), Argument("color", Hue()))),
    "bgremoval:screen:29aa1b",
)
SHADOW: Final = Effect(
    "shadow",
    "A shadow in the colour of co, off by x and y.",
    level(0, 100, 40),
    "shadow:50",
    with_keys=("co", "x", "y"),
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
)
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
    "dropshadow:azimuth_90;elevation_30",
    cost=CostClass.SLOW,
)
REDEYE: Final = Effect(
    "redeye",
    "Red eyes get their colour back.",
    example="redeye",
    aliases=("adv_redeye",),
    facts=frozenset({"faces"}),
    cost=CostClass.HEAVY,
)
