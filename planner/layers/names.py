"""Names: the public IDs of layers, whose slashes are written as colons."""

import base64
import binascii
import re
from typing import Final

from planner.errors import ValueRefused
from planner.extensions import split_extension
from planner.layers.words import Reference, read_reference
from planner.paths.names import MAXIMUM_PUBLIC_ID
from planner.percent import unprintable

#: Characters of a URL to fetch, once decoded.
MAXIMUM_URL: Final = 2_048

#: A name, or the variable that holds it.
Name = str | Reference

#: How the names of raw assets end.
SUBTITLES_ENDINGS: Final = (".srt", ".vtt")
TABLE_ENDINGS: Final = (".3dl", ".cube")

_EXPECTED: Final = "a public ID with : for /"
_REMOTE: Final = "a URL that begins with http:// or https://, in base64"
_URL: Final = re.compile(r"https?://[^/\s]", re.IGNORECASE)
_TO_STANDARD: Final = str.maketrans("-_", "+/")


def read_name(text: str, *, extension: bool = False) -> Name:
    """Read a public ID; its extension goes, which names no asset, unless it is to stay.

    Raises ValueRefused.
    """
    if text.startswith("$"):
        return read_reference(text[1:])
    public_id = text.replace(":", "/")
    if not extension:
        public_id, _ = split_extension(public_id)
    folders = public_id.split("/")
    if unprintable(public_id) or not {"", ".", ".."}.isdisjoint(folders):
        raise ValueRefused(_EXPECTED)
    if len(public_id) > MAXIMUM_PUBLIC_ID:
        raise ValueRefused(f"a public ID of at most {MAXIMUM_PUBLIC_ID} characters")
    return public_id


def read_file_name(text: str, endings: tuple[str, ...]) -> Name:
    """Read the public ID of a raw asset, which ends in one of these. Raises ValueRefused."""
    name = read_name(text, extension=True)
    if isinstance(name, str) and not name.lower().endswith(endings):
        raise ValueRefused(f"a public ID with : for /, ending with {' or '.join(endings)}")
    return name


def name_text(name: Name) -> str:
    """Give the canonical spelling."""
    return f"${name.name}" if isinstance(name, Reference) else name.replace("/", ":")


def read_url(text: str) -> str:
    """Read a URL in base64, of either alphabet, with padding or without. Raises ValueRefused."""
    standard = text.translate(_TO_STANDARD).rstrip("=")
    try:
        # The rest of a length is told by the padding, which may be missing.
        url = base64.b64decode(standard + "=" * (-len(standard) % 4), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise ValueRefused(_REMOTE) from None
    if _URL.match(url) is None or unprintable(url) or len(url) > MAXIMUM_URL:
        raise ValueRefused(_REMOTE)
    return url


def url_text(url: str) -> str:
    """Write a URL in the alphabet that paths need not escape, without padding."""
    return base64.urlsafe_b64encode(url.encode()).decode().rstrip("=")
