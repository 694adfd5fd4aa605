"""A server that attempts, inside the child, what a hostile file's code would attempt.

The leaf's transformation is the name of an attempt and, after a space, what it is to work on. It
delivers what came of it: the name of the errno, or ``done`` and what was got.
"""

import ctypes
import errno
import mmap
import os
import resource
import signal
import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import MappingProxyType

from tests.workers.child.echo import PICTURE
from workers.child.job import Job, Serve
from workers.child.protocol import Fields, RenderRequest

_LIBC = ctypes.CDLL(None, use_errno=True)
#: They keep the numbers that the supervisor has for them, which may be beyond the child's limit.
_MOST_DESCRIPTORS = 10_000


def prepare() -> Serve:
    return attempt


def attempt(job: Job) -> Fields:
    assert isinstance(job.request, RenderRequest)
    name, _, argument = job.request.leaf.transformation.partition(" ")
    try:
        got = ATTEMPTS[name](argument)
        outcome = f"done {got}"
    except OSError as error:
        outcome = errno.errorcode[error.errno or 0]
    job.deliver(outcome.encode())
    return PICTURE


def _libc(function: str, *arguments: int) -> int:
    result: int = getattr(_LIBC, function)(*map(ctypes.c_long, arguments))
    if result == -1:
        raise OSError(ctypes.get_errno(), function)
    return result


def _socket(family: int, kind: int, _: str) -> None:
    socket.socket(family, kind).close()


def _connect(port: str) -> None:
    """Connect with a descriptor that is a socket already: the control socket."""
    control = next(number for number in range(3, 64) if _is_socket(number))
    address = socket.inet_aton("127.0.0.1")
    raw = ctypes.create_string_buffer(b"\2\0" + int(port).to_bytes(2, "big") + address, 16)
    _libc("connect", control, ctypes.addressof(raw), 16)


def _is_socket(number: int) -> bool:
    try:
        return os.fstat(number).st_mode & 0o170000 == 0o140000
    except OSError:
        return False


def _read(path: str) -> str:
    with Path(path).open("rb", buffering=0) as file:
        return repr(file.read(64))


def _write(path: str) -> None:
    Path(path).write_bytes(b"changed")


def _parents(name: str, _: str) -> str:
    return _read(f"/proc/{os.getppid()}/{name}")


def _see_parents_memory(_: str) -> None:
    local = (ctypes.c_char * 8)()
    vector = (ctypes.c_size_t * 2)(ctypes.addressof(local), 8)
    place = ctypes.addressof(vector)
    _libc("process_vm_readv", os.getppid(), place, 1, place, 1, 0)


def _own_a_signal(_: str) -> None:
    """Have the kernel kill the parent when a descriptor becomes readable: F_SETOWN, F_SETSIG."""
    reading, _writing = os.pipe()
    _libc("fcntl", reading, 8, os.getppid())


def _fork_bomb(_: str) -> int:
    forked = 0
    for _attempt in range(1000):
        try:
            child = os.fork()
        except OSError:
            continue
        if child == 0:
            signal.pause()
        forked += 1
    if not forked:
        raise PermissionError(errno.EPERM, "fork")
    return forked


def _regain_capabilities(_: str) -> None:
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    everything = (ctypes.c_uint32 * 6)(*[0xFFFFFFFF] * 6)
    _libc("capset", ctypes.addressof(header), ctypes.addressof(everything))


def _privileges(_: str) -> str:
    """Give the capabilities that it has or could gain, and no_new_privs."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    held = (ctypes.c_uint32 * 6)()
    _libc("capget", ctypes.addressof(header), ctypes.addressof(held))
    bounding = sum(_LIBC.prctl(23, number, 0, 0, 0) == 1 for number in range(64))
    return f"{sum(held)} {bounding} {_LIBC.prctl(39, 0, 0, 0, 0)}"


def _descriptors(_: str) -> str:
    """Say what each open descriptor is."""
    kinds = []
    for number in range(_MOST_DESCRIPTORS):
        try:
            mode = os.fstat(number).st_mode
        except OSError:
            continue
        kinds.append({0o140000: "socket", 0o020000: "device", 0o100000: "file"}[mode & 0o170000])
    return " ".join(kinds)


def _environment(_: str) -> str:
    return " ".join(sorted(os.environ))


ATTEMPTS: MappingProxyType[str, Callable[[str], object]] = MappingProxyType(
    {
        "inet": partial(_socket, socket.AF_INET, socket.SOCK_STREAM),
        "inet6": partial(_socket, socket.AF_INET6, socket.SOCK_DGRAM),
        "netlink": partial(_socket, socket.AF_NETLINK, socket.SOCK_RAW),
        "packet": partial(_socket, socket.AF_PACKET, socket.SOCK_RAW),
        "unix": partial(_socket, socket.AF_UNIX, socket.SOCK_STREAM),
        "connect": _connect,
        "tcp": lambda port: socket.create_connection(("127.0.0.1", int(port))).close(),
        "exec": lambda _: os.execv("/bin/true", ["true"]),
        "spawn": lambda _: os.posix_spawn("/bin/true", ["true"], {}),
        "fork": _fork_bomb,
        "ptrace": lambda _: _libc("ptrace", 16, os.getppid(), 0, 0),
        "process_vm_readv": _see_parents_memory,
        "parent_environ": partial(_parents, "environ"),
        "parent_mem": partial(_parents, "mem"),
        "parent_maps": partial(_parents, "maps"),
        "read": _read,
        "list": lambda path: list(Path(path).iterdir()),
        "write": _write,
        "create": lambda path: os.close(os.open(path, os.O_CREAT | os.O_RDONLY)),
        "append": lambda path: os.close(os.open(path, os.O_WRONLY | os.O_APPEND)),
        "truncate": lambda path: os.truncate(path, 0),
        "mkdir": lambda path: Path(path).mkdir(),
        "unlink": lambda path: Path(path).unlink(),
        "rename": lambda path: Path(path).rename(path + ".moved"),
        "symlink": lambda path: Path(path + ".link").symlink_to("/etc/shadow"),
        "chmod": lambda path: Path(path).chmod(0o777),
        "chown": lambda path: os.chown(path, 65534, 65534),
        "touch": lambda path: os.utime(path, (0, 0)),
        "signal": lambda _: os.kill(os.getppid(), signal.SIGTERM),
        "signal_group": lambda _: os.kill(0, signal.SIGTERM),
        "tgkill": lambda _: _libc("tgkill", os.getppid(), os.getppid(), 15),
        "fcntl_signal": _own_a_signal,
        "limit_parent": lambda _: resource.prlimit(os.getppid(), resource.RLIMIT_CPU, (1, 1)),
        "renice_parent": lambda _: os.setpriority(os.PRIO_PROCESS, os.getppid(), 19),
        "outlive": lambda _: _libc("prctl", 1, 0, 0, 0, 0),
        "outlive_high_bits": lambda _: _libc("prctl", (1 << 32) + 1, 0, 0, 0, 0),
        "unshare": lambda _: _libc("unshare", 0x10000000),
        "chroot": os.chroot,
        "mount": lambda _: _libc("mount", 0, 0, 0, 0, 0),
        "hidden_memory": lambda _: os.close(os.memfd_create("hidden")),
        "core_limit": lambda _: resource.getrlimit(resource.RLIMIT_CORE),
        "shared_memory": lambda _: mmap.mmap(-1, 4096).close(),
        "regain": _regain_capabilities,
        "privileges": _privileges,
        "descriptors": _descriptors,
        "environment": _environment,
        "getppid": lambda _: os.getppid(),
        "getpid": lambda _: os.getpid(),
    }
)
