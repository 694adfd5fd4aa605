"""Baselines: named transformations whose result is kept in a format of its own."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from planner.errors import TransformationError
from planner.language.component import Component
from planner.language.escapes import encoded
from planner.language.grammar import Plain
from planner.language.quoting import quoted, shortened
from planner.naming.names import NameGrammar

KEY: Final = "bl"

_NAMES: Final = NameGrammar()
_FORMAT: Final = "f"
_ASSIGNMENTS: Final = "$"


@dataclass(frozen=True, slots=True)
class Baseline:
    """A name that is not looked up yet, or the definition that was found under it.

    With a definition the name makes no difference: it only says what was written.
    """

    name: str = ""
    definition: str = ""

    def __eq__(self, other: object) -> bool:
        """Whether it means the same."""
        if not isinstance(other, Baseline):
            return NotImplemented
        return self._meaning == other._meaning

    def __hash__(self) -> int:
        """Hash what it means."""
        return hash(self._meaning)

    @property
    def _meaning(self) -> tuple[str, str]:
        return ("" if self.definition else self.name), self.definition


@dataclass(frozen=True, slots=True)
class BaselineGrammar(Plain):
    """A name; in parentheses, as in no name, stands what it was found to mean."""

    expected: str = _NAMES.expected

    def parse(self, text: str) -> Baseline:
        """Read a value."""
        name, parenthesis, definition = text.partition("(")
        if parenthesis and definition.endswith(")") and len(definition) > 1:
            return Baseline(_NAMES.parse(name) if name else "", definition[:-1])
        return Baseline(_NAMES.parse(text))

    def text(self, value: Baseline) -> str:
        """Give the canonical spelling."""
        return f"({value.definition})" if value.definition else value.name

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return _NAMES.spell(random)


def written_baseline(baseline: Baseline) -> str:
    """Give a baseline as it was written, as far as that is known."""
    return f"{KEY}_{encoded(baseline.name or f'({baseline.definition})')}"


def blamed(error: TransformationError, baseline: Baseline) -> TransformationError:
    """Give an error in a definition as one of the baseline that stands for it."""
    if error.component:
        error.message += f" ({quoted(error.component)} of its definition)"
    error.component = shortened(written_baseline(baseline))
    return error


def check_baselines(
    components: Sequence[Component], read: Callable[[str], Iterable[Component]]
) -> None:
    """Refuse a baseline that is not first, or that cannot be kept by itself.

    read: gives the components of a definition. Raises TransformationError naming the baseline.
    """
    for place, component in enumerate(components):
        baseline = component.given.get(KEY)
        if baseline is None:
            continue
        if place:
            raise _refused(component, "A baseline is not the first component", "bl_ before all")
        if baseline.definition:
            try:
                definition = tuple(read(baseline.definition))
            except TransformationError as error:
                raise blamed(error, baseline) from error
            _check_definition(component, definition)


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
    named = shortened(written_baseline(component.given[KEY]))
    return TransformationError(message, component=named, parameter=KEY, expected=expected)
