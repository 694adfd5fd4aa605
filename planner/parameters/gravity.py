"""``g``: which part of the image matters, when a part must go or a place be chosen."""

from typing import Final

from planner.language.choices import Choice, Option, words
from planner.language.declaration import Declaration, Role

NORTH_WEST: Final = Option("north_west", "The top left corner.")
CENTER: Final = Option("center", "The middle.")
XY_CENTER: Final = Option("xy_center", "The point x, y of the image, in the middle of the crop.")

GRAVITY: Final = Declaration(
    key="g",
    name="gravity",
    role=Role.QUALIFIER,
    qualifies=("c",),
    grammar=Choice(
        prefix="g",
        options=(
            NORTH_WEST,
            Option("north", "The middle of the top."),
            Option("north_east", "The top right corner."),
            Option("west", "The middle of the left side."),
            CENTER,
            Option("east", "The middle of the right side."),
            Option("south_west", "The bottom left corner."),
            Option("south", "The middle of the bottom."),
            Option("south_east", "The bottom right corner."),
            XY_CENTER,
        ),
        unsupported=words(
            "auto face faces custom adv_face adv_faces adv_eyes body ocr_text liquid object "
            "cld-decompose_tile track_person"
        ),
        unsupported_prefixes=("region_", "clipping_path_", "track_person"),
    ),
    facts=frozenset({"size"}),
    sentence="The part of the image to keep, or its place on a padded canvas.",
    example="c_fill,g_north,h_200,w_200",
)
