"""Limits: what a source and every picture made of it may measure at most."""

import time
from dataclasses import dataclass
from math import inf
from typing import Final

from workers.errors import DeadlineExceeded, RenderRefused

_MEGA: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest source that is decoded, and the largest picture that is drawn.

    ``max_pixels`` is of one frame, ``max_animation_pixels`` of all frames together; both hold for
    sources, read from their headers, and for what every step draws. ``deadline`` is the moment,
    by ``time.monotonic``, after which no further step is begun.
    """

    max_pixels: int = 100 * _MEGA
    max_bytes: int = 100 * _MEGA
    max_frames: int = 1000
    max_pages: int = 1000
    max_animation_pixels: int = 200 * _MEGA
    deadline: float = inf

    def check_bytes(self, size: int) -> None:
        """Raise RenderRefused when a file of ``size`` bytes is too large."""
        if size > self.max_bytes:
            raise RenderRefused(
                400, f"File size too large: {size} bytes; the maximum is {self.max_bytes}"
            )

    def check_pages(self, pages: int) -> None:
        """Raise RenderRefused when a document has too many pages."""
        if pages > self.max_pages:
            raise RenderRefused(400, f"Too many pages: {pages}; the maximum is {self.max_pages}")

    def check_frames(self, frames: int) -> None:
        """Raise RenderRefused when an animation has too many frames."""
        if frames > self.max_frames:
            raise RenderRefused(400, f"Too many frames: {frames}; the maximum is {self.max_frames}")

    def check_size(self, width: int, height: int, frames: int = 1) -> None:
        """Raise RenderRefused when a picture of ``frames`` frames of this size is too large."""
        self.check_frames(frames)
        _check_pixels(width, height, self.max_pixels, "")
        if frames > 1:
            _check_pixels(width, height * frames, self.max_animation_pixels, " in all frames")

    def check_time(self) -> None:
        """Raise DeadlineExceeded when the deadline has passed."""
        if time.monotonic() > self.deadline:
            raise DeadlineExceeded("the render took longer than its deadline")


def _check_pixels(width: int, height: int, most: int, where: str) -> None:
    if width * height > most:
        megapixels = width * height / _MEGA
        raise RenderRefused(
            400,
            f"Image too large: {megapixels:.1f} megapixels{where}; the maximum is {most / _MEGA:g}",
        )
