"""Clipping: which path of a file a transformation asks it to be clipped by."""

from collections.abc import Iterable
from typing import Final

from planner.encoding import flag
from planner.errors import NotRenderedYet, TransformationError
from planner.facts import AssetFacts
from planner.flags.sources import CLIP, CLIP_EVENODD
from planner.language.component import Component
from planner.parameters.flags import FLAGS
from planner.parameters.page import PAGE, Pages
from planner.source_views import Clip

#: Formats that keep paths beside their pixels.
_WITH_PATHS: Final = frozenset({"jpg", "psd", "tiff"})


def clips(component: Component) -> bool:
    """Whether a component clips: then its pages are paths."""
    return any(flag(component, name) for name in (CLIP.name, CLIP_EVENODD.name))


def clip_of(components: Iterable[Component], facts: AssetFacts) -> Clip | None:
    """Give how an asset is clipped, wherever that is asked for; the last that asks is heard.

    Raises TransformationError for a file that cannot have a path, NotRenderedYet for several.
    """
    asked = next((one for one in reversed(tuple(components)) if clips(one)), None)
    if asked is None:
        return None
    if facts.format not in _WITH_PATHS:
        raise TransformationError(
            f"A file of the format {facts.format} has no clipping path",
            parameter=FLAGS.key,
            expected="fl_clip of an original in " + ", ".join(sorted(_WITH_PATHS)),
        )
    return Clip(_path(asked), even_odd=flag(asked, CLIP_EVENODD.name) is not None)


def _path(component: Component) -> str | int:
    pages: Pages | None = component.get(PAGE)
    if pages is None:
        return 0
    if len(pages.names) == 1:
        return pages.names[0]
    if pages.ranges:
        first, last = pages.ranges[0]
        if len(pages.ranges) == 1 and first == last:
            return first
    raise NotRenderedYet(
        "An image is clipped by one path yet, by its name or number", parameter=PAGE.key
    )
