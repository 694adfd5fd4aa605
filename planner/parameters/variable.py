"""``$``: variables."""

from dataclasses import dataclass
from typing import Final

from planner.expressions.assignments import AssignmentGrammar, Assignments
from planner.language.declaration import Declaration, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableDeclaration(Declaration[Assignments]):
    """The declaration of all variables: what follows the dollar is name and value."""

    def text(self, value: Assignments) -> str:
        """Give the assignments in their order."""
        return f"{self.key}{self.grammar.text(value)}"


VARIABLE: Final = VariableDeclaration(
    key="$",
    name="variable",
    role=Role.ACTION,
    cumulative=True,
    grammar=AssignmentGrammar(),
    sentence="Give a name to a number, a string or an expression, for what comes after.",
    example="$width_300/c_fill,h_200,w_300",
)
