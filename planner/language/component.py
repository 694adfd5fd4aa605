"""Components: what stands between two slashes, read into typed values and printed again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, TypeVar

from planner.errors import TransformationError
from planner.expressions.assignments import Assignments
from planner.language.declaration import Declaration
from planner.language.escapes import decoded, encoded
from planner.language.quoting import quoted, shortened
from planner.language.registry import checks, declarations, named, readings
from planner.language.unsupported import unsupported

T = TypeVar("T")

#: The key of assignments to variables.
ASSIGNMENTS: Final = "$"

#: Components remembered: a path is read once to find where its transformation ends, then again
#: for what it means, and most of them stand in many paths.
_REMEMBERED: Final = 1024


@dataclass(frozen=True, slots=True)
class Component:
    """Parameters and their values, by key in the order of keys; ``raw`` is how it was written.

    ``given`` finds a value by its key.
    """

    raw: str
    values: tuple[tuple[str, Any], ...]
    given: Mapping[str, Any] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make the values easy to find: they are asked for far more often than they change."""
        object.__setattr__(self, "given", dict(self.values))

    def get(self, declaration: Declaration[T]) -> T | None:
        """Give the value of a parameter, or None."""
        return self.given.get(declaration.key)

    def has(self, *wanted: Declaration[Any]) -> bool:
        """Whether any of these parameters is given."""
        for declaration in wanted:  # noqa: SIM110 - half the time of any()
            if declaration.key in self.given:
                return True
        return False

    def with_values(self, values: Mapping[str, Any]) -> "Component":
        """Give this component with other values; it still says how it was written."""
        if values == self.given:
            return self
        return Component(self.raw, tuple(sorted(values.items())))

    def without(self, *unwanted: Declaration[Any]) -> "Component":
        """Give this component without some parameters."""
        keys = {declaration.key for declaration in unwanted}
        if keys.isdisjoint(self.given):
            return self
        return Component(self.raw, tuple(pair for pair in self.values if pair[0] not in keys))

    def picked(self, keys: Collection[str]) -> "Component":
        """Give this component with only the parameters of these keys."""
        return Component(self.raw, tuple(pair for pair in self.values if pair[0] in keys))

    def spelled(self) -> "Component":
        """Give this component in its canonical spelling."""
        raw = _spelling(self.values)
        return self if raw == self.raw else Component(raw, self.values)

    def declared(self) -> list[tuple[Declaration[Any], Any]]:
        """Give each parameter's declaration with its value."""
        known = declarations()
        return [(known[key], value) for key, value in self.values]


def compose(values: Mapping[str, Any]) -> Component:
    """Give the component that has these values, by key, in its canonical spelling."""
    ordered = tuple(sorted(values.items()))
    return Component(_spelling(ordered), ordered)


def _spelling(values: tuple[tuple[str, Any], ...]) -> str:
    known = declarations()
    return ",".join(
        [
            _assignments(value) if key == ASSIGNMENTS else encoded(known[key].text(value))
            for key, value in values
        ]
    )


def _assignments(value: Assignments) -> str:
    """Write assignments; the commas between them are the component's own."""
    return ",".join(encoded(assignment.text) for assignment in value.each)


@lru_cache(_REMEMBERED)
def read_component(raw: str) -> Component:
    """Read a component, as percent-encoded as it stands in a URL.

    Of a repeated parameter the last value counts, unless its values unite; commas at the end are
    ignored.
    Raises TransformationError naming the component and the parameter.
    """
    try:
        component = Component(raw, tuple(sorted(_values(raw).items())))
        check_component(component)
    except TransformationError as error:
        raise error.within(shortened(raw)) from error
    return component


def check_component(component: Component) -> None:
    """Refuse what cannot be combined in a component. Raises TransformationError."""
    for concerned, check in checks():
        if not concerned.isdisjoint(component.given):
            check(component)


def _values(raw: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for part in parts(raw):
        declaration, value = read_parameter(part)
        key = declaration.key
        values[key] = values[key] | value if declaration.cumulative and key in values else value
    for concerned, settle in readings():
        if not concerned.isdisjoint(values):
            settle(values)
    return values


def parts(raw: str) -> list[str]:
    """Split a component at its commas, without those at the end."""
    return raw.rstrip(",").split(",")


def split_parameter(part: str) -> tuple[str, str, str]:
    """Split a parameter into its key, the underscore if there is one, and what follows it.

    The key of all variables is their dollar; what follows is name and value.
    """
    if part.startswith(ASSIGNMENTS):
        return ASSIGNMENTS, "_", part[1:]
    return part.partition("_")


def read_parameter(part: str) -> tuple[Declaration[Any], Any]:
    """Read ``key_value``; gives the key's declaration, and the value.

    Raises TransformationError, without naming the component.
    """
    if not part:
        raise TransformationError("Empty parameter", expected="key_value, between two commas")
    key, underscore, value = split_parameter(part)
    declaration = named().get(key)
    if declaration is None:
        raise _unknown(part, key)
    if not underscore:
        raise TransformationError(
            f"Missing value of {declaration.name}",
            parameter=declaration.key,
            expected=declaration.grammar.expected,
        )
    try:
        return declaration, declaration.parse(decoded(value) if "%" in value else value)
    except TransformationError as error:
        raise error.within("", declaration.key) from error


def _unknown(part: str, key: str) -> TransformationError:
    if unsupported(key):
        return TransformationError(f"{quoted(part)} is not supported yet", parameter=shortened(key))
    return TransformationError(
        f"Unknown parameter {quoted(key)}",
        parameter=shortened(key),
        expected="one of " + ", ".join(declarations()),
    )
