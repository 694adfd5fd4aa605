"""Each fence is tried by a process under Landlock alone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from workers.child import landlock

CHECKOUT = Path(__file__).parents[3]

CONFINED = """
import os, signal, socket, sys
from workers.child import landlock, prctl
prctl.renounce_privileges()
{before}
print(landlock.restrict(sys.argv[1:]))
try:
    {attempt}
except PermissionError:
    print("refused")
else:
    print("done")
"""


def _confined(attempt: str, *readable: Path, before: str = "") -> list[str]:
    """Give what `restrict` lacks, and what came of an attempt."""
    code = CONFINED.format(attempt=attempt, before=before)
    command = [sys.executable, "-c", code, *map(str, readable)]
    made = subprocess.run(command, cwd=CHECKOUT, capture_output=True, check=True, text=True)
    return made.stdout.splitlines()


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file in a folder."""
    path = tmp_path / "secret"
    path.write_text("secret")
    return path


def test_only_what_is_readable_can_be_read(secret: Path) -> None:
    fenced = "refused" if landlock.abi() else "done"

    assert _confined(f"open({str(secret)!r})", Path("/usr"))[1] == fenced
    assert _confined(f"open({str(secret)!r})", secret.parent)[1] == "done"
    assert _confined(f"open({str(secret)!r})", secret)[1] == "done"
    assert _confined(f"os.listdir({str(secret.parent)!r})", secret)[1] == fenced


def test_even_what_is_readable_cannot_be_written(secret: Path) -> None:
    fenced = "refused" if landlock.abi() else "done"

    assert _confined(f"open({str(secret)!r}, 'a')", secret.parent)[1] == fenced
    assert _confined(f"open({str(secret)!r} + '2', 'x')", secret.parent)[1] == fenced
    assert _confined(f"os.unlink({str(secret)!r})", secret.parent)[1] == fenced


def test_a_path_that_does_not_exist_is_passed_over(secret: Path) -> None:
    assert _confined("None", Path("/no/such/folder"), secret)[1] == "done"


@pytest.mark.parametrize(
    ("attempt", "since"),
    [
        ("socket.create_connection(('127.0.0.1', 9))", 4),
        ("socket.create_server(('127.0.0.1', 0))", 4),
        ("os.kill(os.getppid(), 0)", 6),
    ],
)
def test_what_reaches_others_is_refused_or_said_to_be_possible(attempt: str, since: int) -> None:
    attempt = f"import contextlib\n    with contextlib.suppress(ConnectionError): {attempt}"

    lacks, outcome = _confined(attempt)

    assert outcome == ("refused" if landlock.abi() >= since else "done")
    assert (lacks == "()") == (landlock.abi() >= 6)


@pytest.mark.parametrize("version", [0, 1, 2, 3, 4, 5])
def test_an_older_kernel_is_used_as_far_as_it_goes(version: int, secret: Path) -> None:
    lacks, outcome = _confined(
        f"open({str(secret)!r})", before=f"landlock.abi = lambda: {min(version, landlock.abi())}"
    )

    assert lacks != "()"
    assert ("TCP" in lacks) == (1 <= min(version, landlock.abi()) < 4)
    assert outcome == ("refused" if min(version, landlock.abi()) else "done")


def test_the_version_of_this_kernel_is_known() -> None:
    built_in = Path("/sys/kernel/security/lsm")
    if built_in.exists():
        assert ("landlock" in built_in.read_text()) == (landlock.abi() > 0)
    assert 0 <= landlock.abi() < 100
    assert os.uname().sysname == "Linux"
