"""Blur: less detail, or more, in the whole image or in a part."""

from typing import Final

from planner.language.effect import Effect
from planner.language.shapes import level
from planner.language.traits import BOTH
from planner.plan import CostClass

_FACES: Final = frozenset({"faces"})
_REGION: Final = ("x", "y", "w", "h", "g")

BLUR: Final = Effect("blur", "Blur.", level(1, 2000, 100), "blur:300", media=BOTH, drawn=True)
BLUR_FACES: Final = Effect(
    "blur_faces",
    "Blur every face.",
    level(1, 2000, 500),
    "blur_faces:800",
    with_keys=("g",),
    facts=_FACES,
    cost=CostClass.HEAVY,
    drawn=True,
)
BLUR_REGION: Final = Effect(
    "blur_region",
    "Blur the rectangle at x, y of w by h; without sizes up to the edge.",
    level(1, 2000, 100),
    "blur_region:200",
    with_keys=_REGION,
    drawn=True,
)
PIXELATE: Final = Effect(
    "pixelate", "Large squares.", level(1, 200, None, name="square"), "pixelate:20", drawn=True
)
PIXELATE_FACES: Final = Effect(
    "pixelate_faces",
    "Large squares over every face.",
    level(1, 200, None, name="square"),
    "pixelate_faces:15",
    with_keys=("g",),
    facts=_FACES,
    cost=CostClass.HEAVY,
    drawn=True,
)
PIXELATE_REGION: Final = Effect(
    "pixelate_region",
    "Large squares in the rectangle at x, y of w by h; without sizes up to the edge.",
    level(1, 200, None, name="square"),
    "pixelate_region:20",
    with_keys=_REGION,
    drawn=True,
)
SHARPEN: Final = Effect(
    "sharpen", "Stronger edges.", level(1, 2000, 100), "sharpen:400", drawn=True, revision=2
)
UNSHARP_MASK: Final = Effect(
    "unsharp_mask",
    "Stronger edges, by an unsharp mask.",
    level(1, 2000, 100),
    "unsharp_mask:500",
    drawn=True,
)
