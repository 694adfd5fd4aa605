"""Render children for tests, whose jobs are done by the test's own functions."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

from planner.facts import ContentFacts
from planner.jobs import Leaf
from workers.child.process import RenderChild
from workers.child.settings import ChildSettings
from workers.child.shared_bytes import SharedBytes
from workers.child.spawner import Spawner

ASSET = ContentFacts("demo", "a" * 32, "b" * 32, "jpg", 640, 427)


def leaf(transformation: str) -> Leaf:
    """A leaf whose transformation is what the test wants of the child."""
    return Leaf("f" * 40, transformation, "jpg")


def exists(pid: int) -> bool:
    """Whether there is such a process, be it a dead one that nobody has waited for."""
    return Path(f"/proc/{pid}").exists()


def open_descriptors() -> int:
    """How many this process has."""
    return len(list(Path("/proc/self/fd").iterdir()))


class Children:
    """Starts children; ends them, and their spawners, at the end."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._open = ExitStack()

    def start(self, server: str, **settings: Any) -> RenderChild:
        """Start a child; ``server`` is a module beside this one, which has a ``prepare``."""
        spawner = self._open.enter_context(Spawner(f"tests.workers.child.{server}:prepare"))
        child = RenderChild(spawner, ChildSettings(scratch=self._scratch, **settings))
        return self._open.enter_context(child)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._open.close()


def ask(
    child: RenderChild,
    what: str,
    original: bytes | SharedBytes = b"original",
    deadline: float = 100,
) -> str:
    """Have a child do a job and give what it delivered, as text."""
    return child.render(ASSET, leaf(what), original, deadline).data.decode()
