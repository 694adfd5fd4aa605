"""PNG: lossless unless it is one of 256 colours. Rows are filtered, as photographs need."""

from dataclasses import replace
from typing import Any, Final

import pyvips

from planner.plan import Output
from workers.executor.alpha import with_alpha
from workers.executor.forms.trimming import bounds
from workers.executor.motion.animated_png import Part, assembled
from workers.executor.motion.frames import frames_of, pace_of, unrolled
from workers.executor.words import kept

FORMAT: Final = "png"
CONTENT_TYPE: Final = "image/png"
ALPHA: Final = True
ANIMATED: Final = True
INKS: Final = False
MAX_SIDE: Final = 1_000_000

_COMPRESSION: Final = 6

#: Bands of grey pictures, which have 256 shades, and no use for a palette.
_GREY: Final = (1, 2)

#: How far bands may be from what they were, of 255, on average, for 256 colours to be enough.
_HARDLY: Final = 0.75


def encode(image: pyvips.Image, output: Output) -> bytes:
    """Give a PNG, an animated one of a roll; it is interlaced where it is to be progressive."""
    if output.variant == "png32":
        image = with_alpha(image)
    if output.animated and (count := frames_of(image)) > 1:
        return _animated(image, count, output)
    if image.bands in _GREY:
        return _save(image, output)
    if output.variant == "png8":
        return _save(image, output, palette=True)
    if output.few_colours:
        image = image.copy_memory()  # it is read more than once
        few = _save(image, output, palette=True)
        shown = pyvips.Image.pngload_source(pyvips.Source.new_from_memory(few))
        if (_bands(shown, image.bands) - image).abs().avg() <= _HARDLY:
            return few
    return _save(image, output)


def _animated(roll: pyvips.Image, count: int, output: Output) -> bytes:
    """Write each frame, of the later ones only the rectangle that is not as before.

    None is interlaced: not all readers take such frames.
    """
    output = replace(output, progressive="none")
    pace = pace_of(roll, count)
    parts: list[Part] = []
    before: pyvips.Image | None = None
    for image, delay in zip(unrolled(roll, count), pace.delays, strict=True):
        left, top, width, height = 0, 0, image.width, image.height
        if before is not None and not output.apart:
            left, top, width, height = bounds(image.relational(before, "noteq").bandor()) or (
                0,
                0,
                1,
                1,
            )
        told = output if before is None else replace(output, words="", profile=False)
        file = _save(image.crop(left, top, width, height), told)
        parts.append(Part(file, left, top, delay))
        before = image
    return assembled(parts, pace.plays)


def _save(image: pyvips.Image, output: Output, *, palette: bool = False) -> bytes:
    options: dict[str, Any] = {"palette": True, "effort": _EFFORT} if palette else {}
    data: bytes = image.pngsave_buffer(
        compression=_COMPRESSION,
        filter=pyvips.ForeignPngFilter.NONE if palette else pyvips.ForeignPngFilter.ALL,
        interlace=output.progressive in ("semi", "steep"),
        keep=kept(output),
        **options,
    )
    return data


#: Quantising at 7, libvips' own choice, takes four times as long, for little.
_EFFORT: Final = 3


def _bands(image: pyvips.Image, count: int) -> pyvips.Image:
    """Give what a palette shows with as many bands as another picture has."""
    image = image.colourspace("srgb")
    if image.bands < count:
        return image.addalpha()
    return image[0:count]
