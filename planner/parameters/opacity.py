"""``o``: opacity."""

from typing import Final

from planner.expressions.computable import Computable
from planner.language.declaration import IMAGE, Declaration, Role
from planner.language.numbers import Number

OPACITY: Final = Declaration(
    key="o",
    name="opacity",
    role=Role.ACTION,
    media=IMAGE,
    aliases=("opacity",),
    grammar=Computable(Number(0, 100)),
    default=100.0,
    sentence="How much of the image shows, in percent.",
    example="o_40",
)
