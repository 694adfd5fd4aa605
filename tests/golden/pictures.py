"""Pictures that golden cases are drawn of: each shows what some of them are for."""

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from PIL import Image, ImageDraw

from planner.facts import AssetFacts
from tests.photographs import astronaut, encoded, rocket, sample
from tests.planner.plans import asset

_GREEN: Final = (41, 170, 27)
#: The middles of the astronaut's pupils.
_EYES: Final = ((203.5, 101.0), (246.5, 103.5))


def _cut_out() -> Image.Image:
    """A cup on its saucer, transparent around, with room for a shadow."""
    picture = Image.new("RGBA", (600, 400), (0, 0, 0, 0))
    picture.paste(sample("coffee").resize((450, 300)), (60, 40), _saucer())
    return picture


def _screened() -> Image.Image:
    """The same in front of a green screen."""
    picture = Image.new("RGB", (450, 300), _GREEN)
    picture.paste(sample("coffee").resize((450, 300)), (0, 0), _saucer())
    return picture


def _saucer() -> Image.Image:
    mask = Image.new("L", (900, 600), 0)
    ImageDraw.Draw(mask).ellipse((105, 60, 750, 560), fill=255)
    return mask.resize((450, 300), Image.Resampling.BOX)


def _interface() -> Image.Image:
    """A light screen with letters, a button, and a photograph on it."""
    picture = Image.new("RGB", (560, 340), "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 560, 44), fill=(236, 239, 244))
    for line in range(9):
        pen.text((20, 70 + 22 * line), "Of shoes and ships and sealing wax", fill=(30, 34, 40))
    pen.rounded_rectangle((20, 285, 150, 320), 8, fill=(20, 110, 220))
    picture.paste(rocket(240, 160), (290, 80))
    return picture


def _flashed() -> Image.Image:
    """A portrait with red eyes, twice as large."""
    picture = astronaut().resize((1024, 1024), Image.Resampling.BICUBIC)
    for x, y in _EYES:
        box = (2 * x - 7, 2 * y - 7, 2 * x + 7, 2 * y + 7)
        ImageDraw.Draw(picture).ellipse(box, fill=(200, 30, 40))
    return picture.crop((250, 60, 650, 360))


def _framed() -> Image.Image:
    """A photograph in the middle of much white."""
    picture = Image.new("RGB", (640, 480), (252, 252, 250))
    picture.paste(rocket(400, 267), (150, 90))
    return picture


PICTURES: Final[Mapping[str, Callable[[], Image.Image]]] = MappingProxyType(
    {
        "astronaut": astronaut,
        "rocket": rocket,
        "cut-out": _cut_out,
        "screened": _screened,
        "interface": _interface,
        "flashed": _flashed,
        "framed": _framed,
    }
)


@cache
def pictured(name: str) -> tuple[AssetFacts, bytes]:
    """Give what is known of a picture, and its file."""
    picture = PICTURES[name]()
    facts = asset(
        *picture.size,
        format="png",
        asset_id=name,
        has_alpha=picture.mode == "RGBA",
        faces=((170, 60, 110, 150),),
        custom_coordinates=((120, 40, 200, 200),),
        regions=(("hat", ((10, 10), (200, 150))),),
        paths=(("path", (190, 250, 200, 160)),),
    )
    return facts, encoded(picture, "PNG")
