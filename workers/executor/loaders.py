"""Loaders: how each format that is let in is opened."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import pyvips

from workers.executor.gif_blocks import breaks_off


@dataclass(frozen=True, slots=True)
class Loader:
    """One of libvips' loaders, called by name, never chosen by libvips.

    ``frames``: its pages are frames of an animation. ``shrinks``: the factors by which it can
    shrink while decoding, deepest first, and ``shrinking`` the option that asks for one.

    ``harmless``: what it warns of in files that are whole. A loader that lists some decodes damaged
    files with no more than a warning, so an upload is held to all others. ``breaks_off`` finds
    files cut short that it decodes without even that.
    """

    load: Callable[..., pyvips.Image]
    frames: bool = False
    shrinks: tuple[int, ...] = ()
    shrinking: Callable[[int], Mapping[str, float]] = lambda _: {}
    harmless: tuple[str, ...] = ()
    breaks_off: Callable[[memoryview], bool] = lambda _: False

    def open(
        self,
        stream: pyvips.Source,
        *,
        shrink: int = 1,
        all_frames: bool = False,
        fail_on: str = "error",
    ) -> pyvips.Image:
        """Open a file: its header is read now, its pixels once, from top to bottom.

        A defect of the file is an error (`pyvips.Error`), now or when pixels are read; what is a
        defect, libvips' ``fail_on`` says.
        """
        options = dict(self.shrinking(shrink)) if shrink > 1 else {}
        if all_frames and self.frames:
            options["n"] = -1
        return self.load(stream, access="sequential", fail_on=fail_on, **options)

    def prove(self, stream: pyvips.Source, *, all_frames: bool) -> None:
        """Decode all of a file, as cheaply as its format allows. Raises pyvips.Error.

        The deepest shrink still reads every byte of the file.
        """
        shrink = 1 if all_frames else next(iter(self.shrinks), 1)
        if self.harmless:
            try:
                self.open(stream, shrink=shrink, fail_on="warning").avg()
            except pyvips.Error as error:
                if not any(warning in str(error) for warning in self.harmless):
                    raise
            else:
                return
        self.open(stream, shrink=shrink, all_frames=all_frames).avg()


#: By the names that `magic` gives. WebP does not decode faster by 8 than by 4.
LOADERS: Final[Mapping[str, Loader]] = MappingProxyType(
    {
        "jpg": Loader(
            pyvips.Image.jpegload_source,
            shrinks=(8, 4, 2),
            shrinking=lambda shrink: {"shrink": shrink},
            harmless=(
                "extraneous bytes before marker",
                "Invalid SOS parameters for sequential JPEG",
                "Unknown Adobe color transform",
                "unknown JFIF revision",
            ),
        ),
        "png": Loader(pyvips.Image.pngload_source),
        "webp": Loader(
            pyvips.Image.webpload_source,
            frames=True,
            shrinks=(4, 2),
            shrinking=lambda shrink: {"scale": 1 / shrink},
        ),
        "avif": Loader(pyvips.Image.heifload_source),
        "gif": Loader(pyvips.Image.gifload_source, frames=True, breaks_off=breaks_off),
    }
)
