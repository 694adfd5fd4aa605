"""``x`` and ``y``: offsets from where gravity puts things."""

from typing import Final

from planner.expressions.computable import Computable
from planner.language.declaration import Declaration, Role
from planner.language.lengths import LengthGrammar

X: Final = Declaration(
    key="x",
    name="horizontal offset",
    role=Role.QUALIFIER,
    qualifies=("c", "e"),
    grammar=Computable(LengthGrammar(signed=True), length=True, along="w"),
    facts=frozenset({"size"}),
    sentence="The offset to the right; to the left from an eastern gravity.",
    example="c_crop,h_170,w_300,x_170,y_40",
)

Y: Final = Declaration(
    key="y",
    name="vertical offset",
    role=Role.QUALIFIER,
    qualifies=("c", "e"),
    grammar=Computable(LengthGrammar(signed=True), length=True, along="h"),
    facts=frozenset({"size"}),
    sentence="The offset downwards; upwards from a southern gravity.",
    example="c_crop,g_south,h_100,w_100,y_20",
)
