"""What the headers of a request say of the client, as far as planning asks."""

from functools import lru_cache
from typing import Final

from aiohttp import hdrs
from multidict import CIMultiDictProxy, istr

from planner.facts import Client
from planner.negotiation import acceptable

SAVE_DATA: Final = istr("Save-Data")
#: Accept headers remembered; browsers share a few dozen.
MEMORY_HEADERS: Final = 1024


class Clients:
    """Reads client headers, and remembers what they meant."""

    def __init__(self) -> None:
        self._read = lru_cache(MEMORY_HEADERS)(acceptable)

    def of(self, headers: CIMultiDictProxy[str]) -> Client:
        """Tell what a client takes."""
        return self._read(headers.get(hdrs.ACCEPT, ""), headers.get(SAVE_DATA, ""))
