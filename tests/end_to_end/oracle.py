"""What each resize mode must give, by Pillow alone: nothing here is Darkroom's."""

import io
import math
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageColor

Picture = Image.Image
Expectation = Callable[[Picture], Picture]

#: Where the compass points, as fractions of the room there is.
COMPASS = {
    "north_west": (0.0, 0.0),
    "north": (0.5, 0.0),
    "north_east": (1.0, 0.0),
    "west": (0.0, 0.5),
    "center": (0.5, 0.5),
    "east": (1.0, 0.5),
    "south_west": (0.0, 1.0),
    "south": (0.5, 1.0),
    "south_east": (1.0, 1.0),
}


def unchanged() -> Expectation:
    """The source itself."""
    return lambda source: source


def scaled(width: int, height: int) -> Expectation:
    """The whole source, at another size."""
    return lambda source: source.resize((width, height), Image.Resampling.LANCZOS)


def cut(left: int, top: int, width: int, height: int) -> Expectation:
    """A rectangle of the source, unscaled."""
    return lambda source: source.crop((left, top, left + width, top + height))


def filled(width: int, height: int, gravity: str = "center") -> Expectation:
    """The source scaled until it covers the size, then cut on the side away from gravity."""

    def expect(source: Picture) -> Picture:
        scale = max(width / source.width, height / source.height)
        covering = (round(source.width * scale), round(source.height * scale))
        resized = source.resize(covering, Image.Resampling.LANCZOS)
        return cropped(width, height, gravity)(resized)

    return expect


def cropped(width: int, height: int, gravity: str = "center") -> Expectation:
    """A rectangle on the side of gravity, unscaled."""

    def expect(source: Picture) -> Picture:
        across, down = COMPASS[gravity]
        left = math.floor((source.width - width) * across)
        top = math.floor((source.height - height) * down)
        return source.crop((left, top, left + width, top + height))

    return expect


def padded(
    width: int,
    height: int,
    inner: tuple[int, int],
    colour: str = "white",
    corner: tuple[int, int] | None = None,
) -> Expectation:
    """The source scaled to ``inner``, on a canvas, centred or with its corner where told."""

    def expect(source: Picture) -> Picture:
        canvas = Image.new("RGB", (width, height), ImageColor.getrgb(colour))
        at = corner or ((width - inner[0]) // 2, (height - inner[1]) // 2)
        canvas.paste(source.resize(inner, Image.Resampling.LANCZOS), at)
        return canvas

    return expect


def then(first: Expectation, second: Expectation) -> Expectation:
    """One after the other."""
    return lambda source: second(first(source))


def picture(data: bytes) -> Picture:
    """Decode what was delivered."""
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        return image.convert("RGBA" if "A" in image.getbands() else "RGB")


def difference(one: Picture, other: Picture) -> float:
    """Mean absolute difference per channel, 0 to 255, of two pictures of one size.

    A shift by half a pixel, which rounding may decide either way, is forgiven: the least of the
    differences at shifts of one pixel is taken, over the part that both cover.
    """
    assert one.size == other.size, f"{one.size} is not {other.size}"
    first = np.asarray(one.convert("RGB"), dtype=np.float64)
    second = np.asarray(other.convert("RGB"), dtype=np.float64)
    return min(
        float(np.abs(_shifted(first, dx, dy) - _shifted(second, -dx, -dy)).mean())
        for dx, dy in ((0, 0), (0, 1), (0, -1), (1, 0), (-1, 0))
    )


def _shifted(pixels: np.ndarray, dx: int, dy: int) -> np.ndarray:
    height, width = pixels.shape[:2]
    return pixels[max(0, dy) : height + min(0, dy), max(0, dx) : width + min(0, dx)]
