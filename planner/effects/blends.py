"""Blends: how a layer is laid on, said in the component that applies it."""

from typing import Final

from planner.language.arguments import Argument, Arguments
from planner.language.declaration import Role
from planner.language.effect import Effect
from planner.language.shapes import level
from planner.language.terms import Level, Truth
from planner.language.traits import VIDEO
from planner.plan import CostClass

MULTIPLY: Final = Effect(
    "multiply", "The layer darkens.", example="multiply", role=Role.QUALIFIER, drawn=True
)
SCREEN: Final = Effect(
    "screen", "The layer lightens.", example="screen", role=Role.QUALIFIER, drawn=True
)
OVERLAY: Final = Effect(
    "overlay",
    "The layer darkens what is dark and lightens what is light.",
    example="overlay",
    role=Role.QUALIFIER,
    drawn=True,
)
MASK: Final = Effect(
    "mask",
    "The layer's lightness says how much of the image shows.",
    example="mask",
    role=Role.QUALIFIER,
    drawn=True,
)
CUT_OUT: Final = Effect(
    "cut_out",
    "The layer's shape is cut out of the image.",
    example="cut_out",
    role=Role.QUALIFIER,
    drawn=True,
)
DISPLACE: Final = Effect(
    "displace",
    "The layer's colours move the image's pixels by up to x and y.",
    example="displace",
    role=Role.QUALIFIER,
    with_keys=("x", "y"),
    drawn=True,
)
ANTI_REMOVAL: Final = Effect(
    "anti_removal",
    "The layer is bent a little, so that it is hard to remove.",
    level(1, 100, 50),
    "anti_removal:90",
    role=Role.QUALIFIER,
    drawn=True,
)
STYLE_TRANSFER: Final = Effect(
    "style_transfer",
    "The image is painted in the style of the layer.",
    Arguments(
        (
            Argument("strength", Level(0, 100), 100.0),
            Argument("preserve_color", Truth(), default=False, alone=True),
        )
    ),
    "style_transfer:60:preserve_color",
    role=Role.QUALIFIER,
    cost=CostClass.SLOW,
)
TRANSITION: Final = Effect(
    "transition",
    "The layer's lightness says when the next clip appears.",
    example="transition",
    role=Role.QUALIFIER,
    media=VIDEO,
)
