"""Percent-encoding: the text behind a part of a path, and whether it is fit to be one."""

from urllib.parse import unquote_to_bytes


def decode(raw: str) -> str:
    """Decode once. A per cent sign without two hex digits stands for itself, as in ``35%``.

    Raises ValueError for what is not UTF-8 once decoded.
    """
    if "%" not in raw and raw.isascii():
        return raw
    return unquote_to_bytes(raw).decode()


def unprintable(text: str, allowed: str = "") -> str:
    """Give the first character that is neither printable nor allowed, or an empty string.

    Control characters, invisible ones and those that change the direction of writing can make a
    name look like another, or end one early.
    """
    if text.isprintable():
        return ""
    return next((one for one in text if not one.isprintable() and one not in allowed), "")
