"""Opening: which page of a file is drawn, how dense, and how it lies."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from planner.clipping import clip_of, clips
from planner.encoding import flag
from planner.errors import NotRenderedYet, TransformationError
from planner.facts import DOCUMENTS, AssetFacts
from planner.geometry.rounding import exact, side
from planner.language.component import Component
from planner.language.quoting import shortened
from planner.language.tree import Conditional, Node
from planner.parameters.angle import ANGLE, IGNORE
from planner.parameters.density import DENSITY
from planner.parameters.format import DRAWING
from planner.parameters.page import PAGE, Pages
from planner.source_views import AS_IT_IS, Opening

#: Dots an inch that documents are made pixels at unless they are asked for others.
USUAL_DENSITY: Final = 150.0

#: Pixels of an inch in CSS: the density of drawings that are not asked for another.
CSS_DENSITY: Final = 96.0

#: Dots an inch of the formats that are made pixels, where no other is asked for.
DENSITIES: Final = {DRAWING: CSS_DENSITY, "pdf": USUAL_DENSITY}

#: EXIF orientations by which width and height change places.
_SIDEWAYS: Final = range(5, 9)

#: The format whose pages are layers, which show what is below them.
_LAYERED: Final = "psd"

_COLOURS_ONLY: Final = "ignore_mask_channels"


def at_density(pixels: int, density: float, own: float) -> int:
    """Give a side in pixels at a density, 0 for its own, halves up."""
    return side(pixels * exact(density) / exact(own)) if density else pixels


def opened(nodes: Iterable[Node], facts: AssetFacts) -> tuple[AssetFacts, Opening]:
    """Give an asset as a transformation opens it: its size, and the opening.

    nodes: with nothing left to decide but by the picture, of the asset itself or of a layer that
    shows it; what is inside layers among them opens others. Raises TransformationError for a page
    that is not there, and for what would have to wait for the picture that it opens.
    """
    nodes = tuple(nodes)
    components = tuple(node for node in nodes if isinstance(node, Component))
    _check_waiting(nodes)
    clip = clip_of(components, facts)
    pages = _pages([one for one in components if not clips(one)], facts)
    page = pages[0] if len(pages) == 1 and isinstance(pages[0], int) else 0
    several = () if page else pages
    frames = tuple(int(one) for one in several) if facts.animated else ()
    several = () if facts.animated else several
    lying = any(IGNORE in (component.get(ANGLE) or ()) for component in components)
    colours = facts.format == "tiff" and any(flag(one, _COLOURS_ONLY) for one in components)
    density = _density(components) if facts.format in DENSITIES else 0.0
    if not (pages or lying or colours or density or clip):
        return facts, AS_IT_IS
    opening = Opening(page, density, colours, frames, clip, several, lying)
    seen = replace(
        facts,
        pages=len(pages) if pages and facts.animated else facts.pages,
        has_alpha=(facts.has_alpha and not colours)
        or bool(pages and facts.format == _LAYERED)
        or clip is not None,
    )
    return turned_to(seen, opening, page or _first(several)), opening


def turned_to(facts: AssetFacts, opening: Opening, page: int) -> AssetFacts:
    """Give an asset with the size that one of its pages has as it is opened; 0 for its first."""
    width, height = facts.width, facts.height
    if page and facts.page_sizes:
        width, height = facts.page_sizes[2 * page - 2], facts.page_sizes[2 * page - 1]
    if opening.lying and facts.orientation in _SIDEWAYS:
        width, height = height, width
    if opening.density:
        own = DENSITIES[facts.format]
        width, height = (at_density(one, opening.density, own) for one in (width, height))
    return replace(facts, width=width, height=height)


def _first(pages: tuple[int | str, ...]) -> int:
    return next((page for page in pages if isinstance(page, int)), 0)


def _pages(components: Iterable[Component], facts: AssetFacts) -> tuple[int | str, ...]:
    """Give the pages, frames or layers asked for: numbers, or names of layers; or none."""
    asked: Pages | None = None
    for component in components:
        asked = component.get(PAGE) or asked
    if asked is None or (asked.everything and (facts.animated or facts.format == _LAYERED)):
        return ()
    if asked.embedded:
        _check_embedding(facts)
    if asked.names:
        _check_naming(facts)
        return asked.names
    numbers = tuple(range(1, facts.pages + 1)) if asked.everything else asked.numbers(facts.pages)
    if (last := max(numbers)) > facts.pages:
        raise TransformationError(
            f"There is no page {last}",
            parameter=PAGE.key,
            expected="1, as there is only one" if facts.pages == 1 else f"1 to {facts.pages}",
        )
    return numbers if facts.pages > 1 else numbers[:1]


def _check_embedding(facts: AssetFacts) -> None:
    """Refuse what is embedded in a file: of drawings it is understood, of others it is none."""
    if facts.format == _LAYERED:
        raise NotRenderedYet("What is embedded in a drawing is not drawn yet", parameter=PAGE.key)
    raise TransformationError(
        f"Nothing that pg_embedded shows is embedded in a file of the format {facts.format}",
        parameter=PAGE.key,
        expected="a page by its number",
    )


def _check_naming(facts: AssetFacts) -> None:
    """Refuse names of pages, but for layers: those of documents have become numbers by now."""
    if facts.format == _LAYERED:
        return
    if facts.format in DOCUMENTS:
        raise NotRenderedYet(
            "What the pages of this document are called is not known", parameter=PAGE.key
        )
    raise TransformationError(
        f"Nothing in a file of the format {facts.format} has a name",
        parameter=PAGE.key,
        expected="a page by its number",
    )


def _density(components: Iterable[Component]) -> float:
    density = 0.0
    for component in components:
        density = component.get(DENSITY) or density
    return density


def _check_waiting(nodes: Iterable[Node]) -> None:
    """Refuse to open a page by what only the picture tells; no condition guards the rest of it."""
    for component in _waiting(nodes, inside=False):
        if component.has(PAGE):
            raise TransformationError(
                "A page is opened before what only its picture tells is known",
                component=shortened(component.raw),
                parameter=PAGE.key,
                expected="pg_ outside of a condition on w, h or ar behind e_trim or another size "
                "that is not known before",
            )


def _waiting(nodes: Iterable[Node], *, inside: bool) -> Iterator[Component]:
    """Give the components that wait for a condition; those of layers open other files."""
    for node in nodes:
        match node:
            case Component():
                if inside:
                    yield node
            case Conditional():
                yield from _waiting((*node.nodes, *node.otherwise), inside=True)
