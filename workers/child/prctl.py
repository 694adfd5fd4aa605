"""What a process says to the kernel about itself (prctl, capset).

Functions raise OSError for what the kernel refuses.
"""

import ctypes
import os
import signal
from typing import Final

_SET_PDEATHSIG: Final = 1
_SET_DUMPABLE: Final = 4
_SET_SECCOMP: Final = 22
_CAPBSET_DROP: Final = 24
_SET_NO_NEW_PRIVS: Final = 38
_CAP_AMBIENT: Final = 47

_CAP_AMBIENT_CLEAR_ALL: Final = 4
_SECCOMP_MODE_FILTER: Final = 2
_LINUX_CAPABILITY_VERSION_3: Final = 0x20080522
_CAPABILITIES: Final = 64
_INSTRUCTION_BYTES: Final = 8


class _FilterProgram(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


class _CapabilityHeader(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


def forbid_inspection() -> None:
    """Keep other processes of the same user from reading this one's memory and environment.

    A worker calls it at start: its memory holds credentials, and its render children run as the
    same user.
    """
    _prctl(_SET_DUMPABLE, 0)


def die_with_parent(parent: int) -> None:
    """Be killed when the thread that started this process ends; exit if it has ended already.

    ``parent`` is the process that should be the parent: another one has inherited an orphan.
    """
    _prctl(_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        raise SystemExit("the supervisor is gone")


def renounce_privileges() -> None:
    """Give up every capability, and the means of gaining any: also when the user is root."""
    _prctl(_SET_NO_NEW_PRIVS, 1)
    _prctl(_CAP_AMBIENT, _CAP_AMBIENT_CLEAR_ALL)
    for capability in range(_CAPABILITIES):
        try:
            _prctl(_CAPBSET_DROP, capability)
        except OSError:
            break  # the last one has been passed, or there was no privilege to begin with
    header = _CapabilityHeader(_LINUX_CAPABILITY_VERSION_3, 0)
    nothing = (ctypes.c_uint32 * 6)()
    _succeed(_libc().capset(ctypes.byref(header), nothing))


def filter_syscalls(program: bytes) -> None:
    """Put this process, for good, under a compiled seccomp program."""
    described = _FilterProgram(len(program) // _INSTRUCTION_BYTES, program)
    _prctl(_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(described))


def return_free_memory() -> None:
    """Give the kernel back what the C library keeps for later."""
    _libc().malloc_trim(0)


def _prctl(option: int, *arguments: int) -> None:
    padded = (*arguments, 0, 0, 0, 0)[:4]
    _succeed(_libc().prctl(option, *map(ctypes.c_ulong, padded)))


def _succeed(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
