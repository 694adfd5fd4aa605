"""Reading: from the bytes of a file to its table."""

from typing import Final

from workers.executor.limits import Limits
from workers.executor.tables import cube, three_dl
from workers.executor.tables.table import Table, malformed

#: How far into a file its format is looked for.
_HEAD: Final = 65_536


def read(data: memoryview, limits: Limits) -> Table:
    """Read a .cube or a .3dl, told apart by what they say. Raises RenderRefused."""
    limits.check_bytes(len(data))
    try:
        text = bytes(data).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise malformed("the text of a .cube or .3dl") from None
    if cube.SIZES.search(text, 0, _HEAD):
        return cube.read(text)
    return three_dl.read(text)
