"""Frames: an animation is read frame by frame, and joined again into the roll that encoders take.

libvips lays the frames of an animation below one another in one tall image, whose fields tell the
height of a frame, the milliseconds that each is shown, and how often all are repeated.
"""

from collections.abc import Iterator, Sequence

import pyvips


def unrolled(roll: pyvips.Image, count: int) -> Iterator[pyvips.Image]:
    """Give the frames of a roll in turn. Each must be drawn before the next is taken."""
    height = roll.height // count
    for number in range(count):
        yield roll.crop(0, number * height, roll.width, height)


def joined(frames: Sequence[pyvips.Image]) -> pyvips.Image:
    """Give the roll of frames of one size. It keeps delays and repetitions of the first."""
    roll = pyvips.Image.arrayjoin(list(frames), across=1).copy()
    roll.set_type(pyvips.GValue.gint_type, "page-height", frames[0].height)
    return roll
