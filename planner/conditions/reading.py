"""Reading conditions: ``w_gt_300_and_!sale!_in_tags``."""

from dataclasses import dataclass
from itertools import groupby
from random import Random
from typing import Final

from planner.conditions.condition import (
    COMPARISONS,
    ORDERS,
    Comparison,
    Condition,
    Defined,
    Marker,
    Predicate,
)
from planner.errors import ValueRefused
from planner.expressions.expression import Expression, Name, pieces, read_expression
from planner.expressions.names import SETS, VARIABLE
from planner.language.grammar import Plain

#: Predicates of one condition.
MAXIMUM_PREDICATES: Final = 100

_DEFINED: Final = frozenset({"isdef", "isndef"})
_MARKERS: Final = {marker.value: marker for marker in Marker}
_EXPECTED: Final = (
    "predicates such as w_gt_300 or !sale!_in_tags, joined by and or or; or else, or end"
)


@dataclass(frozen=True, slots=True)
class ConditionGrammar(Plain):
    """A condition, or ``else`` and ``end``, which belong to an earlier one."""

    expected: str = _EXPECTED

    def parse(self, text: str) -> Condition | Marker:
        """Read a value."""
        return _MARKERS.get(text) or read_condition(text)

    def text(self, value: Condition | Marker) -> str:
        """Give the canonical spelling."""
        return value.value if isinstance(value, Marker) else value.text

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        predicates = random.choices(_EXAMPLES, k=random.randint(1, 3))
        return random.choice(["_and_", "_or_"]).join(predicates)

    def needs(self, value: Condition | Marker) -> frozenset[str]:
        """Name what the value is computed from."""
        return frozenset() if isinstance(value, Marker) else value.needs


def read_condition(text: str) -> Condition:
    """Read a condition, percent-decoded. Raises ValueRefused."""
    words = pieces(text)
    if words.count("and") + words.count("or") >= MAXIMUM_PREDICATES:
        raise ValueRefused(f"at most {MAXIMUM_PREDICATES} predicates")
    return Condition(
        tuple(
            tuple(_read_predicate(predicate) for predicate in _split(every, "and"))
            for every in _split(words, "or")
        )
    )


def _split(words: list[str], between: str) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for is_between, group in groupby(words, lambda word: word == between):
        if is_between:
            parts += [[] for _ in group]
        else:
            parts[-1] += group
    return parts


def _read_predicate(words: list[str]) -> Predicate:
    if words and words[0] in _DEFINED:
        if len(words) != 2 or not VARIABLE.fullmatch(words[1]):  # noqa: PLR2004 - isdef and a name
            raise ValueRefused(f"{words[0]}_ and one variable")
        return Defined(words[1][1:], negated=words[0] == "isndef")
    places = [place for place, word in enumerate(words) if word in COMPARISONS]
    if len(places) != 1:
        raise ValueRefused
    (place,) = places
    comparison = Comparison(
        read_expression(words[:place]), words[place], read_expression(words[place + 1 :])
    )
    _check(comparison)
    return comparison


def _check(comparison: Comparison) -> None:
    """Refuse what has no answer whatever the asset."""
    if comparison.operator in ORDERS:
        for side in (comparison.left, comparison.right):
            if isinstance(side.operands[0], str) or _is_context(side):
                raise ValueRefused(
                    f"eq, ne, in or nin where strings are compared, as in {_EXPECTED}"
                )
    if comparison.operator in ("in", "nin"):
        (first, *others) = comparison.right.operands
        named = isinstance(first, Name) and (first.word in SETS or first.word.startswith("$"))
        if others or not (named or isinstance(first, str)):
            raise ValueRefused("tags, ctx, md, rn, pgnames, md:!field! or a variable after in")


def _is_context(side: Expression) -> bool:
    first = side.operands[0]
    return isinstance(first, Name) and (first.word in SETS - {"md"} or first == Name("md"))


_EXAMPLES: Final = (
    "w_gt_300",
    "w_lt_h",
    "iw_div_2_gte_$a",
    "ar_lt_3:4",
    "initial_aspect_ratio_gt_1.5",
    "!sale:in_stock!_in_tags",
    "ctx:!k_and!_eq_!v!",
    "md:!stock-level!_lt_50",
    "!x!_nin_md",
    "isndef_$a",
    "fc_eq_1",
    "300_lte_iw",
    "1_eq_1",
)
