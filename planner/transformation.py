"""Transformations: what a URL asks to be done, as a tree of typed components."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from planner.errors import TransformationError
from planner.language.blocks import in_blocks
from planner.language.component import Component, read_component
from planner.language.guarded import check_guarded
from planner.language.tree import Node, flat, spelled
from planner.layers.checks import check_layers
from planner.limits import MAXIMUM_COMPONENTS, MAXIMUM_TRANSFORMATION
from planner.naming.baselines import check_baselines
from planner.naming.definitions import Definitions
from planner.naming.expansion import expanded


@dataclass(frozen=True, slots=True)
class Transformation:
    """Components and blocks of them, each working on the result of the one before.

    ``raw`` is the transformation as written, which signatures and strict mode compare;
    `planner.canonical` gives the spelling that all equivalent ones share.
    """

    raw: str
    nodes: tuple[Node, ...]

    @property
    def components(self) -> tuple[Component, ...]:
        """All components in their order, of all layers, and of every branch of conditions."""
        return tuple(flat(self.nodes))


def parse(text: str, *, definitions: Definitions | None = None) -> Transformation:
    """Read a transformation, percent-encoded as it stands in a URL; empty components vanish.

    definitions: of named transformations, which are put in the place of their names; without them
    names stay as they are, and can be spelled but not drawn.
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
    if definitions is not None:
        written = expanded(written, definitions)
    return _read(text, written, parse)


def reread(text: str) -> Transformation:
    """Read a transformation as a derivation has written it.

    What is known of an asset is written into it, which may be longer than what anybody may ask
    for. Raises TransformationError for what this release cannot read.
    """
    return _read(text, [part for part in text.split("/") if part], reread)


def _read(
    text: str, written: Iterable[str], definition_of: Callable[[str], Transformation]
) -> Transformation:
    components = [read_component(part) for part in written]
    check_baselines(components, lambda definition: definition_of(definition).components)
    nodes = in_blocks(components)
    check_guarded(nodes)
    check_layers(nodes)
    return Transformation(text, nodes)


def of_nodes(nodes: Iterable[Node]) -> Transformation:
    """Give the transformation that these nodes make."""
    nodes = tuple(nodes)
    return Transformation("/".join(spelled(nodes)), nodes)


def of_components(components: tuple[Component, ...]) -> Transformation:
    """Give the transformation that these components make, one after the other."""
    return Transformation("/".join(component.raw for component in components), components)
