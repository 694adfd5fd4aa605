"""Expansion: named transformations replaced by their definitions, where they stand.

It is done with the text, before anything is read: a definition may hold any part of a
transformation, one end of a layer or of a condition too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from planner.errors import ReferenceNotFound, TransformationError
from planner.extensions import EXTENSIONS
from planner.language.component import parts
from planner.language.escapes import decoded, encoded
from planner.language.quoting import quoted, shortened
from planner.limits import MAXIMUM_COMPONENTS, MAXIMUM_TRANSFORMATION
from planner.naming.baselines import KEY as BASELINE_KEY
from planner.naming.closing import Edge, closed
from planner.naming.definitions import Definitions
from planner.parameters.named import NAMED

#: How deep definitions may use others.
MAXIMUM_DEPTH: Final = 10

#: How a named transformation and a baseline begin.
NAMED_PREFIX: Final = f"{NAMED.key}_"
BASELINE_PREFIX: Final = f"{BASELINE_KEY}_"

#: Beginnings of parameters that are read before a named transformation in their component.
_EARLIER: Final = "$"

#: Beginnings of parameters beside which a named transformation has no place.
_APART: Final = ("if_", "l_", "u_", "bl_", "fl_layer_apply", "t_")


def expanded(written: Sequence[str], definitions: Definitions) -> list[str]:
    """Give components, as written, with definitions in the place of names.

    Beside other parameters a named transformation comes first, after assignments to variables;
    a definition that ends with an extension begins with that format, and conditions that it leaves
    open end with it, unless what ends them comes later. Raises ReferenceNotFound for
    a name without a definition, TransformationError for definitions that use one another in a
    circle, too deeply, or that become too long.
    """
    if not any(
        NAMED_PREFIX in component or component.startswith(BASELINE_PREFIX) for component in written
    ):
        return list(written)
    return closed(tuple(_Expansion(definitions).of(written, ())))


@dataclass(slots=True)
class _Expansion:
    """One expansion: it counts what it has made, so that definitions cannot explode."""

    definitions: Definitions
    used: int = 0
    components: int = 0
    characters: int = 0

    def of(self, written: Sequence[str], within: tuple[str, ...]) -> Iterator[str | Edge]:
        for component in written:
            named = [part for part in parts(component) if part.startswith(NAMED_PREFIX)]
            if not named:
                yield self._counted(self._kept(component, within))
                continue
            try:
                before, after = _around(component, named)
                texts = [text for part in named for text in self._named(part, within)]
            except TransformationError as error:
                raise error.within(shortened(component)) from error
            if before:
                yield self._counted(before)
            yield from texts
            if after:
                yield self._counted(after)

    def _kept(self, component: str, within: tuple[str, ...]) -> str:
        """Write into a baseline what its name means; give other components as they are."""
        (first, *others) = parts(component)
        if others or not first.startswith(BASELINE_PREFIX):
            return component
        try:
            name = decoded(first.removeprefix(BASELINE_PREFIX))
            if "(" in name:
                return component
            inner = closed(tuple(self.of(of_definition(self._definition(name)), (*within, name))))
            return BASELINE_PREFIX + encoded(f"{name}({'/'.join(inner)})")
        except TransformationError as error:
            raise error.within(shortened(component)) from error

    def _named(self, part: str, within: tuple[str, ...]) -> Iterator[str | Edge]:
        for name in self._names(NAMED.parse(decoded(part.removeprefix(NAMED_PREFIX)))):
            if name in within:
                circle = " > ".join((*within[within.index(name) :], name))
                raise _refused(f"Named transformations use one another in a circle: {circle}")
            if len(within) >= MAXIMUM_DEPTH:
                raise _refused(f"Named transformations are nested more than {MAXIMUM_DEPTH} deep")
            self.used += 1
            if self.used > MAXIMUM_COMPONENTS:
                raise _refused(f"More than {MAXIMUM_COMPONENTS} named transformations are used")
            yield Edge.BEGIN
            yield from self.of(of_definition(self._definition(name)), (*within, name))
            yield Edge.END

    def _names(self, written: str) -> list[str]:
        """Give one name, or those that the dots separate where the whole is none."""
        if self.definitions.get(written) is not None:
            return [written]
        return written.split(".") if all(written.split(".")) else [written]

    def _definition(self, name: str) -> str:
        definition = self.definitions.get(name)
        if definition is None:
            raise _unknown(name)
        return definition

    def _counted(self, component: str) -> str:
        self.components += 1
        self.characters += len(component) + 1
        if self.components > MAXIMUM_COMPONENTS or self.characters > MAXIMUM_TRANSFORMATION:
            raise TransformationError(
                "The transformation has too many components once its names are expanded",
                parameter=NAMED.key,
                expected=(f"at most {MAXIMUM_COMPONENTS}, and {MAXIMUM_TRANSFORMATION} characters"),
            )
        return component


def _around(component: str, named: list[str]) -> tuple[str, str]:
    """Give what of a component is done before its named transformation, and what after."""
    others = [part for part in parts(component) if part not in named]
    for part in others:
        if part.startswith(_APART):
            raise TransformationError(
                f"A named transformation cannot stand beside {quoted(part)}",
                parameter=NAMED.key,
                expected=f"{named[0]} in a component of its own",
            )
    before = [part for part in others if part.startswith(_EARLIER)]
    after = [part for part in others if not part.startswith(_EARLIER)]
    return ",".join(before), ",".join(after)


def of_definition(definition: str) -> list[str]:
    """Split a definition; an extension at its end is the format that it begins with."""
    components = [component for component in definition.split("/") if component]
    if components and components[-1].lower() in EXTENSIONS:
        return [f"f_{components[-1].lower()}", *components[:-1]]
    return components


def _refused(message: str) -> TransformationError:
    return TransformationError(message, parameter=NAMED.key, expected="definitions that end")


def _unknown(name: str) -> ReferenceNotFound:
    return ReferenceNotFound(f"Unknown transformation {shortened(name)}", parameter=NAMED.key)
