"""Magic bytes: what a file is, whatever its name says."""

from typing import Final

from workers.errors import RenderRefused

#: How many bytes of a file decide.
HEAD_BYTES: Final = 4096

#: How files begin: those that are let in, and those that a refusal can name.
_BEGINNINGS: Final = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"%PDF-", "pdf"),
    (b"%!PS", "PostScript"),
    (b"8BPS", "psd"),
    (b"BM", "bmp"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
    (b"\0\0\1\0", "ico"),
    (b"\xff\x0a", "jxl"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "jxl"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "jp2"),
    (b"\xffO\xffQ", "jp2"),
    (b"#?RADIANCE", "Radiance HDR"),
    (b"v/1\x01", "OpenEXR"),
    (b"\x1aE\xdf\xa3", "Matroska or WebM video"),
    (b"PK\x03\x04", "ZIP"),
    (b"\x1f\x8b", "gzip"),
)

#: The formats with a loader, which `sniff` gives in lower case.
LOADED: Final = frozenset(
    "jpg png webp avif gif tiff bmp ico svg psd pdf heic jxl jp2".split()  # noqa: SIM905 - a list of words
)

_HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1"})


def sniff(head: bytes) -> str:
    """Name the format of a file by its first `HEAD_BYTES` bytes, or give "".

    The formats that can be loaded are named as in `LOADED`, others as people write them.
    """
    for beginning, name in _BEGINNINGS:
        if head.startswith(beginning):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return _boxed(head)
    return _markup(head)


def loadable(head: bytes, *, status: int) -> str:
    """Name the format of a file that can be loaded.

    Raises RenderRefused with ``status`` for any other, naming it where it is recognised.
    """
    name = sniff(head)
    if name in LOADED:
        return name
    if name:
        raise RenderRefused(status, f"Unsupported image format: {name}")
    raise RenderRefused(status, "Invalid image file")


def _boxed(head: bytes) -> str:
    """Tell the ISO base media files apart by their major and compatible brands."""
    size = min(int.from_bytes(head[:4], "big"), len(head))
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, size - 3, 4))]
    if b"avif" in brands or b"avis" in brands:
        return "avif"
    return "heic" if _HEIC_BRANDS.intersection(brands) else "MP4 or QuickTime video"


def _markup(head: bytes) -> str:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<script")):
        return "HTML"
    if text.startswith(b"<") and b"<svg" in text:
        return "svg"
    return "XML" if text.startswith(b"<?xml") else ""
