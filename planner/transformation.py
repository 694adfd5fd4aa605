"""Transformations: what a URL asks to be done, as typed components."""

from dataclasses import dataclass

from planner.errors import TransformationError
from planner.language.component import Component, read_component
from planner.limits import MAXIMUM_COMPONENTS, MAXIMUM_TRANSFORMATION


@dataclass(frozen=True, slots=True)
class Transformation:
    """Components, each working on the result of the one before.

    ``raw`` is the transformation as written, which signatures and strict mode compare;
    `planner.canonical` gives the spelling that all equivalent ones share.
    """

    raw: str
    components: tuple[Component, ...]


def parse(text: str) -> Transformation:
    """Read a transformation, percent-encoded as it stands in a URL; empty components vanish.

    Raises TransformationError naming component, parameter and expectation.
    """
    if len(text) > MAXIMUM_TRANSFORMATION:
        raise TransformationError(
            "The transformation is too long",
            expected=f"at most {MAXIMUM_TRANSFORMATION} characters",
        )
    written = [part for part in text.split("/") if part]
    if len(written) > MAXIMUM_COMPONENTS:
        raise TransformationError(
            "The transformation has too many components", expected=f"at most {MAXIMUM_COMPONENTS}"
        )
    return Transformation(text, tuple(read_component(part) for part in written))


def of_components(components: tuple[Component, ...]) -> Transformation:
    """Give the transformation that these components make."""
    return Transformation("/".join(component.raw for component in components), components)
