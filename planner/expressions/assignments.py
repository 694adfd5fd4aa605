"""Assignments: ``$name_value``, several in a component from left to right."""

import re
from dataclasses import dataclass
from random import Random
from typing import Final

from planner.errors import ValueRefused
from planner.expressions.expression import EXPECTED, Expression, pieces, read_expression
from planner.expressions.names import VARIABLE
from planner.language.grammar import Plain

#: An assignment, up to a comma that does not stand in a string.
_PART: Final = re.compile(r"(?:[^,!]|![^!]*!)+")

_EXPECTED: Final = (
    "a name of letters and digits, then a number, a !string! or an expression: " + EXPECTED
)


@dataclass(frozen=True, slots=True)
class Assignment:
    """A value for a variable, which is named without its ``$``."""

    name: str
    value: Expression

    @property
    def text(self) -> str:
        """The assignment as it is written."""
        return f"${self.name}_{self.value.text}"


@dataclass(frozen=True, slots=True)
class Assignments:
    """Assignments in their order."""

    each: tuple[Assignment, ...]

    def __or__(self, later: "Assignments") -> "Assignments":
        return Assignments(self.each + later.each)


@dataclass(frozen=True, slots=True)
class AssignmentGrammar(Plain):
    """``name_value``, of one or several assignments; later ones with their ``$``."""

    expected: str = _EXPECTED

    def parse(self, text: str) -> Assignments:
        """Read a value."""
        parts = [match[0] for match in _PART.finditer(text)]
        if not parts or ",".join(parts) != text:
            raise ValueRefused
        return Assignments(tuple(_read(part) for part in (f"${parts[0]}", *parts[1:])))

    def text(self, value: Assignments) -> str:
        """Give the canonical spelling."""
        return ",".join(assignment.text for assignment in value.each)[1:]

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return f"{random.choice('abc')}{random.choice(['', '1', 'X'])}_{random.choice(_EXAMPLES)}"

    def needs(self, value: Assignments) -> frozenset[str]:
        """Name what the value is computed from."""
        return frozenset().union(*(assignment.value.needs for assignment in value.each))


def _read(part: str) -> Assignment:
    name, underscore, value = part.partition("_")
    if not underscore or not VARIABLE.fullmatch(name):
        raise ValueRefused
    return Assignment(name[1:], read_expression(pieces(value)))


_EXAMPLES: Final = (
    "200",
    "0.5",
    "2.0",
    "-3",
    "!text!",
    "!a:b!",
    "!!",
    "iw",
    "iw_div_2",
    "initial_width_mul_0.5",
    "ctx:!k!",
    "md:!id!_to_i",
    "current:public_id",
    "16:9",
    "w_add_h_mul_2",
)
