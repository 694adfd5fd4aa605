"""Settling: what the values that wait for the client come to."""

from dataclasses import dataclass
from typing import Any

from planner.facts import AssetFacts, Client, Hint
from planner.geometry.values import Length
from planner.language.component import Component, compose
from planner.limits import MAXIMUM_SIDE
from planner.parameters.pixel_ratio import AUTO_RATIO
from planner.parameters.sides import HEIGHT, AutoSide
from planner.responsive.breakpoints import breakpoints


@dataclass(frozen=True, slots=True)
class Settled:
    """A value, None where it says nothing, and the request headers that had a say in it."""

    value: Any
    vary: tuple[str, ...] = ()


def waits(component: Component) -> bool:
    """Whether a component has values that wait for the client."""
    return any(_waits(value) for _, value in component.values)


def settled_ratio(client: Client) -> Settled:
    """Settle ``dpr_auto``."""
    return Settled(client.dpr.value or 1.0, client.dpr.headers)


def settled(
    component: Component, facts: AssetFacts, client: Client, ratio: float
) -> tuple[Component, tuple[str, ...]]:
    """Settle a component; gives also the request headers that had a say in it.

    ratio: the device pixel ratio that takes effect. Automatic widths count device pixels
    already, so what is written is that much smaller.
    """
    if not waits(component):
        return component, ()
    values: dict[str, Any] = {}
    vary: tuple[str, ...] = ()
    for key, value in component.values:
        outcome = _settled(key, value, facts, client, ratio) if _waits(value) else Settled(value)
        vary += outcome.vary
        if outcome.value is not None:
            values[key] = outcome.value
    return compose(values), vary


def _waits(value: object) -> bool:
    """Whether a value waits; a list of widths is an answer of its own, and waits for nothing."""
    return value is AUTO_RATIO or (isinstance(value, AutoSide) and not value.listed)


def _settled(key: str, value: Any, facts: AssetFacts, client: Client, ratio: float) -> Settled:
    if value is AUTO_RATIO:
        return settled_ratio(client)
    if key == HEIGHT.key:
        # It follows from the width: no client hints at a height.
        return Settled(None)
    hint = shown_width(client)
    width = value.fallback if hint.value is None else hint.value
    if width is None:
        return Settled(Length(1.0, "iw"), hint.headers)
    return Settled(_pixels(-(-_rounded(width, value, facts) // ratio)), hint.headers)


def shown_width(client: Client) -> Hint:
    """Give how many device pixels wide a client shows the image, as far as it says.

    Without a word on the image, it is taken to be as wide as the window.
    """
    if client.width.value is not None:
        return client.width
    headers = client.width.headers + client.viewport.headers
    if client.viewport.value is None:
        return Hint(None, headers)
    ratio = client.dpr.value or 1.0
    return Hint(client.viewport.value * ratio, headers + client.dpr.headers)


def _rounded(width: float, value: AutoSide, facts: AssetFacts) -> float:
    if value.breakpoints is None:
        return -(-width // value.step) * value.step
    widths = breakpoints(value.breakpoints, facts)
    return next((point for point in widths if point >= width), widths[-1])


def _pixels(width: float) -> Length:
    return Length(float(min(max(int(width), 1), MAXIMUM_SIDE)))
