"""Each call is made for real, by a process under the filter alone."""

import ctypes
import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from workers.child import prctl, syscalls
from workers.child.syscall_filter import compile_filter

CHECKOUT = Path(__file__).parents[3]


def _under_filter(calls: dict[str, list[int]]) -> dict[str, str]:
    """Make calls, given as number and arguments, under the filter; give each one's errno."""
    code = "from tests.workers.child.test_syscall_filter import make_calls; make_calls()"
    command = [sys.executable, "-c", code, json.dumps(calls)]
    made = subprocess.run(command, cwd=CHECKOUT, capture_output=True, check=True, text=True)
    answers: dict[str, str] = json.loads(made.stdout)
    return answers


def make_calls() -> None:
    """Make the calls that the command line names."""
    prctl.renounce_privileges()
    if program := compile_filter(os.getpid()).program:
        prctl.filter_syscalls(program)
    libc = ctypes.CDLL(None, use_errno=True)
    answers = {}
    for name, arguments in json.loads(sys.argv[1]).items():
        result = libc.syscall(*map(ctypes.c_long, arguments))
        answers[name] = errno.errorcode[ctypes.get_errno()] if result == -1 else str(result)
    sys.stdout.write(json.dumps(answers))


@pytest.fixture(scope="module")
def numbers() -> dict[str, int]:
    """The numbers of all calls that the lists name and this machine has; none without seccomp."""
    if missing := compile_filter(1).missing:
        assert missing.startswith("seccomp is missing")
        return {}
    import pyseccomp  # noqa: PLC0415 - it is there, by the line above

    names = [*_names(), *(forbidden.name for forbidden in syscalls.forbidden_for(1))]
    names += ["clone3", "openat2", "gettid", "getpid"]
    resolved = {name: pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name) for name in names}
    return {name: number for name, number in resolved.items() if number >= 0}


def _names() -> list[str]:
    return " ".join(syscalls.FORBIDDEN.values()).split()


def test_every_forbidden_call_is_refused(numbers: dict[str, int]) -> None:
    calls = {name: [numbers[name], *[0] * 6] for name in _names() if name in numbers}

    assert _under_filter(calls) == dict.fromkeys(calls, "EPERM")
    assert len(calls) > 100 or not numbers


def test_calls_younger_than_the_list_are_unknown(numbers: dict[str, int]) -> None:
    calls = {"clone3": [435, 0, 0], "openat2": [437, 0, 0, 0, 0]}
    calls |= {str(number): [number, *[0] * 6] for number in range(457, 512)}

    assert not numbers or _under_filter(calls) == dict.fromkeys(calls, "ENOSYS")


def test_what_is_partly_forbidden_is_refused_only_in_part(numbers: dict[str, int]) -> None:
    refused: dict[str, tuple[str, *tuple[int, ...]]] = {
        "another's limits": ("prlimit64", 1, 0, 0, 0),
        "another's priority": ("setpriority", 0, 1, 0),
        "another's processors": ("sched_setaffinity", 1, 0, 0),
        "a process": ("clone", 17, 0, 0, 0, 0),
        "a namespace": ("clone", 0x10010000, 0, 0, 0, 0),
        "writing": ("openat", -100, 0, os.O_WRONLY),
        "reading and writing": ("openat", -100, 0, os.O_RDWR),
        "creating": ("openat", -100, 0, os.O_CREAT),
        "truncating": ("openat", -100, 0, os.O_TRUNC),
        "living on": ("prctl", 1, 0, 0, 0, 0),
        "a signal's owner": ("fcntl", 0, 8, 1),
        "typing": ("ioctl", 0, 0x5412, 0),
        "typing with high bits": ("ioctl", 0, (1 << 32) + 0x5412, 0),
        "another's thread": ("tgkill", 1, 1, 0),
    }
    allowed: dict[str, tuple[str, *tuple[int, ...]]] = {
        "its own limits": ("prlimit64", 0, 0, 0, 0),
        "reading": ("openat", -100, 0, os.O_RDONLY),
        "a descriptor's flags": ("fcntl", 0, 3, 0),
        "a dumpable process": ("prctl", 3, 0, 0, 0, 0),
    }
    both = {
        what: [numbers[name], *arguments]
        for what, (name, *arguments) in (refused | allowed).items()
        if name in numbers
    }

    answers = _under_filter(both)

    assert {what for what, answer in answers.items() if answer == "EPERM"} == refused.keys() & both


def test_a_filter_is_small_enough_to_be_quick(numbers: dict[str, int]) -> None:
    """The kernel takes 4096 instructions; a fraction of that is a fraction of a microsecond."""
    assert bool(numbers) == (0 < len(compile_filter(1).program) // 8 < 1000)
