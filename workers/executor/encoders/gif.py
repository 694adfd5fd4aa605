"""GIF, also animated: 256 colours a frame, dithered; chroma has no meaning."""

from typing import Any, Final

import pyvips

from planner.plan import Output

FORMAT: Final = "gif"
CONTENT_TYPE: Final = "image/gif"
ALPHA: Final = True
ANIMATED: Final = True
INKS: Final = False
MAX_SIDE: Final = 65535

#: Quantising at 7, libvips' own choice, takes four times as long, for 4 % fewer bytes.
_EFFORT: Final = 3

#: Bits of a colour from which qualities upwards.
_BITS: Final = ((60, 8), (40, 7), (20, 6), (0, 5))

#: How much frames may differ and still be taken as equal, at the worst quality.
_LARGEST_ERROR: Final = 16


def encode(image: pyvips.Image, output: Output) -> bytes:
    """Give a GIF. Alpha below one half is transparent, above it opaque.

    One with loss has the less dither, the fewer colours, and the fewer of small changes between
    frames, the lower its quality.
    """
    data: bytes = image.gifsave_buffer(
        effort=_EFFORT,
        interlace=output.progressive in ("semi", "steep"),
        keep=pyvips.ForeignKeep.NONE,
        **(_loss(output.quality) if output.lossy else {}),
    )
    return data


def _loss(quality: int) -> dict[str, Any]:
    lost = 1 - quality / 100
    return {
        "dither": max(0.0, 1 - 3 * lost),
        "bitdepth": next(bits for least, bits in _BITS if quality >= least),
        "interframe_maxerror": _LARGEST_ERROR * lost,
    }
