"""``z``: how close a thumbnail goes."""

from typing import Final

from planner.expressions.computable import Computable
from planner.language.declaration import IMAGE, Declaration, Role
from planner.language.numbers import Number

ZOOM: Final = Declaration(
    key="z",
    name="zoom",
    role=Role.QUALIFIER,
    media=IMAGE,
    qualifies=("c",),
    grammar=Computable(Number(0.01, 100)),
    default=1.0,
    facts=frozenset({"size"}),
    sentence="How close a thumbnail goes: above 1 closer, below 1 wider.",
    example="c_thumb,g_center,h_150,w_150,z_1.5",
)
