"""Advice: what is allowed, but probably not meant."""

from collections.abc import Iterable, Iterator
from typing import Final

from planner.canonical.delivery import delivery
from planner.canonical.form import simplified
from planner.canonical.idle import without_idle_qualifiers
from planner.canonical.sizes import with_plain_sizes
from planner.language.choices import words
from planner.language.component import Component, compose
from planner.language.declaration import Role
from planner.language.quoting import quoted
from planner.language.tree import Conditional, Node
from planner.parameters.background import BACKGROUND
from planner.parameters.crop import CROP_MODE
from planner.parameters.flags import FLAGS
from planner.parameters.format import FORMAT, Format
from planner.parameters.pixel_ratio import PIXEL_RATIO
from planner.parameters.quality import QUALITY
from planner.parameters.sides import HEIGHT, WIDTH
from planner.transformation import Transformation

_SIZING: Final = frozenset({CROP_MODE.key, WIDTH.key, HEIGHT.key})

#: Flags of layers only.
_LAYERED: Final = words(
    "cutter region_relative relative replace_image splice text_disallow_overflow text_no_trim tiled"
)


def advice(transformation: Transformation) -> tuple[str, ...]:
    """Give warnings as sentences, in the order of the components."""
    found = [sentence for component in transformation.components for sentence in _of(component)]
    return (*found, *_of_flags(transformation.nodes), *_of_delivery(transformation))


def _of(component: Component) -> Iterator[str]:
    working = without_idle_qualifiers(with_plain_sizes(component))
    where = f"in component {quoted(component.raw)}"
    simple = simplified(component)
    painted = [key for key, _ in simple.values] == [BACKGROUND.key]
    portable = painted and _pads(component)
    for declaration, value in component.declared():
        if declaration.role is Role.GLOBAL or (portable and declaration.key in _SIZING):
            continue
        if not working.has(declaration) or working.get(declaration) == ():
            yield f"{declaration.text(value)} has no effect {where}."
    if painted and not portable:
        yield (
            f"A background alone {where} is painted here, but not on every service that reads "
            f"this language; {compose(dict(simple.values)).raw},c_pad,w_1.0 is."
        )


def _pads(component: Component) -> bool:
    """Whether a component is written as padding, which paints a background on every service."""
    mode = component.get(CROP_MODE)
    return mode is not None and BACKGROUND.key in mode.takes


def _of_flags(nodes: Iterable[Node]) -> Iterator[str]:
    """Warn of flags of layers where there is none."""
    for node in nodes:
        match node:
            case Component():
                for name in sorted(
                    _LAYERED.intersection(flag.name for flag in node.get(FLAGS) or ())
                ):
                    yield f"fl_{name} has no effect in component {quoted(node.raw)}: no layer."
            case Conditional():
                yield from _of_flags((*node.nodes, *node.otherwise))


def _of_delivery(transformation: Transformation) -> Iterator[str]:
    asked = [component for component in transformation.components if component.has(PIXEL_RATIO)]
    last = delivery(simplified(component) for component in transformation.components)
    if asked and not last.has(PIXEL_RATIO) and asked[-1].get(PIXEL_RATIO) != PIXEL_RATIO.default:
        yield "dpr has no effect without a width or height in pixels."
    output = last.get(FORMAT)
    if isinstance(output, Format) and last.has(QUALITY) and not output.qualities:
        yield f"q has no effect on {output.name}, which loses nothing."
