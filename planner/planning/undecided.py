"""Undecided steps: those of which only the picture tells what they come to."""

from collections.abc import Iterable, Sequence

from planner.steps import ApplyLayer, AutoCrop, FindTile, SeekingPan, Step, Trim


def undecided(step: Step) -> bool:
    """Whether only the picture tells what a step comes to, of a picture of a known size."""
    return isinstance(step, Trim | AutoCrop | FindTile | SeekingPan) or (
        isinstance(step, ApplyLayer) and not step.width
    )


def replayed(steps: Iterable[Step], decided: Sequence[tuple[Step, ...]]) -> tuple[Step, ...]:
    """Give steps with what the undecided ones of them have come to, in their order.

    Raises ValueError where it is not told of each, or of more.
    """
    told = iter(decided)
    made: list[Step] = []
    for step in steps:
        if not undecided(step):
            made.append(step)
            continue
        outcome = next(told, None)
        if outcome is None:
            raise ValueError(f"{type(step).__name__} has not been decided")
        made += outcome
    if next(told, None) is not None:
        raise ValueError("more has been decided than was to be")
    return tuple(made)
