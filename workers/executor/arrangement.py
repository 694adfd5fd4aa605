"""The arrangement of a draft's steps for one source.

The scaling and cropping at its head goes first, on the picture as it is stored: there the decoder
can help, and what follows has fewer pixels to turn upright and to convert.
"""

from dataclasses import dataclass, replace

import pyvips

from planner.steps import Crop, Draft, Resize
from workers.executor.colours import additive, to_srgb
from workers.executor.orientation import as_stored, leading_geometry, turns_sideways, upright
from workers.executor.runner import Done, Runner
from workers.executor.shrinking import fold
from workers.executor.sources import Source


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is done to each frame: ``leading`` on the picture as stored, ``rest`` once upright."""

    leading: tuple[Resize | Crop, ...]
    orientation: int
    rest: Draft

    def begin(
        self, image: pyvips.Image, leading: tuple[Resize | Crop, ...], runner: Runner
    ) -> pyvips.Image:
        """Draw a frame up to the rest; ``leading`` is what the decoder has left of its own."""
        return to_srgb(upright(runner.run(additive(image), leading), self.orientation))


def arrange(draft: Draft, source: Source, *, as_it_lies: bool = False) -> Arrangement:
    """Arrange a draft for a source; ``as_it_lies`` leaves its EXIF orientation aside."""
    orientation = 1 if as_it_lies else source.orientation
    width, height = source.width, source.height
    if turns_sideways(orientation):
        width, height = height, width
    leading = leading_geometry(draft.steps)
    return Arrangement(
        leading=as_stored(leading, orientation, width, height),
        orientation=orientation,
        rest=replace(draft, steps=draft.steps[len(leading) :]),
    )


def still(source: Source, arrangement: Arrangement, runner: Runner) -> pyvips.Image:
    """Draw one frame of a source."""
    return still_by(source, arrangement, runner).image


def still_by(source: Source, arrangement: Arrangement, runner: Runner) -> Done:
    """Draw one frame of a source; give also what the rest came to."""
    folding = fold(source, arrangement.leading)
    image = arrangement.begin(folding.open(source), folding.steps, runner)
    return runner.draw(image, arrangement.rest)
