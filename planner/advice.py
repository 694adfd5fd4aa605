"""Advice: what is allowed, but probably not meant."""

from collections.abc import Iterator

from planner.canonical.delivery import delivery
from planner.canonical.form import simplified
from planner.canonical.idle import without_idle_qualifiers
from planner.canonical.sizes import with_plain_sizes
from planner.language.component import Component, compose
from planner.language.declaration import Role
from planner.language.quoting import quoted
from planner.parameters.background import BACKGROUND
from planner.parameters.format import FORMAT, Format
from planner.parameters.pixel_ratio import PIXEL_RATIO
from planner.parameters.quality import QUALITY
from planner.transformation import Transformation


def advice(transformation: Transformation) -> tuple[str, ...]:
    """Give warnings as sentences, in the order of the components."""
    found = [sentence for component in transformation.components for sentence in _of(component)]
    return (*found, *_of_delivery(transformation))


def _of(component: Component) -> Iterator[str]:
    working = without_idle_qualifiers(with_plain_sizes(component))
    where = f"in component {quoted(component.raw)}"
    for declaration, value in component.declared():
        if declaration.role is not Role.GLOBAL and not working.has(declaration):
            yield f"{declaration.text(value)} has no effect {where}."
    simple = simplified(component)
    if [key for key, _ in simple.values] == [BACKGROUND.key]:
        yield (
            f"A background alone {where} is painted here, but not on every service that reads "
            f"this language; {compose(dict(simple.values)).raw},c_pad,w_1.0 is."
        )


def _of_delivery(transformation: Transformation) -> Iterator[str]:
    asked = [component for component in transformation.components if component.has(PIXEL_RATIO)]
    last = delivery(simplified(component) for component in transformation.components)
    if asked and not last.has(PIXEL_RATIO) and asked[-1].get(PIXEL_RATIO) != PIXEL_RATIO.default:
        yield "dpr has no effect without a width or height in pixels."
    output = last.get(FORMAT)
    if isinstance(output, Format) and last.has(QUALITY) and not output.qualities:
        yield f"q has no effect on {output.name}, which loses nothing."
