"""The tree of a transformation: components, and the blocks that conditions and layers make."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.conditions.condition import Condition
from planner.language.component import Component
from planner.language.escapes import encoded


@dataclass(frozen=True, slots=True)
class Conditional:
    """Nodes that are drawn where a condition holds, and those that are drawn where not.

    ``raw`` is the component that the condition was written in.
    """

    raw: str
    condition: Condition
    nodes: "tuple[Node, ...]"
    otherwise: "tuple[Node, ...]" = ()


@dataclass(frozen=True, slots=True)
class LayerBlock:
    """A layer: the component that opens it, those that transform it, and the one that applies it.

    Where ``closer`` is None the opener is self-closing: all that concerns the layer and its place
    stands in it.
    """

    opener: Component
    inner: "tuple[Node, ...]" = ()
    closer: Component | None = None


Node = Component | Conditional | LayerBlock


def flat(nodes: Iterable[Node]) -> Iterator[Component]:
    """Give all components of a tree in their order, of every branch of every condition."""
    for node in nodes:
        match node:
            case Component():
                yield node
            case Conditional():
                yield from flat(node.nodes)
                yield from flat(node.otherwise)
            case LayerBlock():
                yield node.opener
                yield from flat(node.inner)
                if node.closer is not None:
                    yield node.closer


def spelled(nodes: Iterable[Node]) -> Iterator[str]:
    """Write nodes as components, conditions with their ends."""
    for node in nodes:
        match node:
            case Component():
                yield node.raw
            case Conditional():
                yield f"if_{encoded(node.condition.text)}"
                yield from spelled(node.nodes)
                if node.otherwise:
                    yield "if_else"
                    yield from spelled(node.otherwise)
                yield "if_end"
            case LayerBlock():
                yield node.opener.raw
                yield from spelled(node.inner)
                if node.closer is not None:
                    yield node.closer.raw
