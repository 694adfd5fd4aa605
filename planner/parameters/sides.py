"""``w`` and ``h``: the size to reach."""

from typing import Final

from planner.geometry.values import Length
from planner.language.declaration import Declaration, Role
from planner.language.lengths import LengthGrammar

#: A side as it is.
WHOLE: Final = Length(1.0, "fraction")

WIDTH: Final = Declaration(
    key="w",
    name="width",
    role=Role.QUALIFIER,
    qualifies=("c",),
    grammar=LengthGrammar(),
    facts=frozenset({"size"}),
    sentence="The width to reach; without a height, the height follows the image's ratio.",
    example="c_scale,w_400",
)

HEIGHT: Final = Declaration(
    key="h",
    name="height",
    role=Role.QUALIFIER,
    qualifies=("c",),
    grammar=LengthGrammar(),
    facts=frozenset({"size"}),
    sentence="The height to reach; without a width, the width follows the image's ratio.",
    example="c_scale,h_0.5",
)
