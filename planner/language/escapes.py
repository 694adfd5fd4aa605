"""Percent-encoding of what a component says, as far as a URL needs it."""

import re
from typing import Final
from urllib.parse import quote, unquote

from planner.errors import TransformationError
from planner.language.quoting import quoted

#: What stands for itself in a component, beside letters and digits.
_SAFE: Final = "_.:;!$()~*'@=+&|-"
_PLAIN: Final = re.compile(rf"[A-Za-z0-9{re.escape(_SAFE)}]*", re.ASCII)


def encoded(text: str) -> str:
    """Encode what would end a component or a parameter, or is no part of a URL."""
    return text if _PLAIN.fullmatch(text) else quote(text, safe=_SAFE)


def decoded(value: str) -> str:
    """Decode percent escapes, once. Raises TransformationError where they are not UTF-8."""
    try:
        return unquote(value, errors="strict")
    except UnicodeDecodeError as error:
        raise TransformationError(
            f"Invalid percent-encoding {quoted(value)}", expected="UTF-8, percent-encoded"
        ) from error
