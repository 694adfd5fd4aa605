"""Heads: the cloud, and what kind of asset the path names, in full or by an alias."""

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from planner.errors import UrlError
from planner.language.quoting import quoted

_CLOUD: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Head:
    """What the first segments say. ``suffixed``: the path's last segment is cosmetic."""

    asset_type: str
    delivery_type: str
    suffixed: bool = False


_ROOT: Final = Head("image", "upload")
_ALIASES: Final = MappingProxyType(
    {
        "iu": _ROOT,
        "images": Head("image", "upload", suffixed=True),
        "private_images": Head("image", "private", suffixed=True),
        "authenticated_images": Head("image", "authenticated", suffixed=True),
        "videos": Head("video", "upload", suffixed=True),
        "files": Head("raw", "upload", suffixed=True),
    }
)
_ASSET_TYPES: Final = frozenset({"image", "video", "raw"})
_DELIVERY_TYPES: Final = frozenset({"upload", "private", "authenticated", "fetch", "text"})


def read_cloud(segments: list[str]) -> tuple[str, list[str]]:
    """Read the cloud; gives it with the segments after it. Raises UrlError."""
    cloud = segments[0] if segments else ""
    if _CLOUD.fullmatch(cloud) is None:
        raise UrlError(f"Invalid cloud name {quoted(cloud)}")
    return cloud, segments[1:]


def read_head(segments: list[str]) -> tuple[Head, list[str]]:
    """Read the kind of asset; gives it with the segments after it.

    A segment that is neither a kind of asset nor an alias belongs to an image's path already.
    Raises UrlError for a delivery type that there is not.
    """
    first = segments[0] if segments else ""
    if first in _ALIASES:
        return _ALIASES[first], segments[1:]
    if first not in _ASSET_TYPES:
        return _ROOT, segments
    second = segments[1] if len(segments) > 1 else ""
    if second not in _DELIVERY_TYPES:
        supported = ", ".join(sorted(_DELIVERY_TYPES))
        raise UrlError(f"Delivery type {quoted(second)} is not supported; expected {supported}")
    return Head(first, second), segments[2:]
