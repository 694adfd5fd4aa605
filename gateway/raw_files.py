"""Raw assets: media types by their names, and which of them browsers may show.

Nothing looks into such a file, so a browser must not either: it is told the type that goes with
the name, and to save whatever could run scripts under this host.
"""

from mimetypes import MimeTypes
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

RAW: Final = "raw"

_UNKNOWN: Final = "application/octet-stream"
#: Of this table alone, and not of what else the machine knows.
_KNOWN: Final = MimeTypes()
_ADDED: Final = MappingProxyType(
    {
        ".ttf": "font/ttf",
        ".otf": "font/otf",
        ".woff": "font/woff",
        ".woff2": "font/woff2",
        ".srt": "application/x-subrip",
        ".xhtml": "application/xhtml+xml",
    }
)
#: What runs nothing when it is shown; all else is saved.
_SHOWN: Final = frozenset(
    {"application/json", "application/pdf", "text/csv", "text/plain", "text/vtt"}
)
_SHOWN_KINDS: Final = ("font/", "audio/", "video/", "image/")
_DRAWING: Final = "image/svg+xml"


def media_type_of(name: str) -> str:
    """Give the media type that goes with a file's name; packed files have that of bytes."""
    ending = PurePosixPath(name).suffix.lower()
    if ending in _ADDED:
        return _ADDED[ending]
    kind, packing = _KNOWN.guess_type(f"file{ending}", strict=True)
    return kind if kind is not None and packing is None else _UNKNOWN


def is_shown(name: str) -> bool:
    """Whether a browser may show a file of a name, rather than save it."""
    kind = media_type_of(name)
    return kind in _SHOWN or (kind.startswith(_SHOWN_KINDS) and kind != _DRAWING)
