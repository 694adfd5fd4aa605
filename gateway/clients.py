"""What the headers of a request say of the client, as far as planning asks."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from aiohttp import hdrs
from multidict import CIMultiDictProxy, istr

from planner.facts import Client
from planner.negotiation import acceptable
from planner.responsive.hints import with_hints

SAVE_DATA: Final = istr("Save-Data")
#: Header values remembered; browsers share a few dozen.
MEMORY_HEADERS: Final = 1024


@dataclass(frozen=True, slots=True)
class OutputClass:
    """Clients that get the same answers. ``label`` tells classes apart, and hashes fast."""

    client: Client
    label: str


class OutputClasses:
    """Reads client headers, and remembers what they meant."""

    def __init__(self) -> None:
        self._read = lru_cache(MEMORY_HEADERS)(_read)

    def of(self, headers: CIMultiDictProxy[str], *, hinted: bool = False) -> OutputClass:
        """Tell what a client takes; ``hinted``: and in what size it shows an image.

        Without need of the hints they are left out, so that classes stay as few as there are
        different answers.
        """
        output = self._read(headers.get(hdrs.ACCEPT, ""), headers.get(SAVE_DATA, ""))
        if not hinted:
            return output
        client = with_hints(output.client, headers)
        shown = (client.dpr, client.width, client.viewport)
        return OutputClass(client, f"{output.label};{shown}")


def _read(accept: str, save_data: str) -> OutputClass:
    client = acceptable(accept, save_data)
    label = ",".join(sorted(client.accept))
    return OutputClass(client, f"{label};save-data" if client.save_data else label)
