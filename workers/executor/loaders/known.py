"""The loaders of all formats that are let in, by the names that `magic` gives."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import pyvips

from workers.executor.loaders import deep_psd, heic
from workers.executor.loaders.by_libvips import LibvipsLoader
from workers.executor.loaders.by_pillow import BMP, ICO, JP2
from workers.executor.loaders.jxl import JXL
from workers.executor.loaders.loader import Loader, Moving
from workers.executor.loaders.pdf import PDF
from workers.executor.loaders.png import PngLoader
from workers.executor.loaders.psd import PSD
from workers.executor.loaders.svg import SvgLoader
from workers.executor.motion.gif_blocks import breaks_off

_JPEG: Final = LibvipsLoader(
    pyvips.Image.jpegload_source,
    shrinks=(8, 4, 2),
    shrinking=lambda shrink: {"shrink": shrink},
    harmless=(
        "extraneous bytes before marker",
        "Invalid SOS parameters for sequential JPEG",
        "Unknown Adobe color transform",
        "unknown JFIF revision",
    ),
)
_PICTURE: Final = LibvipsLoader(pyvips.Image.pngload_source)
_PNG: Final = PngLoader(_PICTURE)
#: WebP does not decode faster by 8 than by 4.
_WEBP: Final = LibvipsLoader(
    pyvips.Image.webpload_source,
    frames=True,
    shrinks=(4, 2),
    shrinking=lambda shrink: {"scale": 1 / shrink},
)
_GIF: Final = LibvipsLoader(pyvips.Image.gifload_source, frames=True, breaks_off=breaks_off)

#: Pixels of an AVIF that is decoded once when it is probed: more would be too much to hold.
_IN_MEMORY: Final = 25_000_000

SVG: Final = SvgLoader({"jpg": _JPEG, "png": _PICTURE, "webp": _WEBP, "gif": _GIF})

#: Those of formats that may be animated.
MOVING: Final[Mapping[str, Moving]] = MappingProxyType({"gif": _GIF, "webp": _WEBP, "png": _PNG})

LOADERS: Final[Mapping[str, Loader]] = MappingProxyType(
    {
        "jpg": _JPEG,
        "png": _PNG,
        "webp": _WEBP,
        "avif": LibvipsLoader(pyvips.Image.heifload_source, kept=_IN_MEMORY),
        "gif": _GIF,
        "tiff": LibvipsLoader(pyvips.Image.tiffload_source, paged=True),
        "bmp": BMP,
        "ico": ICO,
        "psd": PSD,
        "jp2": JP2,
        "heic": heic.HEIC,
        "jxl": JXL,
        "pdf": PDF,
        "svg": SVG,
    }
)


def prepare() -> None:
    """Set up what is not libvips': once, before the child is given work."""
    heic.prepare()
    deep_psd.prepare()
