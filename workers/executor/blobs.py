"""Blobs: fields of a picture that hold bytes, which libvips' own types do not list."""

from typing import Any

import pyvips


def blob(image: pyvips.Image, name: str) -> bytes:
    """Give the bytes of a field, none where there is no such field."""
    value: Any = image.get(name) if image.get_typeof(name) else b""
    return bytes(value)


def set_blob(image: pyvips.Image, name: str, data: bytes) -> None:
    """Set a field of a picture that is nobody else's."""
    value: Any = data
    image.set_type(pyvips.GValue.blob_type, name, value)
