"""Deliveries: the messages of one queue that this process has taken and not yet answered for.

Redis remembers them too, in ``dramatiq:__acks__.<process>.<queue>``, and hands them to others once
the process stops giving signs of life. A process that lives but has lost track, because the
connection broke while Redis was answering, compares the two and puts back what it does not know.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import redis
import structlog
from dramatiq import Message
from dramatiq.broker import MessageProxy
from dramatiq.brokers.redis import RedisBroker
from dramatiq.errors import ConnectionClosed, DecodeError

from storage import redis_keys

#: Dramatiq's option that names a message in Redis: each time it is queued it gets a new one.
_REDIS_ID: Final = "redis_message_id"

_log = structlog.get_logger(__name__)


class Deliveries:
    """Takes messages, and answers for them. Methods raise ConnectionClosed when Redis fails."""

    def __init__(self, broker: RedisBroker, queue: str) -> None:
        self.queue = queue
        self._broker = broker
        self._held: set[str] = set()

    def fetch(self, count: int) -> list[Message[Any]]:
        """Take at most ``count`` messages."""
        with closing_errors():
            bodies = self._broker.do_fetch(self.queue, count)
        messages = list(self._decoded(bodies))
        self._held.update(message.options[_REDIS_ID] for message in messages)
        return messages

    def ack(self, message: MessageProxy) -> None:
        """Tell Redis that a message is done with."""
        self._answer(self._broker.do_ack, message)

    def nack(self, message: MessageProxy) -> None:
        """Move a message to the dead letters of its queue."""
        self._answer(self._broker.do_nack, message)

    def requeue(self, messages: Iterable[MessageProxy]) -> None:
        """Put messages back on the queue."""
        self._requeue({message.options[_REDIS_ID] for message in messages})

    def forget(self) -> None:
        """Lose track of all of it, so that `reclaim` puts it back."""
        self._held.clear()

    def reclaim(self) -> None:
        """Put back what Redis believes is here, but is not."""
        key = f"{self._broker.namespace}:__acks__.{self._broker.broker_id}.{self.queue}"
        with closing_errors():
            names: Any = self._broker.client.smembers(key)
        believed = {name.decode() for name in names}
        self._requeue(believed - self._held)

    def wait(self, seconds: float) -> bool:
        """Block until something is put on the queue; tell whether it was."""
        with closing_errors():
            return bool(self._broker.client.blpop([redis_keys.wake(self.queue)], timeout=seconds))

    def wake_another(self) -> None:
        """Pass on a token that nothing can be done with here."""
        with closing_errors():
            self._broker.client.rpush(redis_keys.wake(self.queue), "1")

    def _answer(self, command: Callable[[str, str], object], message: MessageProxy) -> None:
        name = message.options[_REDIS_ID]
        with closing_errors():
            command(self.queue, name)
        self._held.discard(name)

    def _requeue(self, names: set[str]) -> None:
        if names:
            with closing_errors():
                self._broker.do_requeue(self.queue, *names)
            self._held -= names

    def _decoded(self, bodies: Iterable[bytes | None]) -> Iterator[Message[Any]]:
        for body in bodies:
            try:
                yield Message.decode(body or b"")
            except DecodeError:
                # It stays among what this process holds: nothing here can read its name.
                _log.exception("a message that cannot be read", queue=self.queue)


@contextmanager
def closing_errors() -> Iterator[None]:
    """Raise ConnectionClosed, after which Dramatiq tries again, whatever Redis's complaint is."""
    try:
        yield
    except redis.RedisError as error:
        raise ConnectionClosed(error) from error  # type: ignore[no-untyped-call]  # - Dramatiq does not annotate it
