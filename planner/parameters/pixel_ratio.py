"""``dpr``: device pixels for each pixel that is asked for."""

from typing import Final

from planner.language.declaration import Declaration, Role
from planner.language.numbers import Number

PIXEL_RATIO: Final = Declaration(
    key="dpr",
    name="device pixel ratio",
    role=Role.GLOBAL,
    grammar=Number(0.1, 10, unsupported=frozenset({"auto"})),
    default=1.0,
    facts=frozenset({"size"}),
    sentence="Multiplies every length in pixels; of no effect without a width or height.",
    example="c_scale,w_150/dpr_2.0",
)
