"""Loaders: how each format that is let in is opened."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import pyvips


@dataclass(frozen=True, slots=True)
class Loader:
    """One of libvips' loaders, called by name, never chosen by libvips.

    ``frames``: its pages are frames of an animation. ``shrinks``: the factors by which it can
    shrink while decoding, deepest first, and ``shrinking`` the option that asks for one.
    """

    load: Callable[..., pyvips.Image]
    frames: bool = False
    shrinks: tuple[int, ...] = ()
    shrinking: Callable[[int], Mapping[str, float]] = lambda _: {}

    def open(
        self, source: pyvips.Source, *, shrink: int = 1, all_frames: bool = False
    ) -> pyvips.Image:
        """Open a source: its header is read now, its pixels once, from top to bottom.

        Any defect of the file is an error (`pyvips.Error`), now or when pixels are read.
        """
        options = dict(self.shrinking(shrink)) if shrink > 1 else {}
        if all_frames and self.frames:
            options["n"] = -1
        return self.load(source, access="sequential", fail_on="error", **options)


#: By the names that `magic` gives. WebP does not decode faster by 8 than by 4.
LOADERS: Final[Mapping[str, Loader]] = MappingProxyType(
    {
        "jpg": Loader(
            pyvips.Image.jpegload_source,
            shrinks=(8, 4, 2),
            shrinking=lambda shrink: {"shrink": shrink},
        ),
        "png": Loader(pyvips.Image.pngload_source),
        "webp": Loader(
            pyvips.Image.webpload_source,
            frames=True,
            shrinks=(4, 2),
            shrinking=lambda shrink: {"scale": 1 / shrink},
        ),
        "avif": Loader(pyvips.Image.heifload_source),
        "gif": Loader(pyvips.Image.gifload_source, frames=True),
    }
)
