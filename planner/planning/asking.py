"""Asking: what an asset and the image at hand come to, by the names of the language."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from planner.errors import TransformationError
from planner.expressions.values import Amount, Value
from planner.facts import AssetFacts
from planner.geometry.values import Size
from planner.planning.scene import Scene


def asked(word: str, key: str, scene: Scene, facts: AssetFacts) -> Value | None:
    """Give a characteristic of a scene or of its asset, or None where nobody knows it yet.

    word: its name in URLs. key: of ``ctx`` and ``md``; what is not there is an empty string.
    Raises TransformationError for what an asset of its kind cannot have.
    """
    if key:
        return _KEYED[word](facts, key) if word in _KEYED else None
    if word in _SCENE:
        return _SCENE[word](scene)
    return _ASSET[word](facts) if word in _ASSET else None


def _ratio(size: Size) -> Amount:
    ratio = Fraction(size.width, size.height)
    return Amount(ratio if ratio.denominator > 1 else ratio.numerator)


def _side(pixels: int, scene: Scene) -> Amount:
    ratio = scene.pixel_ratio
    return Amount(pixels, unscaled=None if ratio == 1 else pixels / Fraction(str(ratio)))


def _exact(number: float | None) -> Amount | None:
    if number is None:
        return None
    exact = Fraction(str(number))
    return Amount(exact if exact.denominator > 1 else exact.numerator, decimal=True)


def _names(pairs: tuple[tuple[str, object], ...]) -> frozenset[str]:
    return frozenset(name for name, _ in pairs)


def _trimmed(facts: AssetFacts) -> Amount | None:
    if facts.trimmed is None:
        return None
    _, _, width, height = facts.trimmed
    return _ratio(Size(width, height))


def _duration(facts: AssetFacts) -> Amount | None:
    if facts.duration is None:
        raise TransformationError(
            "Images have no duration",
            expected="du and idu of videos; pc counts the frames of an animation",
        )
    return _exact(facts.duration)


def _here(facts: AssetFacts) -> None:
    """Refuse what has no duration; of what has one, nobody knows yet how much is left here."""
    _duration(facts)


def _metadata(facts: AssetFacts, field: str) -> Value:
    value = dict(facts.metadata).get(field, "")
    if isinstance(value, tuple):
        return frozenset(value)
    return value if isinstance(value, str) else _exact(value) or ""


_SCENE: Final[Mapping[str, Callable[[Scene], Value | None]]] = MappingProxyType(
    {
        "w": lambda scene: _side(scene.size.width, scene),
        "h": lambda scene: _side(scene.size.height, scene),
        "ar": lambda scene: _ratio(scene.size),
        "iw": lambda scene: _side(scene.original.width, scene),
        "ih": lambda scene: _side(scene.original.height, scene),
        "iar": lambda scene: _ratio(scene.original),
        "dpr": lambda scene: _exact(scene.pixel_ratio),
        "cp": lambda scene: Amount(scene.page),
        # Nothing that an image is made of lies anywhere but at its corner.
        "px": lambda _: Amount(0),
        "py": lambda _: Amount(0),
    }
)

_ASSET: Final[Mapping[str, Callable[[AssetFacts], Value | None]]] = MappingProxyType(
    {
        "tags": lambda facts: frozenset(facts.tags),
        "ctx": lambda facts: _names(facts.context),
        "md": lambda facts: _names(facts.metadata),
        "rn": lambda facts: _names(facts.regions),
        "pgnames": lambda facts: frozenset(facts.page_names) - {""},
        "pc": lambda facts: Amount(facts.pages),
        "rc": lambda facts: Amount(len(facts.regions)),
        "ccc": lambda facts: Amount(len(facts.custom_coordinates)),
        "fc": lambda facts: None if facts.faces is None else Amount(len(facts.faces)),
        "idn": lambda facts: _exact(facts.dpi),
        "ils": lambda facts: _exact(facts.illustration),
        "tar": _trimmed,
        "du": _here,
        "idu": _duration,
        "current:public_id": lambda facts: facts.public_id,
    }
)

_KEYED: Final[Mapping[str, Callable[[AssetFacts, str], Value]]] = MappingProxyType(
    {"ctx": lambda facts, key: dict(facts.context).get(key, ""), "md": _metadata}
)
