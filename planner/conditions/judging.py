"""Judging: whether a condition holds, as far as its scope knows.

An alternative that fails needs no further look, and neither does a condition with one that holds:
what is wrong elsewhere in it, such as an undefined variable beside its ``isdef``, does not count.
"""

from collections.abc import Callable
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from planner.conditions.condition import FLIPPED, Comparison, Condition, Defined, Predicate
from planner.errors import TransformationError
from planner.expressions.evaluation import Exact, evaluate, folded
from planner.expressions.expression import Expression, Name
from planner.expressions.scope import Scope
from planner.expressions.values import Amount, Value, shown

#: Ratios, and the sides that they are of: within a pixel of either, two ratios are one.
_SIDES: Final = MappingProxyType({"ar": ("w", "h"), "iar": ("iw", "ih")})

_ORDERS: Final[MappingProxyType[str, Callable[[Exact, Exact], bool]]] = MappingProxyType(
    {
        "lt": lambda left, right: left < right,
        "gt": lambda left, right: left > right,
        "lte": lambda left, right: left <= right,
        "gte": lambda left, right: left >= right,
    }
)


def judged(condition: Condition, scope: Scope) -> Condition | bool:
    """Give whether a condition holds, or what is left to know of it.

    Raises TransformationError where neither can be said: undefined variables, division by zero.
    """
    left: list[tuple[Predicate, ...]] = []
    wrong: TransformationError | None = None
    for every in condition.alternatives:
        try:
            verdict = _every(every, scope)
        except TransformationError as error:
            wrong = wrong or error
            continue
        if verdict is True:
            return True
        if verdict is not False:
            left.append(verdict)
    if wrong is not None:
        raise wrong
    if not left:
        return False
    return Condition(tuple(sorted(set(left), key=_text)))


def _every(every: tuple[Predicate, ...], scope: Scope) -> tuple[Predicate, ...] | bool:
    left: set[Predicate] = set()
    wrong: TransformationError | None = None
    for predicate in every:
        try:
            verdict = _judge(predicate, scope)
        except TransformationError as error:
            wrong = wrong or error
            continue
        if verdict is False:
            return False
        if verdict is None:
            left.add(_plain(predicate, scope))
    if wrong is not None:
        raise wrong
    if not left:
        return True
    return tuple(sorted(left, key=lambda predicate: predicate.text))


def _text(every: tuple[Predicate, ...]) -> str:
    return "_and_".join(predicate.text for predicate in every)


def _plain(predicate: Predicate, scope: Scope) -> Predicate:
    """Fold what is known of the sides; what is constant stands on the right."""
    if isinstance(predicate, Defined):
        return predicate
    sides = folded(predicate.left, scope), folded(predicate.right, scope)
    operator = predicate.operator
    if operator in FLIPPED and not sides[0].needs and sides[1].needs:
        return Comparison(sides[1], FLIPPED[operator], sides[0])
    return Comparison(sides[0], operator, sides[1])


def _judge(predicate: Predicate, scope: Scope) -> bool | None:
    if isinstance(predicate, Defined):
        defined = scope.defines(predicate.name)
        return None if defined is None else defined != predicate.negated
    return _compared(predicate, scope)


def _compared(predicate: Comparison, scope: Scope) -> bool | None:
    left, right = evaluate(predicate.left, scope), evaluate(predicate.right, scope)
    if left is None or right is None:
        return None
    if predicate.operator in ("in", "nin"):
        return (_members(left) <= _members(right)) == (predicate.operator == "in")
    if predicate.operator in ("eq", "ne"):
        return _equal(predicate, left, right, scope) == (predicate.operator == "eq")
    one, other = _number(left), _number(right)
    if one is None or other is None:
        return False
    return _ORDERS[predicate.operator](one, other)


def _members(value: Value) -> frozenset[str]:
    """Give the strings that a colon separates; an empty string has none."""
    if isinstance(value, frozenset):
        return value
    return frozenset(word for word in shown(value).split(":") if word)


def _number(value: Value) -> Exact | None:
    """Give a number, also one that a string spells, as stored metadata does."""
    if isinstance(value, Amount):
        return value.number
    if isinstance(value, str) and len(value) <= 16:  # noqa: PLR2004 - beyond any size or count
        try:
            return Fraction(value) if "/" not in value and "e" not in value.lower() else None
        except ValueError:
            return None
    return None


def _equal(predicate: Comparison, left: Value, right: Value, scope: Scope) -> bool:
    if isinstance(left, frozenset) or isinstance(right, frozenset):
        return _members(left) == _members(right)
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    one, other = _number(left), _number(right)
    if one is None or other is None:
        return shown(left) == shown(right)
    return one == other or _within_a_pixel(predicate, one, other, scope)


def _within_a_pixel(predicate: Comparison, left: Exact, right: Exact, scope: Scope) -> bool:
    """Whether a ratio is as good as another: an image has whole pixels, 16:9 seldom fits."""
    for side, ratio in ((predicate.left, right), (predicate.right, left)):
        for name, (across, down) in _SIDES.items():
            if side == Expression((Name(name),)):
                width, height = scope.known(across), scope.known(down)
                if isinstance(width, Amount) and isinstance(height, Amount) and ratio > 0:
                    across_off = width.number - ratio * height.number
                    down_off = height.number - width.number / Fraction(ratio)
                    return -1 <= across_off <= 1 or -1 <= down_off <= 1
    return False
