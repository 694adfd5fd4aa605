"""Guarded components: what cannot depend on a condition."""

from collections.abc import Iterable
from typing import Final

from planner.errors import TransformationError
from planner.language.choices import Option
from planner.language.component import Component
from planner.language.quoting import shortened
from planner.language.tree import Conditional, LayerBlock, Node, flat

#: Parameters that hold for the asset or the delivery as a whole. Formats and qualities do too,
#: but the language is written with them in conditions.
_WHOLE: Final = frozenset({"cs", "d", "dl"})

_FLAGS: Final = frozenset(
    {
        *("attachment", "awebp", "cutter", "layer_apply", "lossy", "png8", "progressive"),
        *("region_relative", "relative"),
    }
)


def check_guarded(nodes: Iterable[Node]) -> None:
    """Refuse what no condition may guard. Raises TransformationError naming the component."""
    for node in nodes:
        match node:
            case Conditional():
                for component in (*flat(node.nodes), *flat(node.otherwise)):
                    _check(component)
            case LayerBlock():
                check_guarded(node.inner)
            case _:
                pass


def _check(component: Component) -> None:
    for key, value in component.values:
        if key in _WHOLE:
            raise _refused(component, key, f"{key}_", f"{key}_ before or after the condition")
        if key == "fl":
            wrong = sorted(flag.name for flag in value if flag.name not in _FLAGS)
            if wrong:
                names = ", ".join(sorted(_FLAGS))
                raise _refused(component, key, f"fl_{wrong[0]}", f"one of {names}")
        if key == "a" and isinstance(value, tuple) and any(map(_ignores, value)):
            raise _refused(component, key, "a_ignore", "a_ignore before the condition")


def _ignores(turn: object) -> bool:
    return isinstance(turn, Option) and turn.name == "ignore"


def _refused(component: Component, key: str, what: str, expected: str) -> TransformationError:
    return TransformationError(
        f"{what} cannot depend on a condition",
        component=shortened(component.raw),
        parameter=key,
        expected=expected,
    )
