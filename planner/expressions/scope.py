"""The scope: what is known where an expression stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from planner.errors import TransformationError
from planner.expressions.values import Value


def _unknown(name: str, key: str) -> Value | None:
    del name, key
    return None


@dataclass(frozen=True, slots=True)
class Scope:
    """Variables by name, without their ``$``, and what the image can be asked.

    A variable that is None is defined, but its value is not known yet. ``measure`` gives a
    characteristic such as ``w``, or ``ctx`` with a key; None where it is not known yet.
    ``doubtful`` variables are defined only where conditions hold that are not decided yet.
    """

    variables: Mapping[str, Value | None] = field(default_factory=lambda: MappingProxyType({}))
    measure: Callable[[str, str], Value | None] = _unknown
    doubtful: frozenset[str] = frozenset()

    def known(self, word: str, key: str = "") -> Value | None:
        """Give what ``$name``, a characteristic, or a characteristic with a key comes to.

        None where it is not known yet. Raises TransformationError for an undefined variable.
        """
        if not word.startswith("$"):
            return self.measure(word, key)
        name = word[1:]
        if name not in self.variables:
            raise TransformationError(
                f"Undefined variable {word}", expected=f"{word}_value in an earlier component"
            )
        return self.variables[name]

    def defines(self, name: str) -> bool | None:
        """Whether a variable is defined; None where that is not known yet."""
        if name in self.doubtful:
            return None
        return name in self.variables

    def with_variable(self, name: str, value: Value | None) -> "Scope":
        """Give the scope after an assignment."""
        variables = {**self.variables, name: value}
        return replace(self, variables=variables, doubtful=self.doubtful - {name})

    def joined(self, other: "Scope") -> "Scope":
        """Give the scope after a condition that led either here or there."""
        one, two = self.variables, other.variables
        variables = {
            name: one[name] if name in one and name in two and one[name] == two[name] else None
            for name in (*one, *two)
        }
        doubtful = self.doubtful | other.doubtful | (one.keys() ^ two.keys())
        return replace(self, variables=variables, doubtful=frozenset(doubtful))
