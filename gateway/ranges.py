"""Parts of a representation: the Range header (RFC 9110, section 14), one range at a time."""

from aiohttp import hdrs, web

from storage.objects import ByteRange


def asked_range(request: web.Request) -> ByteRange | None:
    """Read the range that a client asks for.

    None for no range, and for one to be answered with the whole: several at once, another unit,
    or a malformed one.
    """
    header = request.headers.get(hdrs.RANGE)
    if header is None:
        return None
    try:
        asked = request.http_range
    except ValueError:
        return None
    if "=-" in header:
        return ByteRange(suffix=-asked.start)
    return ByteRange(start=asked.start, end=asked.stop)


def content_range(start: int, end: int, size: int) -> str:
    """Say which part of the whole an answer carries."""
    return f"bytes {start}-{end - 1}/{size}"
