"""Computable values: what a parameter takes, or an expression that comes to it."""

from dataclasses import dataclass
from random import Random
from typing import Generic, TypeVar, cast

from planner.errors import ValueRefused
from planner.expressions.evaluation import evaluate, folded
from planner.expressions.expression import LEVELS, Expression, pieces, read_expression
from planner.expressions.names import CHARACTERISTICS, LONG_NAMES
from planner.expressions.scope import Scope
from planner.expressions.values import Amount, shown
from planner.language.grammar import Grammar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Computable(Generic[T]):
    """A grammar's values, and expressions that are folded into one of them.

    ``own`` is the characteristic that is meant where an expression begins with an operator:
    ``w_div_2`` is half of the width here. A parameter that has none leaves it empty.
    """

    grammar: Grammar[T]
    own: str = ""

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
        written = self.grammar.computed(result) if isinstance(result, Amount) else shown(result)
        try:
            return self.grammar.parse(written)
        except ValueRefused as refusal:
            raise ValueRefused(
                f"{refusal.expected or self.grammar.expected}; {value.text} comes to {written}"
            ) from refusal

    def computed(self, amount: Amount) -> str:
        """Write the result of an expression."""
        return self.grammar.computed(amount)


def is_computed(text: str) -> bool:
    """Whether a text is meant as an expression: it names a variable, or has an operator."""
    if text.startswith("$"):
        return True
    words = text.split("_")
    return any(word in LEVELS for word in words) or text in CHARACTERISTICS or text in LONG_NAMES
