"""Flags of layers and of text."""

from typing import Final

from planner.language.flag import Flag
from planner.language.flag_arguments import SPLICE
from planner.language.traits import IMAGE, VIDEO

LAYER_APPLY: Final = Flag(
    name="layer_apply",
    sentence="Lay the layer on here.",
    drawn=True,
    example="l_logo/fl_layer_apply",
)
RELATIVE: Final = Flag(
    name="relative",
    sentence="Decimal sizes are shares of the image below.",
    drawn=True,
    example="l_logo/c_scale,fl_relative,w_0.25/fl_layer_apply",
)
REGION_RELATIVE: Final = Flag(
    name="region_relative",
    sentence="Decimal sizes are shares of the region on which the layer is laid.",
    drawn=True,
    media=IMAGE,
    example="l_logo/c_scale,fl_region_relative,w_0.75/fl_layer_apply,g_face",
)
TILED: Final = Flag(
    name="tiled",
    sentence="Repeat the layer over the whole image.",
    media=IMAGE,
    drawn=True,
    example="l_logo/fl_layer_apply.tiled",
)
CUTTER: Final = Flag(
    name="cutter",
    sentence="Only what the layer covers stays.",
    media=IMAGE,
    drawn=True,
    example="l_logo/fl_cutter.layer_apply",
)
REPLACE_IMAGE: Final = Flag(
    name="replace_image",
    sentence="The layer takes the place of the first image of a document.",
    media=IMAGE,
    drawn=True,
    example="l_logo/fl_layer_apply.replace_image",
)
SPLICED: Final = Flag(
    name="splice",
    sentence="Put the clip behind, or with so_0 before, perhaps with a transition.",
    media=VIDEO,
    takes=SPLICE,
    example="fl_splice:transition_(name_circleopen;du_2.5),l_video:clip/fl_layer_apply",
)
TEXT_DISALLOW_OVERFLOW: Final = Flag(
    name="text_disallow_overflow",
    sentence="Refuse text that does not fit on the image.",
    media=IMAGE,
    drawn=True,
    example="l_text:Arial_40:hi/fl_layer_apply.text_disallow_overflow",
)
TEXT_NO_TRIM: Final = Flag(
    name="text_no_trim",
    sentence="Keep the empty space around text.",
    media=IMAGE,
    drawn=True,
    example="fl_text_no_trim,l_text:Arial_40:hi/fl_layer_apply",
)
