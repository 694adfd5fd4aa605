"""What the headers of a request say of the client, as far as planning asks."""

from functools import lru_cache
from typing import Final

from aiohttp import hdrs
from multidict import CIMultiDictProxy, istr

from planner.facts import Client
from planner.negotiation import acceptable
from planner.responsive.hints import with_hints

SAVE_DATA: Final = istr("Save-Data")
#: Accept headers remembered; browsers share a few dozen.
MEMORY_HEADERS: Final = 1024


class Clients:
    """Reads client headers, and remembers what they meant."""

    def __init__(self) -> None:
        self._read = lru_cache(MEMORY_HEADERS)(acceptable)

    def of(self, headers: CIMultiDictProxy[str], *, hinted: bool = False) -> Client:
        """Tell what a client takes; ``hinted``: and in what size it shows an image.

        Without need of the hints they are left out, so that clients stay as few as there are
        different answers.
        """
        client = self._read(headers.get(hdrs.ACCEPT, ""), headers.get(SAVE_DATA, ""))
        return with_hints(client, headers) if hinted else client
