"""The system call filter, compiled by the supervisor: a child then need not load libseccomp."""

import errno
import os
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from workers.child.syscalls import FORBIDDEN, UNKNOWN, Forbidden, forbidden_for


@dataclass(frozen=True, slots=True)
class SyscallFilter:
    """A seccomp program for `prctl.filter_syscalls`; empty when ``missing`` says why."""

    program: bytes
    missing: str = ""


def compile_filter(pid: int) -> SyscallFilter:
    """Give the filter for one child.

    What is forbidden answers EPERM, what is unknown ENOSYS; calls of another architecture kill.
    """
    try:
        import pyseccomp  # noqa: PLC0415 - it fails to import where libseccomp is not installed
    except (ImportError, RuntimeError) as error:
        return SyscallFilter(b"", f"seccomp is missing: {error}")
    return SyscallFilter(_program(pyseccomp, pid))


def _program(seccomp: ModuleType, pid: int) -> bytes:
    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    rules.set_attr(seccomp.Attr.ACT_BADARCH, seccomp.KILL_PROCESS)
    for name in " ".join(FORBIDDEN.values()).split():
        _add(seccomp, rules, errno.EPERM, name)
    for call in UNKNOWN:
        _add(seccomp, rules, errno.ENOSYS, call)
    for forbidden in forbidden_for(pid):
        comparison = _comparison(seccomp, forbidden)
        _add(seccomp, rules, errno.EPERM, forbidden.name, comparison)
    return _exported(rules)


def _add(seccomp: ModuleType, rules: Any, answer: int, call: str | int, *comparisons: Any) -> None:
    number = call if isinstance(call, int) else seccomp.resolve_syscall(seccomp.Arch.NATIVE, call)
    if number >= 0:  # else this architecture, or this libseccomp, does not have it
        rules.add_rule(seccomp.ERRNO(answer), number, *comparisons)


def _comparison(seccomp: ModuleType, forbidden: Forbidden) -> Any:
    if forbidden.unless:
        return seccomp.Arg(forbidden.argument, seccomp.NE, forbidden.value)
    return seccomp.Arg(forbidden.argument, seccomp.MASKED_EQ, forbidden.mask, forbidden.value)


def _exported(rules: Any) -> bytes:
    with os.fdopen(os.memfd_create("filter", os.MFD_CLOEXEC), "rb") as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()
