"""The child's lockdown: everything that it gives up before it sees anything of a user's.

It happens before libvips is loaded, while there is one thread: the fences hold for that thread and
for those that it starts.
"""

import resource
from typing import Final

from workers.child import landlock, prctl
from workers.child.protocol import Start

#: Descriptors that a render may have open: sources, layers, fonts.
_DESCRIPTORS: Final = 64
#: Bytes of libraries and lent pictures that it may map beside its private memory.
_MAPPED_BYTES: Final = 1024 * 1024 * 1024


def lock_down(start: Start) -> tuple[str, ...]:
    """Give up privileges; give sentences about the protections that this machine lacks.

    Raises OSError when one fails that every Linux has: then nothing must be rendered.
    """
    _limit_resources(start)
    prctl.renounce_privileges()
    return (*landlock.restrict(start.readable), *_filter(start))


def _limit_resources(start: Start) -> None:
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_NOFILE: _DESCRIPTORS,
        resource.RLIMIT_DATA: start.data_bytes,
        resource.RLIMIT_AS: start.data_bytes + _MAPPED_BYTES,
        resource.RLIMIT_FSIZE: start.file_bytes,
    }
    for name, value in limits.items():
        _, hardest = resource.getrlimit(name)
        limit = value if hardest == resource.RLIM_INFINITY else min(value, hardest)
        resource.setrlimit(name, (limit, limit))


def _filter(start: Start) -> tuple[str, ...]:
    if not start.syscall_filter:
        return (start.filter_missing,)
    try:
        prctl.filter_syscalls(start.syscall_filter)
    except OSError as error:
        return (f"seccomp is missing: {error}",)
    return ()
