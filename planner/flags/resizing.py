"""Flags of a resize."""

from typing import Final

from planner.language.flag import Flag

IGNORE_ASPECT_RATIO: Final = Flag(
    name="ignore_aspect_ratio",
    sentence="A side that is not given stays as it is.",
    drawn=True,
    example="c_scale,fl_ignore_aspect_ratio,h_150",
)
NO_OVERFLOW: Final = Flag(
    name="no_overflow",
    sentence="The image is never enlarged; the canvas never grows by a layer.",
    drawn=True,
    example="c_fit,fl_no_overflow,w_400",
)
