"""What a loader is: one way of opening files, called by name, never chosen by their content."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, Protocol

import pyvips

from planner.source_views import Clip, Opening
from workers.errors import RenderRefused
from workers.executor.motion.pacing import Pace

#: What a file that cannot be decoded is told, whatever the decoder had to say.
INVALID: Final = "Invalid image file"

#: Pixels of the longer side of what a format that has several sizes is looked at by, at least.
LOOKED_AT: Final = 600

#: What asking for another page of a file that has one is told.
ONE_PAGE: Final = "There is no such page: the image has only one"


@dataclass(frozen=True, slots=True)
class File:
    """A file's bytes, and libvips' way to them. It must outlive every image opened from it."""

    data: memoryview
    stream: pyvips.Source


@dataclass(frozen=True, slots=True)
class View:
    """Which page of a file is wanted, and at how many dots an inch drawings are drawn.

    Pages are counted from 1; 0 is what a file shows by itself: its first page, or all its layers.
    Without a density drawings are drawn at their own. ``colours_only`` leaves out what a TIFF has
    beside its colours: alpha, masks. ``clip``: by which path in the file it is clipped.
    ``layers``: those that are shown together, by their numbers or names.
    """

    page: int = 0
    density: float = 0.0
    colours_only: bool = False
    clip: Clip | None = None
    layers: tuple[int | str, ...] = ()

    @classmethod
    def of(cls, opening: Opening, *, still: bool) -> "View":
        """Give the view of what is opened; ``still`` where one frame of an animation is shown."""
        first = opening.frames[0] if opening.frames and still else 0
        return cls(
            page=opening.page or first,
            density=opening.density,
            colours_only=opening.colours_only,
            clip=opening.clip,
            layers=opening.pages,
        )


@dataclass(frozen=True, slots=True)
class Header:
    """What a file says of one page before any pixel is decoded.

    Sizes are in pixels, as stored; ``pages`` counts all; ``orientation`` is EXIF's or upright.
    """

    width: int
    height: int
    pages: int = 1
    orientation: int = 1
    has_alpha: bool = False


class Loader(Protocol):
    """How files of one format are opened.

    ``frames``: its pages are frames of an animation. ``shrinks``: the factors by which it can
    shrink while decoding, deepest first. ``scales``: it draws at any scale. All raise
    pyvips.Error or RenderRefused (400) for broken files.
    """

    @property
    def frames(self) -> bool:
        """Whether its pages are frames of an animation."""
        ...

    @property
    def paged(self) -> bool:
        """Whether it has pages that may be of different sizes."""
        ...

    @property
    def shrinks(self) -> tuple[int, ...]:
        """By what it can shrink, deepest first."""
        ...

    @property
    def scales(self) -> bool:
        """Whether it draws at any scale."""
        ...

    def header(self, file: File, view: View) -> Header:
        """Read what a page says of itself; of the whole file, how many there are."""
        ...

    def headers(self, file: File, pages: int) -> list[Header]:
        """Read what all pages say of themselves, of a file that is `paged`."""
        ...

    def open(
        self, file: File, view: View, *, shrink: float = 1, all_frames: bool = False
    ) -> pyvips.Image:
        """Open a page, ``shrink`` times smaller, to be read once from top to bottom.

        Its header has been read and is within the limits.
        """
        ...

    def prove(self, file: File, *, all_frames: bool) -> pyvips.Image | None:
        """Show that a file is whole, as cheaply as its format allows.

        Give the page that it shows by itself where that is in memory now, perhaps smaller: it is
        looked at, no more.
        """
        ...


class Moving(Loader, Protocol):
    """How files are opened that may be animations."""

    def unrolled(self, file: File, count: int) -> Iterator[pyvips.Image]:
        """Give the first frames in turn. Each must be drawn before the next is taken."""
        ...

    def pace(self, file: File, count: int) -> Pace:
        """Read how long each frame is shown, and how often all are."""
        ...


@contextmanager
def refusing(*broken: type[Exception]) -> Iterator[None]:
    """Turn what a decoder raises of a broken file into a refusal. Lack of memory passes."""
    try:
        yield
    except MemoryError:
        raise
    except broken as error:
        raise RenderRefused(400, INVALID) from error
