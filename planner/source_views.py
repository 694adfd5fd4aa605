"""What of a stored file is opened: its pages, its density, the path that it is clipped by."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Clip:
    """Clipping by paths in the file: by their names, or by their numbers from 1, first to last.

    Without an end all that follow count, and without any path it is the file's choice. What one of
    them encloses is kept. ``even_odd`` says what a path encloses that crosses itself; else its
    windings are counted.
    """

    paths: tuple[str | tuple[int, int | None], ...] = ()
    even_odd: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """What of a file is opened.

    ``page`` counts pages, frames or layers from 1; 0 is what the file shows by itself. Drawings
    are drawn at ``density`` dots an inch, 0 for their own. ``colours_only`` leaves out what an
    image has beside its colours: alpha, masks. ``frames`` are those of an animation that are shown,
    by their numbers, none for all: its result may stand still, and is then the first of them.
    ``clip``: what a path in the file does not enclose is transparent. ``pages`` are several of a
    document, or layers of a drawing, by number or name, that are shown together. ``lying``: what
    EXIF says of how an image lies is left aside.
    """

    page: int = 0
    density: float = 0.0
    colours_only: bool = False
    frames: tuple[int, ...] = ()
    clip: Clip | None = None
    pages: tuple[int | str, ...] = ()
    lying: bool = False


#: How a file shows itself.
AS_IT_IS: Final = Opening()
