"""Setting: how the words of a text layer are set, from the parameters beside them."""

from collections.abc import Mapping
from typing import Any, Literal

from planner.colour import Colour
from planner.errors import TransformationError
from planner.facts import ContentFacts
from planner.geometry.lengths import Ruler
from planner.geometry.rounding import exact, half_up
from planner.language.quoting import quoted
from planner.layers.setting import BLACK, Stroke, TextSetting
from planner.layers.sources import Text
from planner.layers.styles import TextStyle
from planner.parameters.border import NO_EDGE
from planner.planning.scene import Scene


def setting_of(
    text: Text,
    beside: Mapping[str, Any],
    base: Scene,
    *,
    trimmed: bool,
    font: ContentFacts | None = None,
) -> TextSetting:
    """Give the setting of a text, whose variables are folded.

    beside: the values of its opener, by key. Lengths are measured on the base that the text is
    laid on. font: the stored file that the style names, if it does. Raises TransformationError
    for a background that is no colour.
    """
    style = text.style
    if not isinstance(style, TextStyle):
        raise TypeError(f"{style!r} was not looked up")
    ruler = Ruler(base.size, base.original, exact(base.pixel_ratio))

    def pixels(key: str, axis: Literal["width", "height"]) -> int | None:
        length = beside.get(key)
        return None if length is None else max(half_up(ruler.measure(length, axis)), 1)

    background, edge = beside.get("b"), beside.get("bo") or NO_EDGE
    if background is not None and not isinstance(background, Colour):
        raise TransformationError(
            f"{quoted('b_')} of a text is a colour",
            parameter="b",
            expected="b_ with a colour, such as b_white: words have none at their border to take",
        )
    width = half_up(edge.width * exact(base.pixel_ratio))
    return TextSetting(
        words="".join(str(part) for part in text.words),
        style=style,
        colour=beside.get("co") or BLACK,
        background=background,
        stroke=Stroke(float(width), edge.colour) if style.stroke and width else None,
        max_width=pixels("w", "width"),
        max_height=pixels("h", "height"),
        pixel_ratio=base.pixel_ratio,
        trimmed=trimmed,
        font=font,
    )
