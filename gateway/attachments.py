"""Attachments: answers that browsers save, and under which name (RFC 6266)."""

import re
from typing import Final
from urllib.parse import quote

#: What no file name has: what ends it in a header, what a path is made of, what nobody sees.
_UNFIT: Final = re.compile(r'[\x00-\x1f\x7f"\\/:*?<>|]')


def disposition(name: str) -> str:
    """Give the value of Content-Disposition for a file name of any letters."""
    fit = _UNFIT.sub("_", name)
    plain = fit.encode("ascii", "replace").decode().replace("?", "_")
    value = f'attachment; filename="{plain}"'
    return value if plain == fit else f"{value}; filename*=UTF-8''{quote(fit, safe='')}"
