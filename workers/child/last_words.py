"""Last words: what a child writes to its standard error, kept for the log in case it dies."""

import fcntl
import os
from typing import Final

_BYTES: Final = 16 * 1024
#: Characters that are worth a line in the log.
_TOLD: Final = 2000


class LastWords:
    """Memory of a fixed size behind a descriptor: writing to it neither blocks nor grows it.

    What does not fit is lost to the writer.
    """

    def __init__(self) -> None:
        self.descriptor = os.memfd_create("last-words", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        os.ftruncate(self.descriptor, _BYTES)
        seals = fcntl.F_SEAL_SEAL | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW
        fcntl.fcntl(self.descriptor, fcntl.F_ADD_SEALS, seals)

    def forget(self) -> None:
        """Begin anew; the child shares the position at which it writes."""
        written = os.lseek(self.descriptor, 0, os.SEEK_CUR)
        if written:
            os.pwrite(self.descriptor, bytes(_BYTES), 0)
            os.lseek(self.descriptor, 0, os.SEEK_SET)

    def read(self) -> str:
        """Give the end of what was written."""
        written = os.pread(self.descriptor, _BYTES, 0).rstrip(b"\0")
        return written.decode(errors="replace").strip()[-_TOLD:]

    def close(self) -> None:
        """Let go of the memory."""
        os.close(self.descriptor)
