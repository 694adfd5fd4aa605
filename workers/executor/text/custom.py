"""Custom fonts: one at a time lies in a room of memory that libraries can open by a path.

Pango, fontconfig and cairo remember files by their paths, and there is no way to make them forget.
So each font has a path of its own, though all lead to the same room.
"""

import hashlib
import os
import secrets
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workers.errors import RenderRefused
from workers.executor.text.catalogue import Family
from workers.executor.text.faces import faces_in
from workers.executor.text.room import ROOM_VARIABLE, open_room

#: Ways from the root to the root. Linux follows 40 links, of which each has two.
_DETOURS: Final = MappingProxyType({"0": "/proc/self/root", "1": "/proc/thread-self/root"})


class CustomFonts:
    """Lends one custom font at a time to the libraries of this process."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        named = environment.get(ROOM_VARIABLE)
        self._room = int(named) if named else None
        self._count = 0
        self._digest = b""
        self._family: Family | None = None

    def family(self, data: memoryview, called: str) -> Family:
        """Put a font into the room, unless it is there. Raises RenderRefused."""
        digest = hashlib.sha256(data).digest()
        if self._family is None or digest != self._digest:
            self._family = None
            self._family = self._lent(data, called)
            self._digest = digest
        return self._family

    def _lent(self, data: memoryview, called: str) -> Family:
        # fontTools takes time and memory that few children have a use for.
        from workers.executor.text.custom_files import usable  # noqa: PLC0415 - as above

        self._count += 1
        # Nobody can guess the name, so that no drawing can ask for another client's font.
        name = f"darkroom custom {secrets.token_hex(16)}"
        font = usable(data, called, name)
        if self._room is None:
            self._room = open_room()
        rest, at = memoryview(font), 0
        while at < len(rest):
            at += os.pwrite(self._room, rest[at:], at)
        faces = tuple(faces_in(self._path(self._room)))
        if not faces:
            raise RenderRefused(400, f"{called} cannot be read as a font")
        return Family(name, faces)

    def _path(self, room: int) -> str:
        """Spell the room's path in a way that it has not been spelled yet.

        Each detour leads back to the root, so that the digits of a number make a path.
        """
        detours = "".join(_DETOURS[digit] for digit in f"{self._count:b}")
        return f"{detours}/proc/self/fd/{room}"
