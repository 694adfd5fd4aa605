"""Components: what stands between two slashes, read into typed values and printed again."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, TypeVar

from planner.errors import TransformationError
from planner.expressions.assignments import Assignments
from planner.language.declaration import Declaration
from planner.language.escapes import decoded, encoded
from planner.language.quoting import quoted, shortened
from planner.language.registry import checks, declarations, declared, readings
from planner.language.unsupported import unsupported

T = TypeVar("T")

#: The key of assignments to variables.
ASSIGNMENTS: Final = "$"

#: Components remembered: a path is read once to find where its transformation ends, then again
#: for what it means, and most of them stand in many paths.
_REMEMBERED: Final = 1024


@dataclass(frozen=True, slots=True)
class Component:
    """Parameters and their values, by key in the order of keys; ``raw`` is how it was written."""

    raw: str
    values: tuple[tuple[str, Any], ...]

    def get(self, declaration: Declaration[T]) -> T | None:
        """Give the value of a parameter, or None."""
        for key, value in self.values:
            if key == declaration.key:
                found: T = value
                return found
        return None

    def has(self, *wanted: Declaration[Any]) -> bool:
        """Whether any of these parameters is given."""
        for key, _ in self.values:
            for declaration in wanted:
                if declaration.key == key:
                    return True
        return False

    def with_values(self, values: Mapping[str, Any]) -> "Component":
        """Give this component with other values; it still says how it was written."""
        return Component(self.raw, tuple(sorted(values.items())))

    def without(self, *unwanted: Declaration[Any]) -> "Component":
        """Give this component without some parameters."""
        keys = {declaration.key for declaration in unwanted}
        return Component(self.raw, tuple(pair for pair in self.values if pair[0] not in keys))

    def picked(self, keys: Collection[str]) -> "Component":
        """Give this component with only the parameters of these keys."""
        return Component(self.raw, tuple(pair for pair in self.values if pair[0] in keys))

    def declared(self) -> Iterator[tuple[Declaration[Any], Any]]:
        """Give each parameter's declaration with its value."""
        known = declarations()
        for key, value in self.values:
            yield known[key], value


def compose(values: Mapping[str, Any]) -> Component:
    """Give the component that has these values, by key, in its canonical spelling."""
    known = declarations()
    ordered = tuple(sorted(values.items()))
    return Component(",".join(written(known[key], value) for key, value in ordered), ordered)


def written(declaration: Declaration[T], value: T) -> str:
    """Write a parameter as it stands in a URL."""
    if isinstance(value, Assignments):
        # The commas between assignments are the component's own.
        return ",".join(encoded(assignment.text) for assignment in value.each)
    return encoded(declaration.text(value))


@lru_cache(_REMEMBERED)
def read_component(raw: str) -> Component:
    """Read a component, as percent-encoded as it stands in a URL.

    Of a repeated parameter the last value counts, unless its values unite; commas at the end are
    ignored.
    Raises TransformationError naming the component and the parameter.
    """
    try:
        component = Component(raw, tuple(sorted(_values(raw).items())))
        for check in checks():
            check(component)
    except TransformationError as error:
        raise error.within(shortened(raw)) from error
    return component


def _values(raw: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for part in parts(raw):
        declaration, value = read_parameter(part)
        key = declaration.key
        values[key] = values[key] | value if declaration.cumulative and key in values else value
    for settle in readings():
        settle(values)
    return values


def parts(raw: str) -> list[str]:
    """Split a component at its commas, without those at the end."""
    return raw.rstrip(",").split(",")


def split_parameter(part: str) -> tuple[str, str, str]:
    """Split a parameter into its key, the underscore if there is one, and what follows it.

    The key of all variables is their dollar; what follows is name and value.
    """
    if part[:1] == ASSIGNMENTS:
        return ASSIGNMENTS, "_", part[1:]
    return part.partition("_")


def read_parameter(part: str) -> tuple[Declaration[Any], Any]:
    """Read ``key_value``; gives the key's declaration, and the value.

    Raises TransformationError, without naming the component.
    """
    if not part:
        raise TransformationError("Empty parameter", expected="key_value, between two commas")
    key, underscore, value = split_parameter(part)
    declaration = declared(key)
    if declaration is None and unsupported(key):
        raise TransformationError(f"{quoted(part)} is not supported yet", parameter=shortened(key))
    if declaration is None:
        raise TransformationError(
            f"Unknown parameter {quoted(key)}",
            parameter=shortened(key),
            expected="one of " + ", ".join(declarations()),
        )
    if not underscore:
        raise TransformationError(
            f"Missing value of {declaration.name}",
            parameter=declaration.key,
            expected=declaration.grammar.expected,
        )
    return declaration, declaration.parse(decoded(value))
