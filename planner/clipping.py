"""Clipping: which paths of a file a transformation asks it to be clipped by."""

from collections.abc import Iterable
from typing import Final

from planner.encoding import flag
from planner.errors import TransformationError
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

    Raises TransformationError for a file that cannot have a path.
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
    return Clip(_paths(asked), even_odd=flag(asked, CLIP_EVENODD.name) is not None)


def _paths(component: Component) -> tuple[str | tuple[int, int | None], ...]:
    pages: Pages | None = component.get(PAGE)
    if pages is None:
        return ()
    if pages.everything:
        return ((1, None),)
    if pages.embedded:
        raise TransformationError(
            "A clipping path is not embedded in a file as an object",
            parameter=PAGE.key,
            expected="paths by number or name, such as fl_clip,pg_2 or fl_clip,pg_name:path",
        )
    return pages.names or pages.ranges
