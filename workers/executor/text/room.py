"""The room: memory that a custom font is put into, so that libraries can open it by a path.

A render child may not make memory of that kind, nor files: it is born with the descriptor.
"""

import os
from typing import Final

#: Names the descriptor in a child's environment.
ROOM_VARIABLE: Final = "DARKROOM_FONT_ROOM"

#: Bytes of the largest custom font, unpacked.
ROOM_BYTES: Final = 24 * 1024 * 1024


def open_room() -> int:
    """Open a room, which takes memory only as it is filled. Raises OSError."""
    room = os.memfd_create("font", os.MFD_CLOEXEC)
    os.ftruncate(room, ROOM_BYTES)
    return room
