"""What code inside the child attempts, it attempts for real: nothing here is simulated."""

import os
import resource
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workers.child.children import Children, ask
from workers.child import landlock, spawner
from workers.child.process import RenderChild
from workers.child.syscall_filter import SyscallFilter

REFUSED = {"EPERM", "EACCES"}


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RenderChild]:
    """A child that attempts what it is told."""
    with Children(tmp_path_factory.mktemp("scratch")) as children:
        yield children.start("attempts")


def _is_refused(inside: RenderChild, what: str, guard: str) -> bool:
    """Attempt; where this machine lacks the guard, the greeting must have said so."""
    outcome = ask(inside, what)
    return outcome in REFUSED or any(guard in sentence for sentence in inside.start().missing)


def test_what_this_machine_can_guard_is_guarded(inside: RenderChild) -> None:
    missing = inside.start().missing

    assert any("Landlock" in sentence for sentence in missing) == (landlock.abi() < 6)
    assert any("seccomp" in sentence for sentence in missing) == (_lacks_seccomp())


@pytest.mark.parametrize("family", ["inet", "inet6", "netlink", "packet", "unix"])
def test_no_socket_can_be_opened(inside: RenderChild, family: str) -> None:
    assert _is_refused(inside, family, "seccomp")


def test_the_control_socket_cannot_be_connected_elsewhere(inside: RenderChild) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert _is_refused(inside, f"connect {server.getsockname()[1]}", "seccomp")


@pytest.mark.parametrize("way", ["exec", "spawn", "fork"])
def test_no_process_can_be_started(inside: RenderChild, way: str) -> None:
    assert _is_refused(inside, way, "seccomp")


@pytest.mark.parametrize(
    "way", ["ptrace", "process_vm_readv", "parent_environ", "parent_mem", "parent_maps"]
)
def test_the_supervisor_cannot_be_looked_into(inside: RenderChild, way: str) -> None:
    assert _is_refused(inside, way, "Landlock")


@pytest.mark.parametrize(
    "way", ["signal", "signal_group", "tgkill", "fcntl_signal", "limit_parent", "renice_parent"]
)
def test_the_supervisor_cannot_be_disturbed(inside: RenderChild, way: str) -> None:
    assert ask(inside, "getppid") == f"done {os.getpid()}"
    before = (resource.getrlimit(resource.RLIMIT_CPU), os.getpriority(os.PRIO_PROCESS, 0))

    assert _is_refused(inside, way, "seccomp")
    assert (resource.getrlimit(resource.RLIMIT_CPU), os.getpriority(os.PRIO_PROCESS, 0)) == before


def test_secrets_of_the_machine_cannot_be_read(inside: RenderChild) -> None:
    assert _is_refused(inside, "read /etc/shadow", "Landlock")
    assert _is_refused(inside, "read /proc/self/environ", "Landlock")


def test_files_of_the_user_cannot_be_read_or_listed(inside: RenderChild, tmp_path: Path) -> None:
    secret = tmp_path / "credentials"
    secret.write_text("secret")

    assert _is_refused(inside, f"read {secret}", "Landlock")
    assert _is_refused(inside, f"list {tmp_path}", "Landlock")
    assert _is_refused(inside, f"list {Path.home()}", "Landlock")


def test_what_lies_beside_the_code_cannot_be_read(inside: RenderChild) -> None:
    checkout = Path(__file__).parents[3]

    assert _is_refused(inside, f"list {checkout}", "Landlock")
    assert _is_refused(inside, f"read {checkout / 'pyproject.toml'}", "Landlock")


def test_libraries_can_still_be_read(inside: RenderChild) -> None:
    assert ask(inside, f"read {os.__file__}").startswith("done")
    assert ask(inside, f"list {Path(pytest.__file__).parents[1]}").startswith("done")
    assert Path(sys.prefix, "lib").is_dir()


@pytest.mark.parametrize(
    "way",
    [
        *("write", "create", "append", "truncate", "mkdir", "unlink", "rename", "symlink"),
        *("chmod", "chown", "touch"),
    ],
)
def test_no_file_can_be_made_or_changed(inside: RenderChild, tmp_path: Path, way: str) -> None:
    there = tmp_path / "there"
    there.write_text("as it was")
    before = there.stat()
    path = tmp_path / "new" if way in {"create", "mkdir"} else there

    assert _is_refused(inside, f"{way} {path}", "seccomp")
    assert there.read_text() == "as it was"
    after = there.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (
        before.st_mode,
        before.st_uid,
        before.st_gid,
    )
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert list(tmp_path.iterdir()) == [there]


@pytest.mark.parametrize("way", ["outlive", "outlive_high_bits"])
def test_it_cannot_arrange_to_outlive_its_supervisor(inside: RenderChild, way: str) -> None:
    assert _is_refused(inside, way, "seccomp")


@pytest.mark.parametrize("way", ["unshare", "mount", "chroot /tmp"])
def test_rarely_used_parts_of_the_kernel_are_out_of_reach(inside: RenderChild, way: str) -> None:
    assert _is_refused(inside, way, "seccomp")


@pytest.mark.parametrize("way", ["hidden_memory", "shared_memory"])
def test_no_memory_can_be_had_that_is_not_counted(inside: RenderChild, way: str) -> None:
    assert _is_refused(inside, way, "seccomp")


def test_privileges_are_gone_for_good(inside: RenderChild) -> None:
    assert ask(inside, "regain") in REFUSED
    assert ask(inside, "core_limit") == "done (0, 0)"
    no_capability, none_to_gain, no_new_privs = 0, 0, 1
    bounding = none_to_gain if os.geteuid() == 0 else _bounding_set()
    assert ask(inside, "privileges") == f"done {no_capability} {bounding} {no_new_privs}"


def test_the_same_attempts_succeed_without_the_lockdown(tmp_path: Path) -> None:
    """Or the tests above would show nothing."""
    (tmp_path / "there").write_text("as it was")
    possible = ["inet", "unix", "spawn", "parent_environ", "outlive", "hidden_memory"]
    possible += ["shared_memory", "fcntl_signal", "renice_parent"]
    possible += [f"{way} {tmp_path / 'there'}" for way in ("read", "write", "chmod", "touch")]
    code = "import sys; from tests.workers.child.attempts import ATTEMPTS\n"
    code += "for way in sys.argv[1:]: ATTEMPTS[way.split()[0]](way.partition(' ')[2])"

    # A process between, whose priority may be changed.
    between = "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1:]))"
    command = [sys.executable, "-c", between, sys.executable, "-c", code, *possible]
    assert subprocess.call(command, cwd=Path(__file__).parents[3]) == 0


def test_it_inherits_no_descriptor_but_its_socket_and_a_room_for_fonts(
    children: Children, tmp_path: Path
) -> None:
    with (tmp_path / "open").open("w") as file:
        os.set_inheritable(file.fileno(), True)

        found = ask(children.start("attempts"), "descriptors")
        assert found == "done device device file socket file"


def test_without_a_filter_it_says_so_and_landlock_still_fences(
    children: Children, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    none = SyscallFilter(b"", "seccomp is missing: there is no libseccomp")
    monkeypatch.setattr(spawner, "compile_filter", lambda _pid: none)
    inside = children.start("attempts")

    assert none.missing in inside.start().missing
    assert ask(inside, "inet") == "done None"
    for way in (f"write {tmp_path / 'new'}", "read /etc/shadow", "ptrace", "parent_environ"):
        assert _is_refused(inside, way, "Landlock is missing")
    with socket.create_server(("127.0.0.1", 0)) as server:
        attempt = f"tcp {server.getsockname()[1]}"
        assert _is_refused(inside, attempt, "TCP" if landlock.abi() else "Landlock is missing")


def test_it_inherits_no_environment(children: Children, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")

    names = set(ask(children.start("attempts"), "environment").split()[1:])

    # Python sets the first itself; two keep numpy to one thread, two tell of fonts.
    own = {"DARKROOM_FONTS", "DARKROOM_FONT_ROOM"}
    assert names <= {"LC_CTYPE", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", *own}


def _lacks_seccomp() -> bool:
    try:
        import pyseccomp  # noqa: F401, PLC0415 - whether it can be imported is the question
    except (ImportError, RuntimeError):
        return True
    return False


def _bounding_set() -> int:
    status = Path("/proc/self/status").read_text()
    return int(status.split("CapBnd:")[1].split()[0], 16).bit_count()
