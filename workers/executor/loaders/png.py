"""PNG: libvips decodes its picture, and Pillow the frames of an animated one."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pyvips
from PIL import PngImagePlugin

from workers.errors import RenderRefused
from workers.executor.loaders.by_libvips import LibvipsLoader
from workers.executor.loaders.by_pillow import BROKEN
from workers.executor.loaders.loader import INVALID, File, Header, View, refusing
from workers.executor.loaders.pixels import from_pillow
from workers.executor.motion.pacing import Pace
from workers.executor.motion.png_chunks import animation_of, frames_said


@dataclass(frozen=True, slots=True)
class PngLoader:
    """A PNG, which may be animated; ``picture`` is what opens it where it stands still.

    By itself an animated one shows its picture, which need not be one of its frames.
    """

    picture: LibvipsLoader
    frames: bool = True
    paged: bool = False
    shrinks: tuple[int, ...] = ()
    scales: bool = False

    def header(self, file: File, view: View) -> Header:
        """Read a header: frames are all of the size of the picture."""
        frames = frames_said(file.data)
        header = self.picture.header(file, View() if frames > 1 else view)
        return replace(header, pages=frames)

    def headers(self, file: File, pages: int) -> list[Header]:
        """Read the header that is that of all frames."""
        return [self.header(file, View())] * pages

    def open(
        self, file: File, view: View, *, shrink: float = 1, all_frames: bool = False
    ) -> pyvips.Image:
        """Open the picture, or decode the frames up to one."""
        if shrink != 1 or all_frames:
            raise ValueError("frames of a PNG come one by one")
        frames = frames_said(file.data)
        if not view.page or frames == 1:
            return self.picture.open(file, view)
        if view.page > frames:
            raise RenderRefused(400, f"There is no frame {view.page}; the animation has {frames}")
        *_, last = self.unrolled(file, view.page)
        return last

    def unrolled(self, file: File, count: int) -> Iterator[pyvips.Image]:
        """Decode the first frames in turn, each laid on what the ones before it leave."""
        with refusing(*BROKEN):
            picture = PngImagePlugin.PngImageFile(io.BytesIO(file.data))
            size, before = picture.size, int(picture.default_image)
            profile = picture.info.get("icc_profile")
        for number in range(count):
            with refusing(*BROKEN):
                picture.seek(before + number)
                picture.load()
                if picture.size != size:
                    raise RenderRefused(400, INVALID)
                image = from_pillow(picture, profile)
            yield image

    def pace(self, file: File, count: int) -> Pace:
        """Read how long each frame is shown, and how often all are."""
        said = animation_of(file.data)
        return Pace.of(count, said.delays, said.plays)

    def prove(self, file: File, *, all_frames: bool) -> None:
        """Decode the picture, and all frames."""
        self.picture.prove(file, all_frames=False)
        if all_frames:
            for _ in self.unrolled(file, frames_said(file.data)):
                pass
