"""A reader of components for tests of geometry alone, with nothing of the language in it."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from planner.geometry.resize import resize
from planner.geometry.values import Length, Resized, ResizeRequest, Size


def _length(text: str) -> Length:
    if text in ("iw", "ih"):
        return Length(1.0, "iw" if text == "iw" else "ih")
    return Length(float(text), "fraction" if "." in text else "px")


_FIELDS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "c": ("mode", str),
    "g": ("gravity", str),
    "ar": (
        "aspect",
        lambda text: Fraction(*map(int, text.split(":"))) if ":" in text else Fraction(text),
    ),
    "w": ("width", _length),
    "h": ("height", _length),
    "x": ("x", _length),
    "y": ("y", _length),
    "z": ("zoom", float),
}
_FLAGS = {"ignore_aspect_ratio": "ignore_aspect", "no_overflow": "no_overflow"}


def size(text: str) -> Size:
    """Read ``640x427``."""
    width, height = text.split("x")
    return Size(int(width), int(height))


def request(component: str) -> tuple[ResizeRequest, float]:
    """Read one component: the request, and the device pixel ratio beside it."""
    values: dict[str, Any] = {"mode": "scale"}
    dpr = 1.0
    for part in component.split(","):
        key, _, text = part.partition("_")
        if key == "fl":
            values[_FLAGS[text]] = True
        elif key == "dpr":
            dpr = float(text)
        else:
            name, read = _FIELDS[key]
            values[name] = read(text)
    return ResizeRequest(**values), dpr


def resized(source: str, transformation: str) -> Resized:
    """Carry out a chain of resizing components."""
    original = current = size(source)
    steps: tuple[Any, ...] = ()
    for component in transformation.split("/"):
        asked, dpr = request(component)
        result = resize(asked, current, original, dpr=dpr)
        steps += result.steps
        current = result.size
    return Resized(steps, current)
