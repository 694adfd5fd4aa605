"""PNG: lossless unless it is one of 256 colours. Rows are filtered, as photographs need."""

from typing import Any, Final

import pyvips

from planner.plan import Output
from workers.executor.alpha import with_alpha
from workers.executor.words import kept

FORMAT: Final = "png"
CONTENT_TYPE: Final = "image/png"
ALPHA: Final = True
ANIMATED: Final = False
INKS: Final = False
MAX_SIDE: Final = 1_000_000

_COMPRESSION: Final = 6

#: How far bands may be from what they were, of 255, on average, for 256 colours to be enough.
_HARDLY: Final = 0.75


def encode(image: pyvips.Image, output: Output) -> bytes:
    """Give a PNG; it is interlaced where it is to be progressive."""
    if output.variant == "png32":
        image = with_alpha(image)
    if output.variant == "png8":
        return _save(image, output, palette=True)
    if output.few_colours:
        image = image.copy_memory()  # it is read more than once
        few = _save(image, output, palette=True)
        shown = pyvips.Image.pngload_source(pyvips.Source.new_from_memory(few))
        if (_bands(shown, image.bands) - image).abs().avg() <= _HARDLY:
            return few
    return _save(image, output)


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
