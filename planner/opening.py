"""Opening: which page of a file is drawn, how dense, and how it lies."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from planner.clipping import clip_of, clips
from planner.encoding import flag
from planner.errors import NotRenderedYet, TransformationError
from planner.facts import AssetFacts
from planner.geometry.rounding import exact, side
from planner.language.component import Component
from planner.language.tree import Node, flat
from planner.parameters.angle import ANGLE, IGNORE
from planner.parameters.density import DENSITY
from planner.parameters.flags import FLAGS
from planner.parameters.format import DRAWING
from planner.parameters.page import PAGE, Pages
from planner.plan import Opening

#: Dots an inch that documents are made pixels at unless they are asked for others.
USUAL_DENSITY: Final = 150.0

#: Pixels of an inch in CSS: the density of drawings that are not asked for another.
CSS_DENSITY: Final = 96.0

_DENSITIES: Final = {DRAWING: CSS_DENSITY, "pdf": USUAL_DENSITY}

#: EXIF orientations by which width and height change places.
_SIDEWAYS: Final = range(5, 9)


def at_density(pixels: int, density: float, own: float) -> int:
    """Give a side in pixels at a density, 0 for its own, halves up."""
    return side(pixels * exact(density) / exact(own)) if density else pixels


def opened(nodes: Iterable[Node], facts: AssetFacts) -> tuple[AssetFacts, Opening, bool]:
    """Give an asset as a transformation opens it: its size, the opening, whether it stays lying.

    nodes: with nothing left to decide. Raises TransformationError for a page that is not there,
    NotRenderedYet for several pages of a document, and for what layers open otherwise than as they
    are.
    """
    nodes = tuple(nodes)
    components = tuple(node for node in nodes if isinstance(node, Component))
    _check_inside(node for node in nodes if not isinstance(node, Component))
    clip = clip_of(components, facts)
    pages = _pages([one for one in components if not clips(one)], facts)
    page = pages[0] if len(pages) == 1 and isinstance(pages[0], int) else 0
    several = () if page else pages
    frames = tuple(int(one) for one in several) if facts.animated else ()
    several = () if facts.animated else several
    lying = any(IGNORE in (component.get(ANGLE) or ()) for component in components)
    colours = facts.format == "tiff" and any(flag(one, _COLOURS_ONLY) for one in components)
    own = _DENSITIES.get(facts.format)
    density = _density(components) if own else 0.0
    if not (pages or lying or colours or density or clip):
        return facts, Opening(), False
    width, height = _size(facts, page or _first(several))
    if lying and facts.orientation in _SIDEWAYS:
        width, height = height, width
    if own and density:
        width, height = (at_density(one, density, own) for one in (width, height))
    seen = replace(
        facts,
        width=width,
        height=height,
        pages=len(pages) if pages and facts.animated else facts.pages,
        has_alpha=(facts.has_alpha and not colours)
        or bool(pages and facts.format == _LAYERED)
        or clip is not None,
    )
    opening = Opening(page, density, colours, frames, clip, several)
    return seen, opening, lying


def _first(pages: tuple[int | str, ...]) -> int:
    return next((page for page in pages if isinstance(page, int)), 0)


_COLOURS_ONLY: Final = "ignore_mask_channels"

#: The format whose pages are layers, which show what is below them.
_LAYERED: Final = "psd"

#: Formats of which several pages make one result.
_TOGETHER: Final = frozenset({_LAYERED, "pdf"})


def _pages(components: Iterable[Component], facts: AssetFacts) -> tuple[int | str, ...]:
    """Give the pages, frames or layers asked for: numbers, or names of layers; or none."""
    asked: Pages | None = None
    for component in components:
        asked = component.get(PAGE) or asked
    if asked is None or (asked.everything and (facts.animated or facts.format == _LAYERED)):
        return ()
    if asked.names and facts.format == _LAYERED:
        return asked.names
    numbers = tuple(range(1, facts.pages + 1)) if asked.everything else asked.numbers(facts.pages)
    if not numbers or (len(numbers) > 1 and not (facts.animated or facts.format in _TOGETHER)):
        raise NotRenderedYet(
            "Only one page by its number is drawn yet, several frames of an animation, pages of a "
            "document, and layers by number or name",
            parameter=PAGE.key,
        )
    if (last := max(numbers)) > facts.pages:
        raise TransformationError(
            f"There is no page {last}",
            parameter=PAGE.key,
            expected="1, as there is only one" if facts.pages == 1 else f"1 to {facts.pages}",
        )
    return numbers


def _density(components: Iterable[Component]) -> float:
    density = 0.0
    for component in components:
        density = component.get(DENSITY) or density
    return density


def _size(facts: AssetFacts, page: int) -> tuple[int, int]:
    if page and facts.page_sizes:
        return facts.page_sizes[2 * page - 2], facts.page_sizes[2 * page - 1]
    return facts.width, facts.height


def _check_inside(nodes: Iterable[Node]) -> None:
    """Refuse what would open a layer otherwise than as it is, or an image perhaps so."""
    for component in flat(nodes):
        if clips(component):
            raise NotRenderedYet(
                "Clipping of layers, and inside conditions that only the picture decides, is not "
                "drawn yet",
                parameter=FLAGS.key,
            )
        if component.has(PAGE) or IGNORE in (component.get(ANGLE) or ()):
            raise NotRenderedYet(
                "Pages and orientations of layers, and inside conditions that only the picture "
                "decides, are not drawn yet",
                parameter=PAGE.key if component.has(PAGE) else ANGLE.key,
            )
