"""A handle on one child process: talking to it, and ending it."""

import contextlib
import signal
import subprocess

from workers.child.channel import Channel
from workers.child.last_words import LastWords
from workers.child.protocol import Hello, Message
from workers.child.usage import Usage, usage
from workers.errors import ChildCrashed


class ChildHandle:
    """One child process: ``jobs`` counts what it was given, ``hello`` is its greeting."""

    def __init__(
        self, process: subprocess.Popen[bytes], channel: Channel, words: LastWords
    ) -> None:
        self.pid = process.pid
        self.jobs = 0
        self.hello: Hello | None = None
        self._process = process
        self._channel = channel
        self._words = words
        self._own_descriptors = 0

    def greeted(self, seconds: float) -> bool:
        """Wait for its hello, at most so long; tell whether it has come. Raises ChildCrashed."""
        if self.hello is None and self.wait(seconds):
            message = self.hear()
            if not isinstance(message, Hello):
                raise self.broken(f"greeted with {type(message).__name__}")
            self.hello = message
            self._own_descriptors = self.usage().descriptors
        return self.hello is not None

    def tell(self, message: Message, descriptor: int | None = None) -> None:
        """Send it a message. Raises ChildCrashed when it does not take it."""
        try:
            self._channel.send(message, descriptor)
        except BlockingIOError as error:
            raise self.broken("does not read what it is sent") from error
        except OSError as error:
            raise self._gone() from error

    def wait(self, seconds: float) -> bool:
        """Wait until it has said something or is gone."""
        return self._channel.wait(seconds)

    def hear(self) -> Message:
        """Take its next message. Raises ChildCrashed when it is gone, or makes no sense."""
        try:
            return self._channel.receive()
        except ValueError as error:
            raise self.broken(str(error)) from error
        except (EOFError, OSError) as error:
            raise self._gone() from error

    def usage(self) -> Usage:
        """Give what it uses now."""
        return usage(self.pid)

    def keeps_more_than(self, resident: int) -> bool:
        """Tell whether, being idle, it keeps more memory than this, or anything that was lent."""
        kept = self.usage()
        return kept.resident > resident or kept.descriptors > self._own_descriptors

    def begin(self) -> None:
        """Count a job, and let go of what was said during the last one."""
        self.jobs += 1
        self._words.forget()

    def broken(self, reason: str) -> ChildCrashed:
        """Make the error of a child that does not keep to the protocol."""
        return ChildCrashed(f"render child {self.pid} broke the protocol: {reason}")

    def kill(self) -> int:
        """End it at once, and give its exit status; it is no error if it has ended."""
        self._process.kill()
        return self._process.wait()

    def close(self) -> None:
        """Kill it and let go of all that belongs to it."""
        self.kill()
        self._channel.close()
        self._words.close()

    def _gone(self) -> ChildCrashed:
        """Kill it, should it live on without its socket, and say how it ended."""
        status = self._ended()
        error = ChildCrashed(f"render child {self.pid} {status}")
        if words := self._words.read():
            error.add_note(f"its last words:\n{words}")
        return error

    def _ended(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            status = self._process.wait(timeout=1)
            if status >= 0:
                return f"exited with status {status}"
            return f"was killed by {_signal_name(-status)}"
        self.kill()
        return "closed its control socket"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
