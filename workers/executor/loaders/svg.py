"""SVG: sanitised, then drawn by librsvg at the size that is wanted."""

from dataclasses import dataclass
from typing import Any, Final

import pyvips

from planner.opening import CSS_DENSITY, at_density
from workers.executor.loaders.by_libvips import LibvipsLoader
from workers.executor.loaders.loader import File, Header, View
from workers.executor.magic import HEAD_BYTES, sniff
from workers.executor.svg.sanitising import sanitised
from workers.executor.text.drawing_fonts import provide
from workers.executor.text.fonts import fonts

#: The density at which libvips makes one pixel of one.
_LIBVIPS: Final = 72.0

#: Pixels of all pictures that are written into one drawing.
_MOST_PIXELS: Final = 50_000_000

#: Pixels of the longer side at which a drawing is proved, and looked at.
_PROOF: Final = 1024


@dataclass(frozen=True, slots=True)
class SvgLoader:
    """A drawing. What it says of the world outside is left out before librsvg sees it."""

    pictures: dict[str, LibvipsLoader]
    frames: bool = False
    paged: bool = False
    shrinks: tuple[int, ...] = ()
    scales: bool = True

    def header(self, file: File, view: View) -> Header:
        """Read the size: of CSS pixels, as many times as the density has more of them."""
        image = self._load(file, 1.0)
        width, height = (
            at_density(side, view.density, CSS_DENSITY) for side in (image.width, image.height)
        )
        return Header(width, height, has_alpha=True)

    def headers(self, file: File, pages: int) -> list[Header]:
        """Read the header of what there is: all pages are of one size."""
        return [self.header(file, View())] * pages

    def open(
        self, file: File, view: View, *, shrink: float = 1, all_frames: bool = False
    ) -> pyvips.Image:
        """Draw it."""
        if all_frames:
            raise ValueError("a drawing has no frames")
        return self._load(file, _scale(view) / shrink)

    def prove(self, file: File, *, all_frames: bool) -> pyvips.Image:
        """Draw it, small."""
        del all_frames
        header = self.header(file, View())
        scale = min(1.0, _PROOF / max(header.width, header.height))
        return self._load(file, scale).copy_memory()

    def clean(self, file: File, size: tuple[int, int] | None = None) -> bytes:
        """Give the drawing itself, without anything that runs or reaches out.

        size: its width and height as it is to say them, in pixels.
        """
        budget = [_MOST_PIXELS]

        def admits(picture: bytes) -> bool:
            loader = self.pictures.get(sniff(picture[:HEAD_BYTES]))
            if loader is None:
                return False
            data = memoryview(picture)
            try:
                header = loader.header(File(data, pyvips.Source.new_from_memory(data)), View())
            except pyvips.Error:
                return False
            budget[0] -= header.width * header.height * header.pages
            return budget[0] >= 0

        return sanitised(file.data, admits, size)

    def _load(self, file: File, scale: float) -> pyvips.Image:
        """Draw a drawing, ``scale`` pixels for each CSS pixel.

        libvips makes dpi / 72 pixels of each of these, and librsvg dpi of each inch.
        """
        options: dict[str, Any] = {"dpi": CSS_DENSITY, "scale": scale * _LIBVIPS / CSS_DENSITY}
        drawing = self.clean(file)
        provide(drawing, fonts())
        return pyvips.Image.svgload_buffer(drawing, access="sequential", **options)


def _scale(view: View) -> float:
    return (view.density or CSS_DENSITY) / CSS_DENSITY
