"""Pacing: how long each frame of an animation is shown, and how often all are.

Times are in milliseconds. Where frames follow at a rate that is no whole number of them, it is the
moments at which they change that are rounded, so that the whole lasts as long as it should.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Final

from planner.plan import Output
from workers.errors import RenderRefused
from workers.executor.limits import Limits

#: What frames are shown that are said to be shown no time at all, as browsers do.
UNSAID: Final = 100

_SECOND: Final = 1000

#: The steps that a format counts time in, with 16 bits.
_STEPS: Final = {"gif": 10}
_MOST_STEPS: Final = 0xFFFF


@dataclass(frozen=True, slots=True)
class Pace:
    """Which frames follow one another, by their numbers, and for how long.

    ``plays``: how often all are shown, 0 without an end.
    """

    order: tuple[int, ...]
    delays: tuple[int, ...]
    plays: int

    @classmethod
    def of(cls, count: int, delays: Sequence[int], plays: int) -> "Pace":
        """Give the pace of frames in their order; a delay that is missing is nothing."""
        known = [*delays[:count], *[0] * (count - len(delays))]
        return cls(tuple(range(count)), tuple(known), plays)

    @classmethod
    def at(cls, rate: float, count: int, output: Output) -> "Pace":
        """Give the pace of so many frames a second, shown without an end."""
        return cls(tuple(range(count)), _spread(count, _SECOND * count / rate, output), 0)

    def of_these(self, chosen: Sequence[int]) -> "Pace":
        """Show only these frames, by their numbers from 1; without any, all."""
        if not chosen:
            return self
        places = [number - 1 for number in chosen]
        if not all(place < len(self.order) for place in places):
            raise RenderRefused(400, f"There is no frame {max(chosen)}: there are fewer")
        return replace(
            self,
            order=tuple(self.order[place] for place in places),
            delays=tuple(self.delays[place] for place in places),
        )

    def asked(self, output: Output, limits: Limits) -> "Pace":
        """Give the pace that is asked for: at another rate, with other delays, so many times.

        Raises RenderRefused for more frames than there may be.
        """
        made = self._resampled(output, limits) if output.frame_rate else self
        if output.delay is not None:
            made = replace(made, delays=(output.delay,) * len(made.order))
        if step := _STEPS.get(output.format):
            made = replace(made, delays=tuple(_stepped(delay, step) for delay in made.delays))
        return made if output.plays is None else replace(made, plays=output.plays)

    def _resampled(self, output: Output, limits: Limits) -> "Pace":
        """Show at each moment what was shown then, at the nearest rate that is asked for.

        It stays as it is where its mean rate is within what is asked for.
        """
        least, most = output.frame_rate or (0.0, None)
        delays = self.delays if any(self.delays) else (UNSAID,) * len(self.delays)
        lasts = sum(delays)
        rate = _SECOND * len(delays) / lasts
        if least <= rate and (most is None or rate <= most):
            return self
        rate = least if rate < least else most or rate
        count = max(round(lasts * rate / _SECOND), 1)
        limits.check_frames(count)
        ends = list(accumulate(delays))
        order, place = [], 0
        for number in range(count):
            # In whole numbers, so that a moment at which frames change counts as after it.
            while ends[place] * count <= number * lasts:
                place += 1
            order.append(self.order[place])
        return replace(self, order=tuple(order), delays=_spread(count, lasts, output))


def _stepped(delay: int, step: int) -> int:
    """Give a delay in whole steps, as long as can be said; what is shown stays shown."""
    return min(max(round(delay / step), delay > 0), _MOST_STEPS) * step


def _spread(count: int, lasts: float, output: Output) -> tuple[int, ...]:
    step = _STEPS.get(output.format, 1)
    moments = [round(number * lasts / count / step) * step for number in range(count + 1)]
    return tuple(later - earlier for earlier, later in pairwise(moments))
