"""``if``: a condition for the components that follow, or where its else and its end are."""

from typing import Final

from planner.conditions.reading import ConditionGrammar
from planner.language.declaration import Declaration, Role

CONDITION: Final = Declaration(
    key="if",
    name="condition",
    role=Role.ACTION,
    grammar=ConditionGrammar(),
    sentence="Draw what follows, up to if_else or if_end, only where the condition holds.",
    example="if_w_gt_300/c_scale,w_300/if_else/c_pad,h_300,w_300/if_end",
)
