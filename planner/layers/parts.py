"""Parts: what of a component concerns a layer's source, its picture, or how it is applied."""

from collections.abc import Mapping
from typing import Any, Final

from planner.effects.blends import DISPLACE
from planner.language.backdrops import Backdrop
from planner.language.choices import words
from planner.language.component import Component
from planner.language.declaration import Role
from planner.language.effect import Applied
from planner.layers.sources import Source, Subtitles, Text

#: The keys of what opens a layer.
OVERLAY_KEY: Final = "l"
UNDERLAY_KEY: Final = "u"

FLAGS_KEY: Final = "fl"
APPLY: Final = "layer_apply"
CUTTER: Final = "cutter"
SPLICE: Final = "splice"

#: Flags that say how a layer is applied. ``no_overflow`` may also be of a resize.
_APPLYING: Final = words("layer_apply tiled cutter replace_image text_disallow_overflow")
_NO_OVERFLOW: Final = "no_overflow"

#: Flags that say how a text becomes a picture.
_SETTING: Final = words("text_no_trim")

_PLACE: Final = frozenset({"g", "x", "y"})
_TIME: Final = frozenset({"so", "eo", "du"})
_SIDES: Final = frozenset({"c", "w", "h", "ar"})
_FIT: Final = "fit"

_SPLICING: Final = frozenset({SPLICE})

Values = Mapping[str, Any]


def source_of(opener: Component) -> tuple[str, Source]:
    """Give key and source of the layer that a component opens."""
    key = OVERLAY_KEY if OVERLAY_KEY in opener.given else UNDERLAY_KEY
    return key, opener.given[key]


def opens(component: Component) -> bool:
    """Whether a component opens a layer."""
    return OVERLAY_KEY in component.given or UNDERLAY_KEY in component.given


def applies(component: Component) -> bool:
    """Whether a component applies a layer."""
    return has_flag(component, APPLY)


def has_flag(component: Component, name: str) -> bool:
    """Whether a component has a flag."""
    return any(flag.name == name for flag in component.given.get(FLAGS_KEY, ()))


def setting(opener: Component) -> Values:
    """Give what of an opener says which source, and how its text is set."""
    values = opener.given
    key, source = source_of(opener)
    kept = {key}
    if isinstance(source, (Text, Subtitles)):
        kept |= {"co"} | ({"bo"} if _stroked(source) else set())
        if isinstance(values.get("b"), Backdrop) or not _pads(values):
            # A colour beside a padding fills that as well.
            kept.add("b")
        if _wraps(values):
            kept |= _SIDES
    return _picked(values, frozenset(kept), _SETTING | {SPLICE})


def placing(component: Component, *, sized: bool) -> Values:
    """Give what of a component says where, when and how a layer is applied.

    sized: whether the component also resizes the layer, so that ``fl_no_overflow`` is of that.
    """
    values = component.given
    keys = _PLACE | _TIME | ({"e"} if _blends(values) else frozenset())
    flags = _APPLYING if sized else _APPLYING | {_NO_OVERFLOW}
    return _picked(values, keys, flags)


def splicing(component: Component) -> Values:
    """Give what of a component says that the layer is joined to its base in time."""
    return _picked(component.given, frozenset(), _SPLICING) if FLAGS_KEY in component.given else {}


def resizing(component: Component) -> bool:
    """Whether a component resizes."""
    return not _SIDES.isdisjoint(component.given)


def rest(component: Component, *taken: Values) -> Values:
    """Give what of a component is in none of these."""
    kept = dict(component.values)
    for part in taken:
        for key, value in part.items():
            if key != FLAGS_KEY:
                kept.pop(key, None)
            elif flags := kept.pop(key, frozenset()) - value:
                kept[key] = flags
    return kept


def displaces(values: Values) -> bool:
    """Whether x and y are strengths, not a place."""
    effect = values.get("e")
    return isinstance(effect, Applied) and effect.effect is DISPLACE


def _picked(values: Values, keys: frozenset[str], flags: frozenset[str]) -> Values:
    picked = {key: value for key, value in values.items() if key in keys}
    if FLAGS_KEY in values:
        named = frozenset(flag for flag in values[FLAGS_KEY] if flag.name in flags)
        if named:
            picked[FLAGS_KEY] = named
    return picked


def _blends(values: Values) -> bool:
    effect = values.get("e")
    return isinstance(effect, Applied) and effect.effect.role is Role.QUALIFIER


def _wraps(values: Values) -> bool:
    mode = values.get("c")
    return mode is not None and getattr(mode, "name", "") == _FIT


def _pads(values: Values) -> bool:
    return "b" in getattr(values.get("c"), "takes", ())


def _stroked(source: Text | Subtitles) -> bool:
    """Whether a border is the outline of letters; a style that is not known yet may want one."""
    return getattr(source.style, "stroke", True)
