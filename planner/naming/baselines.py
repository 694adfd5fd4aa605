"""Baselines: named transformations whose result is kept in a format of its own."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from planner.errors import TransformationError
from planner.language.component import Component
from planner.language.grammar import Plain
from planner.language.quoting import shortened
from planner.naming.names import NameGrammar

KEY: Final = "bl"

_NAMES: Final = NameGrammar()
_FORMAT: Final = "f"
_ASSIGNMENTS: Final = "$"


@dataclass(frozen=True, slots=True)
class Baseline:
    """A name that is not looked up yet, or the definition that was found under it."""

    name: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class BaselineGrammar(Plain):
    """A name; in parentheses, as no name is, stands what it was found to mean."""

    expected: str = _NAMES.expected

    def parse(self, text: str) -> Baseline:
        """Read a value."""
        if text.startswith("(") and text.endswith(")") and len(text) > len("()"):
            return Baseline(definition=text[1:-1])
        return Baseline(_NAMES.parse(text))

    def text(self, value: Baseline) -> str:
        """Give the canonical spelling."""
        return f"({value.definition})" if value.definition else value.name

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return _NAMES.spell(random)


def check_baselines(
    components: Sequence[Component], read: Callable[[str], Iterable[Component]]
) -> None:
    """Refuse a baseline that is not first, or that cannot be kept by itself.

    read: gives the components of a definition. Raises TransformationError.
    """
    for place, component in enumerate(components):
        baseline = component.given.get(KEY)
        if baseline is None:
            continue
        if place:
            raise _refused(component, "A baseline is not the first component", "bl_ before all")
        if baseline.definition:
            _check_definition(component, tuple(read(baseline.definition)))


def _check_definition(used: Component, components: tuple[Component, ...]) -> None:
    formats = [each.given[_FORMAT] for each in components if _FORMAT in each.given]
    if not formats or formats[-1].name.partition(":")[0] == "auto":
        raise _refused(
            used, "A baseline's transformation names no format", "f_ with a format, not auto, in it"
        )
    if any(KEY in each.given for each in components):
        raise _refused(used, "A baseline within a baseline", "a transformation without bl_")
    defined: set[str] = set()
    for component in components:
        for declaration, value in component.declared():
            missing = sorted(
                name
                for name in declaration.grammar.needs(value)
                if name.startswith(_ASSIGNMENTS) and name[1:] not in defined
            )
            if missing and declaration.key != "if":
                raise _refused(
                    used,
                    f"A baseline's transformation reads {missing[0]}, which it does not define",
                    f"{missing[0]}_value in it",
                )
            if declaration.key == _ASSIGNMENTS:
                defined |= {assignment.name for assignment in value.each}


def _refused(component: Component, message: str, expected: str) -> TransformationError:
    return TransformationError(
        message, component=shortened(component.raw), parameter=KEY, expected=expected
    )
