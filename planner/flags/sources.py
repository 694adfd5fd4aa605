"""Flags of how a source is read."""

from typing import Final

from planner.language.declaration import Role
from planner.language.flag import Flag
from planner.language.traits import IMAGE, VIDEO

CLIP: Final = Flag(
    name="clip",
    sentence="Keep what the file's clipping path encloses.",
    role=Role.ACTION,
    media=IMAGE,
    example="fl_clip,pg_name:path",
    drawn=True,
)
CLIP_EVENODD: Final = Flag(
    name="clip_evenodd",
    sentence="As clip, by the even-odd rule.",
    role=Role.ACTION,
    media=IMAGE,
    example="fl_clip_evenodd",
    drawn=True,
)
RASTERIZE: Final = Flag(
    name="rasterize",
    sentence="Deliver a drawing as pixels.",
    role=Role.GLOBAL,
    media=IMAGE,
    example="fl_rasterize",
    drawn=True,
)
SANITIZE: Final = Flag(
    name="sanitize",
    sentence="Leave scripts out of an SVG, as is always done.",
    role=Role.GLOBAL,
    media=IMAGE,
    example="fl_sanitize",
    drawn=True,
)
WAVEFORM: Final = Flag(
    name="waveform",
    sentence="Draw the sound, in the colours of co and b.",
    role=Role.ACTION,
    media=VIDEO,
    example="co_white,fl_waveform",
)
