"""Parts: the processes of a deployment, kept running.

A part that ends is started again, at once the first time and then ever more slowly; one that
has run for a while begins again at no delay. Parts lead their own sessions, so that Ctrl-C
reaches only the launcher, which then stops them in order; each is sent SIGTERM by the kernel
should the launcher be killed.
"""

import asyncio
import ctypes
import os
import signal
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import structlog

#: Seconds that a part may take to end after SIGTERM before it is killed.
STOP_SECONDS: Final = 15.0
#: Seconds between two starts of a part that keeps ending: at least, at most.
RESTART_SECONDS: Final = (0.2, 10.0)
#: Seconds of running after which an end counts as the first again.
STEADY_SECONDS: Final = 30.0

_PR_SET_PDEATHSIG: Final = 1
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Part:
    """A process to keep running: its name for logs, its command, its whole environment."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))


class RunningPart:
    """One part and the task that keeps it running."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self._process: asyncio.subprocess.Process | None = None
        self._keeper: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        """Its process while it runs."""
        running = self._process is not None and self._process.returncode is None
        return self._process.pid if running and self._process else None

    def start(self) -> None:
        """Begin to keep it running."""
        self._keeper = asyncio.create_task(self._keep(), name=f"keep {self.part.name}")

    async def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        if self._process is None or self._process.returncode is not None:
            return
        self._process.terminate()
        try:
            await asyncio.wait_for(self._process.wait(), STOP_SECONDS)
        except TimeoutError:
            _log.warning("part killed: it did not end when asked", part=self.part.name)
            self._process.kill()
            await self._process.wait()

    async def _keep(self) -> None:
        pause = 0.0
        while True:
            await asyncio.sleep(pause)
            begun = time.monotonic()
            self._process = await asyncio.create_subprocess_exec(
                *self.part.command,
                env=dict(self.part.environment),
                stdin=asyncio.subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )
            code = await self._process.wait()
            least, most = RESTART_SECONDS
            steady = time.monotonic() - begun > STEADY_SECONDS
            pause = least if steady else min(most, max(least, pause * 2))
            _log.warning("part ended", part=self.part.name, code=code, restart_in=pause)


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
