"""Frames: an animation is read frame by frame, and joined again into the roll that encoders take.

libvips lays the frames of an animation below one another in one tall image, whose fields tell the
height of a frame, the milliseconds that each is shown, and how often all are shown.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import pyvips

from workers.executor.alpha import with_alpha
from workers.executor.motion.pacing import Pace

_HEIGHT: Final = "page-height"
_DELAYS: Final = "delay"
_PLAYS: Final = "loop"


def unrolled(roll: pyvips.Image, count: int) -> Iterator[pyvips.Image]:
    """Give the frames of a roll in turn. Each must be drawn before the next is taken."""
    height = roll.height // count
    for number in range(count):
        yield roll.crop(0, number * height, roll.width, height)


def frames_of(roll: pyvips.Image) -> int:
    """Count the frames of a roll; a picture by itself is one."""
    if not roll.get_typeof(_HEIGHT):
        return 1
    height = roll.get(_HEIGHT)
    return max(roll.height // height, 1) if isinstance(height, int) else 1


def pace_of(roll: pyvips.Image, count: int) -> Pace:
    """Give how long each frame of a roll is shown, and how often all are."""
    delays: Any = roll.get(_DELAYS) if roll.get_typeof(_DELAYS) else []
    plays: Any = roll.get(_PLAYS) if roll.get_typeof(_PLAYS) else 0
    return Pace.of(count, delays, plays)


def joined(frames: Sequence[pyvips.Image], pace: Pace) -> pyvips.Image:
    """Give the roll of frames of one size, at a pace. One that is transparent makes all so."""
    if any(frame.hasalpha() for frame in frames):
        frames = [with_alpha(frame) for frame in frames]
    roll = pyvips.Image.arrayjoin(list(frames), across=1).copy()
    roll.set_type(pyvips.GValue.gint_type, _HEIGHT, frames[0].height)
    roll.set_type(pyvips.GValue.array_int_type, _DELAYS, list(pace.delays))
    roll.set_type(pyvips.GValue.gint_type, _PLAYS, pace.plays)
    return roll
