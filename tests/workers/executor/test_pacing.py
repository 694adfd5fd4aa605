"""Pacing: what is shown at each moment stays what was shown then."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.plan import Output
from workers.errors import RenderRefused
from workers.executor.limits import Limits
from workers.executor.motion.pacing import Pace


def _shown(pace: Pace, moment: float) -> int:
    """Give the frame shown at a moment, in milliseconds: the plain way."""
    for frame, delay in zip(pace.order, pace.delays, strict=True):
        if moment < delay:
            return frame
        moment -= delay
    return pace.order[-1]


@given(st.lists(st.integers(1, 500), min_size=1, max_size=9), st.floats(0.5, 60))
def test_another_rate_lasts_as_long_and_shows_the_same(delays: list[int], rate: float) -> None:
    before = Pace.of(len(delays), delays, 0)
    after = before.asked(Output("webp", 80, frame_rate=(rate, rate)), Limits())
    lasts = sum(delays)
    if after != before:
        assert sum(after.delays) == lasts
        assert len(after.order) == max(1, round(lasts * rate / 1000))
    for number, frame in enumerate(after.order):
        if after != before:
            assert frame == _shown(before, number * lasts / len(after.order) + 1e-9)


@pytest.mark.parametrize(
    ("asked", "delays"),
    [
        ((5.0, 12.0), [100] * 10),
        ((12.0, 24.0), [83, 84, 83, 83, 84, 83, 83, 84, 83, 83, 84, 83]),
        ((4.0, 5.0), [200] * 5),
        ((20.0, None), [50] * 20),
    ],
)
def test_a_range_of_rates_is_met_at_its_nearer_end(
    asked: tuple[float, float | None], delays: list[int]
) -> None:
    pace = Pace.of(10, [100] * 10, 0).asked(Output("webp", 80, frame_rate=asked), Limits())
    assert sorted(pace.delays) == sorted(delays)


def test_gif_counts_in_hundredths_and_loses_no_time_by_that() -> None:
    pace = Pace.at(24.0, 48, Output("gif", 80))
    assert set(pace.delays) == {40, 50}
    assert sum(pace.delays) == 2000


def test_frames_that_are_shown_no_time_last_as_in_browsers() -> None:
    pace = Pace.of(4, [0] * 4, 0).asked(Output("webp", 80, frame_rate=(5.0, 5.0)), Limits())
    assert pace.delays == (200, 200)
    assert pace.order == (0, 2)


@pytest.mark.parametrize(
    ("delay", "shown"), [(0, 0), (4, 10), (14, 10), (16, 20), (9_999_999, 655_350)]
)
def test_a_delay_is_what_a_gif_can_say(delay: int, shown: int) -> None:
    pace = Pace.of(1, [delay], 0)
    assert pace.asked(Output("gif", 80), Limits()).delays == (shown,)
    assert pace.asked(Output("webp", 80), Limits()).delays == (delay,)


def test_more_frames_than_there_may_be_are_refused_before_they_are_counted() -> None:
    pace = Pace.of(2, [600_000_000] * 2, 0)
    with pytest.raises(RenderRefused, match="Too many frames: 288000000"):
        pace.asked(Output("webp", 80, frame_rate=(240.0, 240.0)), Limits())
