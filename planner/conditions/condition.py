"""Conditions: predicates joined by ``and`` and ``or``, of which ``and`` binds tighter."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from planner.expressions.expression import Expression

#: What a comparison may ask; ``in`` and ``nin`` compare sets of strings.
COMPARISONS: Final = frozenset({"eq", "ne", "lt", "gt", "lte", "gte", "in", "nin"})

#: Comparisons that need an order, which strings have not.
ORDERS: Final = frozenset({"lt", "gt", "lte", "gte"})

#: What is asked when the sides change places.
FLIPPED: Final = {"eq": "eq", "ne": "ne", "lt": "gt", "gt": "lt", "lte": "gte", "gte": "lte"}


class Marker(Enum):
    """What stands where a condition would, inside a block and at its end."""

    ELSE = "else"
    END = "end"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two expressions, and how they are to compare."""

    left: Expression
    operator: str
    right: Expression

    @property
    def text(self) -> str:
        """The comparison as it is written."""
        return f"{self.left.text}_{self.operator}_{self.right.text}"

    @property
    def needs(self) -> frozenset[str]:
        """The names in it."""
        return self.left.needs | self.right.needs


@dataclass(frozen=True, slots=True)
class Defined:
    """Whether a variable, named without its ``$``, is defined; ``negated`` asks if it is not."""

    name: str
    negated: bool = False

    @property
    def text(self) -> str:
        """The predicate as it is written."""
        return f"{'isndef' if self.negated else 'isdef'}_${self.name}"

    @property
    def needs(self) -> frozenset[str]:
        """The names in it."""
        return frozenset({f"${self.name}"})


Predicate = Comparison | Defined


@dataclass(frozen=True, slots=True)
class Condition:
    """Alternatives, of which one must hold: each is predicates that must all hold."""

    alternatives: tuple[tuple[Predicate, ...], ...]

    @property
    def text(self) -> str:
        """The condition as it is written."""
        return "_or_".join(
            "_and_".join(predicate.text for predicate in every) for every in self.alternatives
        )

    @property
    def needs(self) -> frozenset[str]:
        """The names in it: variables with their ``$``, characteristics without their keys."""
        return frozenset().union(
            *(predicate.needs for every in self.alternatives for predicate in every)
        )
