"""Media types of originals, by how a file begins; what the probe finds must agree."""

from types import MappingProxyType
from typing import Final

from gateway.errors import BadRequest

#: Drawings are not among them: their originals are never delivered, only what is left of them
#: when they are sanitised.
_MEDIA_TYPES: Final = MappingProxyType(
    {
        "jpg": "image/jpeg",
        "png": "image/png",
        "gif": "image/gif",
        "webp": "image/webp",
        "avif": "image/avif",
        "heic": "image/heic",
        "tiff": "image/tiff",
        "bmp": "image/bmp",
        "ico": "image/vnd.microsoft.icon",
        "psd": "image/vnd.adobe.photoshop",
        "pdf": "application/pdf",
        "jxl": "image/jxl",
        "jp2": "image/jp2",
    }
)
_BEGINNINGS: Final = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
    (b"BM", "bmp"),
    (b"\0\0\1\0", "ico"),
    (b"8BPS", "psd"),
    (b"%PDF-", "pdf"),
    (b"\xff\x0a", "jxl"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "jxl"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "jp2"),
    (b"\xffO\xffQ", "jp2"),
)
#: Formats in the same container, whose brands only the probe tells apart.
_BOXED: Final = frozenset({"avif", "heic"})
_UNKNOWN: Final = "application/octet-stream"


def media_type(head: bytes) -> str:
    """Give the media type of a file that begins so. Its name, and what it claims, do not matter."""
    return _MEDIA_TYPES.get(_format(head), _UNKNOWN)


def check_agrees(head: bytes, probed: str) -> None:
    """Compare with the format that the probe found. Raises BadRequest."""
    found = _format(head)
    if found != probed and not {found, probed} <= _BOXED:
        raise BadRequest(f"Invalid image file: it does not begin as {probed} does")


def _format(head: bytes) -> str:
    for beginning, name in _BEGINNINGS:
        if head.startswith(beginning):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return "avif" if head[8:12] in (b"avif", b"avis") else "heic"
    return "svg" if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<" else ""
