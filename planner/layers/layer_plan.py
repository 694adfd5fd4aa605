"""Layer plans: all that the executor needs to know to draw a layer, beside the assets' bytes."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from planner.facts import AssetFacts
from planner.language.component import Component
from planner.language.effect import Applied
from planner.language.tree import LayerBlock, Node
from planner.layers.assets import AssetName, Lookup, assets_of
from planner.layers.blocks import arranged
from planner.layers.parts import (
    APPLY,
    FLAGS_KEY,
    SPLICE,
    UNDERLAY_KEY,
    has_flag,
    setting,
    source_of,
)
from planner.layers.sources import Source


class Basis(StrEnum):
    """What decimal sizes of a layer are shares of."""

    LAYER = "layer"
    BASE = "base"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Application:
    """Where, when and how a layer is applied.

    ``gravity``, ``x``, ``y`` and the times are values of their parameters, None where they are
    not given: then a layer lies in the middle, subtitles at the bottom, for the whole time. In
    ``displace`` x and y are its strengths. ``flags`` are names, of those that say how.
    ``splice``: the clip follows or precedes the base in time, through the transition of a name
    and seconds where there is one.
    """

    gravity: Any = None
    x: Any = None
    y: Any = None
    blend: Applied | None = None
    flags: frozenset[str] = frozenset()
    start: Any = None
    end: Any = None
    duration: Any = None
    splice: bool = False
    transition: tuple[str, float] | None = None


@dataclass(frozen=True, slots=True)
class LayerPlan:
    """A layer: what it shows, what is done to it, and how it is applied.

    ``text`` holds what says how words are set, by key: colour, background, outline, and the box
    that they are wrapped in. ``inner`` works on the layer alone. ``assets`` are those that it
    needs, with what is known of them.
    """

    source: Source
    under: bool
    text: tuple[tuple[str, Any], ...]
    inner: tuple[Node, ...]
    application: Application
    assets: tuple[tuple[AssetName, AssetFacts | None], ...]


def layer_plan(block: LayerBlock, lookup: Lookup) -> LayerPlan:
    """Plan a layer, whose variables and conditions are folded."""
    key, source = source_of(block.opener)
    divided = arranged(block)
    text = {name: value for name, value in setting(divided.opener).items() if name != key}
    return LayerPlan(
        source=source,
        under=key == UNDERLAY_KEY,
        text=tuple(sorted(text.items())),
        inner=divided.inner,
        application=_application(divided),
        assets=tuple((name, lookup(name)) for name in assets_of(source)),
    )


def basis(component: Component) -> Basis:
    """Say what decimal sizes of a layer's component are shares of."""
    if has_flag(component, "region_relative"):
        return Basis.REGION
    return Basis.BASE if has_flag(component, "relative") else Basis.LAYER


def _application(divided: LayerBlock) -> Application:
    values = dict(divided.closer.values) if divided.closer is not None else {}
    flags = frozenset(flag.name for flag in values.get(FLAGS_KEY, ())) - {APPLY}
    opened = dict(divided.opener.values).get(FLAGS_KEY, ())
    spliced = [flag for flag in opened if flag.name == SPLICE]
    return Application(
        gravity=values.get("g"),
        x=values.get("x"),
        y=values.get("y"),
        blend=values.get("e"),
        flags=flags,
        start=values.get("so"),
        end=values.get("eo"),
        duration=values.get("du"),
        splice=bool(spliced),
        transition=spliced[0].argument if spliced else None,
    )
