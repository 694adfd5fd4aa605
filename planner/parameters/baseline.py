"""``bl``: a named transformation whose result is kept, to be the beginning of others."""

from typing import Final

from planner.errors import TransformationError
from planner.language.component import Component
from planner.language.declaration import Declaration, Role
from planner.naming.baselines import BaselineGrammar

BASELINE: Final = Declaration(
    key="bl",
    name="baseline",
    role=Role.ACTION,
    grammar=BaselineGrammar(),
    sentence="Begin with the kept result of a named transformation that names its format.",
    example="bl_twotone/c_scale,w_200",
    drawn=False,
)


def check(component: Component) -> None:
    """Refuse anything beside a baseline. Raises TransformationError."""
    others = sorted(key for key, _ in component.values if key != BASELINE.key)
    if component.has(BASELINE) and others:
        raise TransformationError(
            f"A baseline cannot stand beside {others[0]}_",
            parameter=BASELINE.key,
            expected="it alone in the first component",
        )
