"""Sources: a file that has passed its header's checks, and is opened as often as it must be."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import pyvips

from workers.errors import RenderRefused
from workers.executor.limits import Limits
from workers.executor.loaders import LOADERS, Loader
from workers.executor.magic import HEAD_BYTES, loadable
from workers.executor.orientation import FIELD

#: What a file that cannot be decoded is told, whatever the decoder had to say.
INVALID: Final = "Invalid image file"

#: EXIF orientation is 1 to 8; anything else means upright.
_ORIENTATIONS: Final = range(1, 9)


@dataclass(frozen=True, slots=True)
class Source:
    """A file whose header is within the limits.

    ``width`` and ``height`` are one frame's, as stored, in pixels; ``orientation`` is EXIF's;
    ``frames`` is 1 but for animations. It keeps the bytes alive that libvips reads, so it must
    outlive every image that it opened.
    """

    data: memoryview
    stream: pyvips.Source
    format: str
    width: int
    height: int
    orientation: int
    frames: int
    has_alpha: bool

    @property
    def loader(self) -> Loader:
        """How its format is opened."""
        return LOADERS[self.format]

    def open(self, *, shrink: int = 1, all_frames: bool = False) -> pyvips.Image:
        """Open it, to be read once from top to bottom. Raises pyvips.Error."""
        return self.loader.open(self.stream, shrink=shrink, all_frames=all_frames)

    def prove(self) -> None:
        """Decode every frame of it. Raises RenderRefused when it is damaged or cut short."""
        if self.loader.breaks_off(self.data):
            raise RenderRefused(400, INVALID)
        with refusing_broken():
            self.loader.prove(self.stream, all_frames=self.frames > 1)


def open_source(data: memoryview, limits: Limits, *, status: int = 415) -> Source:
    """Open a file, and hold its header against the limits before anything is decoded.

    Raises RenderRefused: with ``status`` for a format that is not let in, else with 400.
    """
    limits.check_bytes(len(data))
    name = loadable(bytes(data[:HEAD_BYTES]), status=status)
    stream = pyvips.Source.new_from_memory(data)
    loader = LOADERS[name]
    with refusing_broken():
        header = loader.open(stream)
    frames = _number(header, "n-pages", 1) if loader.frames else 1
    limits.check_size(header.width, header.height, frames)
    orientation = _number(header, FIELD, 1)
    return Source(
        data=data,
        stream=stream,
        format=name,
        width=header.width,
        height=header.height,
        orientation=orientation if orientation in _ORIENTATIONS else 1,
        frames=frames,
        has_alpha=bool(header.hasalpha()),
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

    libheif calls its own bounds on hostile files memory errors, too.
    """
    said = str(error).lower()
    return "memory" in said and "security limit" not in said


def _number(image: pyvips.Image, field: str, default: int) -> int:
    value = image.get(field) if image.get_typeof(field) else default
    return value if isinstance(value, int) else default
