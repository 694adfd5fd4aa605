"""System calls that a render child has no use for, by what they would let it do.

Everything else is allowed, so that Python, libvips and its threads work as ever. A name that the
machine's architecture does not have is passed over.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

FORBIDDEN: Final = MappingProxyType(
    {
        "reach others": "socket socketpair connect bind listen accept accept4",
        "become another program": "execve execveat uselib",
        "start processes": "fork vfork",
        "look into processes": """
            ptrace process_vm_readv process_vm_writev process_madvise process_mrelease kcmp
            pidfd_open pidfd_getfd perf_event_open lookup_dcookie""",
        "signal processes": """
            kill tkill pidfd_send_signal rt_sigqueueinfo rt_tgsigqueueinfo""",
        "keep memory that is not counted as its own": """
            memfd_create memfd_secret shmget shmat shmdt shmctl msgget msgsnd msgrcv msgctl
            semget semop semtimedop semctl mq_open mq_unlink""",
        "change files": """
            creat truncate mkdir mkdirat rmdir mknod mknodat rename renameat renameat2 unlink
            unlinkat link linkat symlink symlinkat chmod fchmod fchmodat fchmodat2 chown fchown
            lchown fchownat utime utimes utimensat futimesat setxattr lsetxattr fsetxattr
            removexattr lremovexattr fremovexattr""",
        "change mounts and namespaces": """
            mount umount umount2 pivot_root chroot move_mount mount_setattr open_tree fsopen
            fsconfig fsmount fspick unshare setns open_by_handle_at name_to_handle_at fanotify_init
            fanotify_mark quotactl quotactl_fd""",
        "reach rarely used parts of the kernel": """
            bpf userfaultfd io_uring_setup io_uring_enter io_uring_register add_key request_key
            keyctl personality modify_ldt vmsplice""",
        "change the machine": """
            init_module finit_module delete_module create_module kexec_load kexec_file_load reboot
            swapon swapoff sethostname setdomainname settimeofday clock_settime adjtimex
            clock_adjtime iopl ioperm syslog acct vhangup nfsservctl _sysctl""",
        "move other processes' memory": "migrate_pages move_pages",
    }
)

#: Calls that programs must live without on older kernels, whose arguments no filter can read
#: (clone3, openat2), and all that are younger than this list: answered as such a kernel would.
UNKNOWN: Final = ("clone3", "openat2", *range(457, 512))


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A call that is forbidden when ``argument & mask == value``; with ``unless``, when not so.

    Only as many bits are compared as the kernel reads.
    """

    name: str
    argument: int
    value: int
    mask: int = 0xFFFFFFFF
    unless: bool = False


_PROCESS_NAMESPACES: Final = (
    0x00020000,  # mount
    0x02000000,  # cgroup
    0x04000000,  # uts
    0x08000000,  # ipc
    0x10000000,  # user
    0x20000000,  # pid
    0x40000000,  # network
)
_CLONE_THREAD: Final = 0x00010000

#: Of open: write only, read and write, create, truncate.
_WRITING: Final = ((1, 3), (2, 3), (0o100, 0o100), (0o1000, 0o1000))

PARTLY_FORBIDDEN: Final = (
    # Threads, but no processes.
    Forbidden("clone", 0, 0, _CLONE_THREAD),
    *(Forbidden("clone", 0, flag, flag) for flag in _PROCESS_NAMESPACES),
    # Files, but only to read.
    *(Forbidden("open", 1, value, mask) for value, mask in _WRITING),
    *(Forbidden("openat", 2, value, mask) for value, mask in _WRITING),
    # Shared anonymous memory, which counts as nobody's: MAP_SHARED and MAP_ANONYMOUS.
    Forbidden("mmap", 3, 0x21, 0x21),
    # Outliving the supervisor: PR_SET_PDEATHSIG.
    Forbidden("prctl", 0, 1),
    # Its own limits and scheduling, but nobody else's.
    *(
        Forbidden(name, 0, 0, unless=True)
        for name in ("prlimit64", "sched_setaffinity", "sched_setattr", "sched_setparam")
    ),
    Forbidden("sched_setscheduler", 0, 0, unless=True),
    Forbidden("setpriority", 1, 0, unless=True),
    Forbidden("ioprio_set", 1, 0, unless=True),
    # Signals by way of a descriptor's owner: F_SETOWN, F_SETSIG, F_SETOWN_EX and their ioctls.
    *(Forbidden("fcntl", 1, command) for command in (8, 10, 15)),
    *(Forbidden("ioctl", 1, command) for command in (0x8901, 0x8902)),
    # Typing into a terminal: TIOCSTI, TIOCLINUX.
    *(Forbidden("ioctl", 1, command) for command in (0x5412, 0x541C)),
)


def forbidden_for(pid: int) -> tuple[Forbidden, ...]:
    """Give what is partly forbidden to one process: it may signal its own threads (abort does)."""
    return (*PARTLY_FORBIDDEN, Forbidden("tgkill", 0, pid, unless=True))
