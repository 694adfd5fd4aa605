"""Loaders of libvips: they decode lazily, and some shrink while they do."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pyvips

from workers.errors import RenderRefused
from workers.executor.loaders.loader import INVALID, ONE_PAGE, File, Header, View
from workers.executor.motion.frames import pace_of, unrolled
from workers.executor.motion.pacing import Pace
from workers.executor.orientation import FIELD

#: EXIF orientation is 1 to 8; anything else means upright.
_ORIENTATIONS: Final = range(1, 9)

#: Bands that are colours, by what libvips calls them.
_COLOURS: Final = {"b-w": 1, "grey16": 1, "srgb": 3, "rgb16": 3, "lab": 3, "cmyk": 4}


@dataclass(frozen=True, slots=True)
class LibvipsLoader:
    """One of libvips' loaders.

    ``frames``: its pages are frames of an animation; ``paged``: it has pages. ``shrinks``: the
    factors by which it can shrink while decoding, deepest first, and ``shrinking`` the option that
    asks for one.

    ``harmless``: what it warns of in files that are whole. A loader that lists some decodes damaged
    files with no more than a warning, so an upload is held to all others. ``breaks_off`` finds
    files cut short that it decodes without even that.
    ``kept``: up to how many pixels what has been decoded is kept to be looked at, 0 where decoding
    again costs little.
    """

    load: Callable[..., pyvips.Image]
    frames: bool = False
    paged: bool = False
    shrinks: tuple[int, ...] = ()
    shrinking: Callable[[float], Mapping[str, float]] = lambda _: {}
    harmless: tuple[str, ...] = ()
    breaks_off: Callable[[memoryview], bool] = lambda _: False
    scales: bool = False
    kept: int = 0

    def header(self, file: File, view: View) -> Header:
        """Read a page's header."""
        image = self._load(file, view)
        orientation = _number(image, FIELD, 1)
        return Header(
            width=image.width,
            height=image.height,
            pages=_number(image, "n-pages", 1) if self.frames or self.paged else 1,
            orientation=orientation if orientation in _ORIENTATIONS else 1,
            has_alpha=bool(image.hasalpha()),
        )

    def headers(self, file: File, pages: int) -> list[Header]:
        """Read the header of each page."""
        return [self.header(file, View(number)) for number in range(1, pages + 1)]

    def open(
        self, file: File, view: View, *, shrink: float = 1, all_frames: bool = False
    ) -> pyvips.Image:
        """Open a page; a defect is an error now, or when pixels are read."""
        options: dict[str, Any] = dict(self.shrinking(shrink)) if shrink > 1 else {}
        if all_frames and self.frames:
            options["n"] = -1
        return self._load(file, view, **options)

    def unrolled(self, file: File, count: int) -> Iterator[pyvips.Image]:
        """Open all frames, to be read in turn."""
        yield from unrolled(self.open(file, View(), all_frames=True), count)

    def pace(self, file: File, count: int) -> Pace:
        """Read how long each frame is shown, and how often all are."""
        return pace_of(self.open(file, View(), all_frames=True), count)

    def prove(self, file: File, *, all_frames: bool) -> pyvips.Image | None:
        """Decode all of a file; the deepest shrink that leaves a pixel still reads every byte."""
        if self.breaks_off(file.data):
            raise RenderRefused(400, INVALID)
        header = self.header(file, View())
        if header.width * header.height <= self.kept:
            return self.open(file, View()).copy_memory()
        shortest = 0 if all_frames else min(header.width, header.height)
        shrink = next((by for by in self.shrinks if by <= shortest), 1)
        if self.harmless:
            options = self.shrinking(shrink) if shrink > 1 else {}
            try:
                self._load(file, View(), fail_on="warning", **options).avg()
            except pyvips.Error as error:
                if not any(warning in str(error) for warning in self.harmless):
                    raise
            else:
                return None
        pages = header.pages if self.paged else 1
        for number in range(1, pages + 1):
            self.open(file, View(number), shrink=shrink, all_frames=all_frames).avg()
        return None

    def _load(
        self, file: File, view: View, *, fail_on: str = "error", **options: Any
    ) -> pyvips.Image:
        """Load; what is a defect, libvips' ``fail_on`` says."""
        if view.page > 1:
            if not (self.frames or self.paged):
                raise RenderRefused(400, ONE_PAGE)
            options["page"] = view.page - 1
        image = self.load(file.stream, access="sequential", fail_on=fail_on, **options)
        return _colours(image) if view.colours_only and self.paged else image


def _colours(image: pyvips.Image) -> pyvips.Image:
    """Leave out bands beyond those that are colours."""
    count = _COLOURS.get(str(image.interpretation), image.bands)
    if image.bands <= count:
        return image
    return image.extract_band(0, n=count)


def _number(image: pyvips.Image, field: str, default: int) -> int:
    value = image.get(field) if image.get_typeof(field) else default
    return value if isinstance(value, int) else default
