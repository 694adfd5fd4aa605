"""Flags of video files and streams."""

from typing import Final

from planner.language.declaration import Role
from planner.language.flag import Flag
from planner.language.flag_arguments import LANGUAGE
from planner.language.traits import VIDEO

ALTERNATE: Final = Flag(
    name="alternate",
    sentence="A further audio track, in a language.",
    role=Role.GLOBAL,
    media=VIDEO,
    takes=LANGUAGE,
    example="fl_alternate:lang_en;name_English",
)
HLSV3: Final = Flag(
    name="hlsv3",
    sentence="A stream for players of HLS version 3.",
    role=Role.GLOBAL,
    media=VIDEO,
    example="fl_hlsv3",
)
KEEP_DAR: Final = Flag(
    name="keep_dar",
    sentence="Keep the aspect ratio that the file is shown at.",
    role=Role.GLOBAL,
    media=VIDEO,
    example="fl_keep_dar",
)
MONO: Final = Flag(
    name="mono", sentence="One audio channel.", role=Role.GLOBAL, media=VIDEO, example="fl_mono"
)
NO_STREAM: Final = Flag(
    name="no_stream",
    sentence="Nothing is sent before all is made.",
    role=Role.GLOBAL,
    media=VIDEO,
    example="fl_no_stream",
)
TRUNCATE_TS: Final = Flag(
    name="truncate_ts",
    sentence="Cut the clip off where its shortest track ends.",
    role=Role.GLOBAL,
    media=VIDEO,
    example="fl_truncate_ts",
)
