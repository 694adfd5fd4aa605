"""Landlock: the kernel's own fence around what a process may open (Documentation/userspace-api).

What can be fenced depends on the kernel's ABI version; `restrict` says what it could not.
"""

import ctypes
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

_CREATE_RULESET: Final = 444
_ADD_RULE: Final = 445
_RESTRICT_SELF: Final = 446
_ASK_VERSION: Final = 1
_RULE_PATH_BENEATH: Final = 1

_READ_FILE: Final = 1 << 2
_READ_FOLDER: Final = 1 << 3

#: File rights known to each ABI version, as a mask; those of one version contain the earlier.
_FILE_RIGHTS: Final = (
    (1, (1 << 13) - 1),
    (2, (1 << 14) - 1),
    (3, (1 << 15) - 1),
    (5, (1 << 16) - 1),
)
#: bind and connect of TCP.
_NETWORK_RIGHTS: Final = 3
#: abstract sockets and signals stay inside.
_SCOPES: Final = 3

_NETWORK_ABI: Final = 4
_SCOPES_ABI: Final = 6


class _Ruleset(ctypes.Structure):
    _fields_ = (
        ("files", ctypes.c_uint64),
        ("network", ctypes.c_uint64),
        ("scopes", ctypes.c_uint64),
    )


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def abi() -> int:
    """Give the kernel's version of Landlock, 0 where there is none."""
    with suppress(OSError):
        return _call(_CREATE_RULESET, None, 0, _ASK_VERSION)
    return 0


def restrict(readable: Iterable[str]) -> tuple[str, ...]:
    """Let this thread, and those it starts, open only what lies at these paths, to read.

    Paths that do not exist are passed over. Where the kernel can, TCP is forbidden, and signals
    and abstract sockets reach no other process. Needs no_new_privs. Gives sentences about what
    the kernel cannot do. Raises OSError.
    """
    version = abi()
    if version == 0:
        return ("Landlock is missing: files are guarded by the system call filter alone",)
    rules = _Ruleset(
        files=next(rights for since, rights in reversed(_FILE_RIGHTS) if since <= version),
        network=_NETWORK_RIGHTS if version >= _NETWORK_ABI else 0,
        scopes=_SCOPES if version >= _SCOPES_ABI else 0,
    )
    ruleset = _call(_CREATE_RULESET, ctypes.byref(rules), ctypes.sizeof(rules), 0)
    try:
        for path in readable:
            _allow_reading(ruleset, path)
        _call(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)
    return _lacking(version)


def _lacking(version: int) -> tuple[str, ...]:
    lacks = []
    if version < _NETWORK_ABI:
        lacks.append(f"Landlock {version} cannot forbid TCP")
    if version < _SCOPES_ABI:
        lacks.append(f"Landlock {version} cannot keep signals and abstract sockets in")
    return tuple(lacks)


def _allow_reading(ruleset: int, path: str) -> None:
    try:
        parent = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        folder = stat.S_ISDIR(os.fstat(parent).st_mode)
        rule = _PathBeneath(_READ_FILE | (_READ_FOLDER if folder else 0), parent)
        _call(_ADD_RULE, ruleset, _RULE_PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(parent)


def _call(number: int, *arguments: object) -> int:
    """Make a system call; these have the same number on every architecture but Alpha."""
    result = ctypes.CDLL(None, use_errno=True).syscall(ctypes.c_long(number), *arguments)
    if result < 0:
        failure = ctypes.get_errno()
        raise OSError(failure, os.strerror(failure))
    return int(result)
