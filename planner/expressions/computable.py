"""Computable values: what a parameter takes, or an expression that comes to it."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from random import Random
from typing import Generic, TypeVar, cast

from planner.errors import ValueRefused
from planner.expressions.evaluation import evaluate, folded
from planner.expressions.expression import LEVELS, Expression, pieces, read_expression
from planner.expressions.names import CHARACTERISTICS, LONG_NAMES
from planner.expressions.scope import Scope
from planner.expressions.values import Amount, Value, shown
from planner.language.decimals import DIGITS
from planner.language.grammar import Grammar
from planner.limits import MAXIMUM_FRACTION

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Computable(Generic[T]):
    """A grammar's values, and expressions that are folded into one of them.

    ``own`` is the characteristic that is meant where an expression begins with an operator:
    ``w_div_2`` is half of the width here. A parameter that has none leaves it empty.

    ``length``: a device pixel ratio multiplies what it comes to; ``along`` is then the side of the
    image, ``w`` or ``h``, of which it can also be written as a share, and empty where it cannot.
    In such an expression the sides of the image are counted in the pixels that one writes, so that
    multiplied they are what they are: with ``dpr_2.0`` and 640 pixels of width ``w_w_mul_0.5`` is
    320 of them, ``w_iw_sub_10`` is 620, ``w_iw_div_ih_mul_100`` is as wide as ``w_100`` is by
    the ratio. Elsewhere, and in conditions, sides are pixels of the image.
    """

    grammar: Grammar[T]
    own: str = ""
    length: bool = False
    along: str = ""

    @property
    def expected(self) -> str:
        """What a value is."""
        return f"{self.grammar.expected}, or an expression such as $a_mul_2"

    def parse(self, text: str) -> T:
        """Read a value."""
        try:
            return self.grammar.parse(text)
        except ValueRefused:
            if not is_computed(text):
                raise
        # An expression stands for the value that it comes to, until it is bound.
        expression = cast(T, read_expression(pieces(text), own=self.own))
        return expression if self.needs(expression) else self.bound(expression, Scope())

    def text(self, value: T) -> str:
        """Give the canonical spelling."""
        return value.text if isinstance(value, Expression) else self.grammar.text(value)

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        expressions = ["$a", "$a_mul_2", "iw_div_2", "$a_add_iw_mul_0.5", "initial_height_sub_10"]
        if self.own:
            expressions.append("mul_0.5")
        plain = self.grammar.spell(random)
        return random.choice([plain, plain, plain, random.choice(expressions)])

    def uses(self, value: T) -> tuple[tuple[str, int], ...]:
        """Give what the value brings in."""
        return () if isinstance(value, Expression) else self.grammar.uses(value)

    def undrawn(self, value: T) -> str | None:
        """Name what of the value cannot be drawn yet."""
        return None if isinstance(value, Expression) else self.grammar.undrawn(value)

    def needs(self, value: T) -> frozenset[str]:
        """Name what the value is computed from."""
        return value.needs if isinstance(value, Expression) else self.grammar.needs(value)

    def bound(self, value: T, scope: Scope) -> T:
        """Give the value with what a scope knows written into it."""
        if not isinstance(value, Expression):
            return self.grammar.bound(value, scope)
        result = evaluate(value, scope)
        if result is None:
            return cast(T, folded(value, scope))
        written = self._written(result, scope)
        try:
            return self.grammar.parse(written)
        except ValueRefused as refusal:
            expected = refusal.expected or self.grammar.expected
            raise ValueRefused(
                f"{expected}; {value.text} comes to {written or 'nothing'}"
            ) from refusal

    def _written(self, result: Value, scope: Scope) -> str:
        """Write a result so that the device pixel ratio, multiplying it, makes it what it is."""
        if not isinstance(result, Amount):
            return shown(result)
        if not self.length or result.unscaled is None or result.decimal:
            return self.grammar.computed(result)
        side = scope.measure(self.along, "") if self.along else None
        ratio = scope.measure("dpr", "")
        if isinstance(side, Amount) and isinstance(ratio, Amount):
            pixels = Amount(result.unscaled * ratio.number).rounded
            share = _share(pixels, side.number)
            if pixels and -MAXIMUM_FRACTION <= share.number <= MAXIMUM_FRACTION:
                return share.text
        return self.grammar.computed(Amount(result.unscaled))

    def computed(self, amount: Amount) -> str:
        """Write the result of an expression."""
        return self.grammar.computed(amount)


def _share(pixels: int, side: int | Fraction) -> Amount:
    """Give pixels as a share of a side, in as many digits as one writes.

    It is rounded up, so that the half of it that another side may come to still rounds up.
    """
    share = Fraction(ceil(Fraction(pixels) / side * 10**DIGITS), 10**DIGITS)
    return Amount(share if share.denominator > 1 else int(share), decimal=True)


def is_computed(text: str) -> bool:
    """Whether a text is meant as an expression: it names a variable, or has an operator."""
    if text.startswith("$"):
        return True
    words = text.split("_")
    return any(word in LEVELS for word in words) or text in CHARACTERISTICS or text in LONG_NAMES
