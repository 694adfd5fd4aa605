"""Media types of originals, by how a file begins; what the probe finds must agree."""

from types import MappingProxyType
from typing import Final

from gateway.errors import BadRequest

_MEDIA_TYPES: Final = MappingProxyType(
    {
        "jpg": "image/jpeg",
        "png": "image/png",
        "gif": "image/gif",
        "webp": "image/webp",
        "avif": "image/avif",
    }
)
_UNKNOWN: Final = "application/octet-stream"


def media_type(head: bytes) -> str:
    """Give the media type of a file that begins so. Its name, and what it claims, do not matter."""
    return _MEDIA_TYPES.get(_format(head), _UNKNOWN)


def check_agrees(head: bytes, probed: str) -> None:
    """Compare with the format that the probe found. Raises BadRequest."""
    if _format(head) != probed:
        raise BadRequest(f"Invalid image file: it does not begin as {probed} does")


def _format(head: bytes) -> str:
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return "avif" if head[4:8] == b"ftyp" else ""
