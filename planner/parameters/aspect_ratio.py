"""``ar``: the aspect ratio to reach."""

from typing import Final

from planner.expressions.computable import Computable
from planner.language.declaration import Declaration, Role
from planner.language.ratios import RatioGrammar

ASPECT_RATIO: Final = Declaration(
    key="ar",
    name="aspect ratio",
    role=Role.QUALIFIER,
    qualifies=("c",),
    grammar=Computable(RatioGrammar(), own="ar"),
    facts=frozenset({"size"}),
    sentence="The ratio of width to height to reach; of no effect beside both.",
    example="ar_16:9,c_fill,w_640",
)
