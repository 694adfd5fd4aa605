"""Limits: how much a transformation may ask for, before anybody works on it."""

from typing import Final

#: Characters of a transformation as written. A URL rarely has more than 2,000.
MAXIMUM_TRANSFORMATION: Final = 8_192

#: Components of a transformation.
MAXIMUM_COMPONENTS: Final = 100

#: Pixels of a width or a height, of results and of what is drawn on the way to them.
MAXIMUM_SIDE: Final = 30_000

#: How many times its own side an image may be asked to become.
MAXIMUM_FRACTION: Final = 100.0

#: Pixels of an image, again also on the way.
MAXIMUM_PIXELS: Final = 50_000_000

#: Pixels of all frames of an animation together.
MAXIMUM_ANIMATED_PIXELS: Final = 200_000_000

#: Frames of an animation.
MAXIMUM_FRAMES: Final = 1_000

#: Characters of the client's own text that an error repeats.
MAXIMUM_QUOTE: Final = 80
