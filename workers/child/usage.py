"""Usage: what a process takes of the machine, as the kernel counts it."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

#: Private memory, in or out of the swap: mapped sources and libraries are not the process's own.
_RESIDENT: Final = ("RssAnon", "VmSwap")


@dataclass(frozen=True, slots=True)
class Usage:
    """``resident`` is in bytes, of private memory. All are 0 when the process is gone."""

    resident: int
    threads: int
    descriptors: int


def usage(pid: int) -> Usage:
    """Read what a process uses now."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        descriptors = len(os.listdir(f"/proc/{pid}/fd"))  # noqa: PTH208 - it is counted, not walked
    except OSError:
        return Usage(0, 0, 0)
    told = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    resident = sum(int(told.get(name, "0 kB").split()[0]) for name in _RESIDENT)
    return Usage(resident * 1024, int(told.get("Threads", "0")), descriptors)
