"""Sources: a file that has passed its header's checks, and is opened as often as it must be."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain

import pyvips

from workers.errors import RenderRefused
from workers.executor.forms.clipping import Outline, clipped, outline
from workers.executor.limits import Limits
from workers.executor.loaders.known import LOADERS, MOVING
from workers.executor.loaders.loader import INVALID, File, Loader, View
from workers.executor.magic import HEAD_BYTES, loadable
from workers.executor.motion.pacing import Pace
from workers.executor.orientation import turns_sideways


@dataclass(frozen=True, slots=True)
class Source:
    """A file whose header is within the limits, seen in one view.

    ``width`` and ``height`` are those of the page or frame in view, as stored, in pixels;
    ``orientation`` is EXIF's; ``frames`` is 1 but for animations, ``pages`` counts those of
    documents, too. ``outline`` is what it is clipped by. It keeps the bytes alive that decoders
    read, so it must outlive every image that it opened.
    """

    file: File
    view: View
    format: str
    width: int
    height: int
    orientation: int
    frames: int
    pages: int
    has_alpha: bool
    outline: Outline | None = None

    @property
    def loader(self) -> Loader:
        """How its format is opened."""
        return LOADERS[self.format]

    def open(self, *, shrink: float = 1) -> pyvips.Image:
        """Open it, to be read once from top to bottom. Raises pyvips.Error, RenderRefused."""
        image = self.loader.open(self.file, self.view, shrink=shrink)
        return clipped(image, self.outline) if self.outline else image

    def unrolled(self) -> Iterator[pyvips.Image]:
        """Give the frames of an animation in turn. Each must be drawn before the next is taken."""
        return MOVING[self.format].unrolled(self.file, self.frames)

    def pace(self) -> Pace:
        """Give how long each frame of an animation is shown, and how often all are."""
        return MOVING[self.format].pace(self.file, self.frames)

    def page_sizes(self, limits: Limits) -> tuple[int, ...]:
        """Give width and height of each page, upright; nothing where they are all the same.

        Raises RenderRefused for a page that is broken or too large.
        """
        if self.loader.frames or not self.loader.paged:
            return ()
        with refusing_broken():
            headers = self.loader.headers(self.file, self.pages)
        sizes = []
        for header in headers:
            limits.check_size(header.width, header.height)
            sideways = turns_sideways(header.orientation)
            across, down = header.width, header.height
            sizes.append((down, across) if sideways else (across, down))
        return tuple(chain(*sizes)) if len(set(sizes)) > 1 else ()

    def prove(self) -> Callable[[], pyvips.Image]:
        """Show that all of it is whole; give what opens it again, to be looked at.

        That is from memory where it is there now, perhaps smaller.

        Raises RenderRefused when it is damaged or cut short.
        """
        with refusing_broken():
            decoded = self.loader.prove(self.file, all_frames=self.frames > 1)
        return self.open if decoded is None else lambda: decoded


def open_source(
    data: memoryview, limits: Limits, *, view: View | None = None, status: int = 415
) -> Source:
    """Open a file, and hold its header against the limits before anything is decoded.

    Raises RenderRefused: with ``status`` for a format that is not let in, else with 400.
    """
    limits.check_bytes(len(data))
    name = loadable(bytes(data[:HEAD_BYTES]), status=status)
    file = File(data, pyvips.Source.new_from_memory(data))
    view = view or View()
    loader = LOADERS[name]
    with refusing_broken():
        header = loader.header(file, view)
    frames = header.pages if loader.frames and not view.page else 1
    limits.check_size(header.width, header.height, frames)
    limits.check_pages(header.pages)
    return Source(
        file=file,
        view=view,
        format=name,
        width=header.width,
        height=header.height,
        orientation=header.orientation,
        frames=frames,
        pages=header.pages,
        has_alpha=header.has_alpha,
        outline=outline(name, data, view.clip) if view.clip else None,
    )


@contextmanager
def refusing_broken() -> Iterator[None]:
    """Turn what libvips says of a broken file into a refusal; let lack of memory pass as it is."""
    try:
        yield
    except pyvips.Error as error:
        if lacks_memory(error):
            raise
        raise RenderRefused(400, INVALID) from error


def lacks_memory(error: pyvips.Error) -> bool:
    """Tell whether it was the process, not the file, that gave out.

    libheif calls its own bounds on hostile files memory errors, too, and so does libtiff of tags
    that are longer than any file. What pyvips says of its own accord names memory wherever pixels
    were to be copied there, whatever went wrong.
    """
    said = str(error.detail).lower()
    bounds = ("security limit", "out of memory reading of", "to read tiff directory")
    return "memory" in said and not any(bound in said for bound in bounds)
