"""Public IDs: which are allowed, and how one is chosen where the caller did not."""

import re
import secrets
import string
from pathlib import PureWindowsPath
from typing import Final

from gateway.errors import BadRequest
from planner.extensions import split_extension

_LONGEST: Final = 255
_FORBIDDEN: Final = frozenset("?&#\\%<>+")
_ALPHABET: Final = string.ascii_lowercase + string.digits
_RANDOM: Final = 20
_SUFFIX: Final = 6


def random_id() -> str:
    """Make up a public ID."""
    return _random(_RANDOM)


def from_filename(stem: str, *, unique: bool) -> str:
    """Make a public ID of a file's name; ``unique`` appends six random characters."""
    plain = "".join("_" if _unfit(character) else character for character in stem)
    plain = plain.replace("/", "_").lstrip(" .")[: _LONGEST - 1 - _SUFFIX]
    while plain != (fit := without_extension(plain).rstrip(" .")):
        plain = fit
    plain = plain or "file"
    return f"{plain}_{_random(_SUFFIX)}" if unique else plain


def stem_of(filename: str) -> str:
    """Give a file's name without folders, of either kind of slash, and without its extension."""
    return PureWindowsPath(filename).stem


def ending_of(filename: str) -> str:
    """Give the extension of a file's name with its dot, as far as a public ID may hold it."""
    ending = PureWindowsPath(filename).suffix
    return ending if re.fullmatch(r"\.[A-Za-z0-9]{1,16}", ending) else ""


def checked(public_id: str, *, raw: bool = False) -> str:
    """Give a public ID that is fit to be stored, without an extension unless it is a raw asset's.

    Raises BadRequest, naming what is wrong. Beyond the vendor's rules a public ID may not hold
    control characters, or segments that browsers and proxies would not leave as they are.
    """
    fit = public_id if raw else without_extension(public_id)
    if not fit:
        raise BadRequest(f"public_id ({public_id}) is invalid; it is empty")
    if len(fit) > _LONGEST:
        raise BadRequest(f"public_id is too long; at most {_LONGEST} characters")
    if fit != fit.strip(" /"):
        raise BadRequest(f"public_id ({public_id}) is invalid; no space or slash at either end")
    wrong = next((character for character in fit if _unfit(character)), None)
    if wrong is not None:
        raise BadRequest(f"public_id ({public_id}) is invalid; it may not contain {wrong!r}")
    if any(segment in {"", ".", ".."} for segment in fit.split("/")):
        raise BadRequest(f"public_id ({public_id}) is invalid; it has an empty or dotted folder")
    return fit


def without_extension(public_id: str) -> str:
    """Drop the extensions that a delivery URL would take for the format asked for."""
    while True:
        stem, extension = split_extension(public_id)
        if extension is None:
            return public_id
        public_id = stem


def _unfit(character: str) -> bool:
    return character in _FORBIDDEN or not character.isprintable()


def _random(length: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))
