"""Names: the public ID with its extension and suffix, decoded and checked."""

import re
from dataclasses import dataclass
from typing import Final

from planner.errors import UrlError
from planner.extensions import EXTENSIONS, split_extension
from planner.language.quoting import quoted
from planner.percent import decode, unprintable

#: Characters of a public ID once decoded; that of a remote asset is a URL, and may be longer.
MAXIMUM_PUBLIC_ID: Final = 255

_SCHEME: Final = re.compile(r"(https?)(:|%3a)/+", re.IGNORECASE)
_SLASHES: Final = re.compile(r"([^:])//+")


@dataclass(frozen=True, slots=True)
class Name:
    """``public_id`` and ``suffix`` are decoded; ``signed`` is as written."""

    public_id: str
    extension: str | None
    suffix: str | None
    signed: str


def plain_name(segments: list[str], asset_type: str) -> Name:
    """Read ``<public ID>[.<extension>]``. Raises UrlError."""
    raw = "/".join(segments)
    public_id, extension = _checked(raw, "public ID"), None
    if asset_type != "raw":
        public_id, extension = split_extension(public_id)
    return Name(_stored(public_id), extension, None, raw)


def suffixed_name(segments: list[str], suffix: str, asset_type: str) -> Name:
    """Read a public ID with the suffix that followed it, ``<suffix>[.<extension>]``.

    Raises UrlError.
    """
    stem, dot, extension = suffix.partition(".")
    raw = "/".join(segments)
    public_id = _checked(raw + dot + extension, "public ID")
    text = _checked(stem, "suffix")
    if "." in text or "/" in text:
        raise UrlError(f"Invalid suffix {quoted(text)}; expected no dot and no slash")
    if asset_type == "raw":
        return Name(_stored(public_id), None, text, raw + dot + extension)
    if dot and extension.lower() not in EXTENSIONS:
        raise UrlError(f"Unknown format {quoted(extension)}")
    kept = _stored(_checked(raw, "public ID"))
    return Name(kept, extension.lower() or None, text, raw + dot + extension)


def remote_name(segments: list[str]) -> Name:
    """Read the URL of a remote asset, mending slashes that proxies have merged. Raises UrlError."""
    raw = "/".join(segments)
    if _SCHEME.match(raw):
        raw = _SLASHES.sub(r"\1/", _SCHEME.sub(r"\1\2//", raw, count=1))
    return Name(_checked(raw, "URL to fetch"), None, None, raw)


def _checked(raw: str, what: str) -> str:
    """Decode a name. Raises UrlError for what no name may hold."""
    try:
        text = decode(raw)
    except ValueError:
        raise UrlError(f"Invalid {what} {quoted(raw)}; expected percent-encoded UTF-8") from None
    wrong = unprintable(text)
    if wrong:
        raise UrlError(f"Invalid {what} {quoted(text)}; it may not contain {quoted(wrong)}")
    if not text or any(segment in {".", ".."} for segment in text.split("/")):
        raise UrlError(
            f"Invalid {what} {quoted(text)}; it may not be empty, or have dotted folders"
        )
    return text


def _stored(public_id: str) -> str:
    if len(public_id) > MAXIMUM_PUBLIC_ID:
        raise UrlError(f"public_id is too long; at most {MAXIMUM_PUBLIC_ID} characters")
    return public_id
