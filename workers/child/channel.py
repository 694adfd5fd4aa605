"""The control socket: whole messages in order, each with at most one descriptor."""

import array
import select
import socket
from typing import Final, Self

from workers.child.protocol import MESSAGE_BYTES, Message, pack, unpack

_BROKEN: Final = socket.MSG_TRUNC | socket.MSG_CTRUNC


class Channel:
    """One end of an AF_UNIX socket that keeps the bounds of messages (SOCK_SEQPACKET).

    Neither end believes the other. An end that does not ask for a descriptor cannot be given one:
    the kernel closes it, and the message counts as broken.
    """

    def __init__(self, end: socket.socket) -> None:
        self._socket = end
        self._poll = select.poll()
        self._poll.register(end, select.POLLIN)

    @classmethod
    def pair(cls) -> tuple[Self, socket.socket]:
        """Make a socket pair: the supervisor's channel, and the end to be inherited."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setblocking(False)
        return cls(ours), theirs

    @classmethod
    def inherited(cls, descriptor: int) -> Self:
        """Take over the end that a child was started with."""
        return cls(socket.socket(fileno=descriptor))

    def send(self, message: Message, descriptor: int | None = None) -> None:
        """Send a message, and a descriptor with it; the sender keeps its own copy.

        Raises OSError when the other end is gone, or does not read what it is sent.
        """
        rights = array.array("i", [] if descriptor is None else [descriptor])
        ancillary = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)] if rights else []
        self._socket.sendmsg([pack(message)], ancillary)

    def wait(self, seconds: float | None) -> bool:
        """Wait until something can be received, or the other end is gone; tell whether so."""
        return bool(self._poll.poll(None if seconds is None else max(seconds, 0) * 1000))

    def receive(self) -> Message:
        """Take the next message, without any descriptor.

        Raises EOFError when the other end is gone, ValueError for what is not a message, and
        OSError.
        """
        packet, _, flags, _ = self._socket.recvmsg(MESSAGE_BYTES)
        return _checked(packet, flags)

    def receive_with_descriptor(self) -> tuple[Message, int | None]:
        """Take the next message and the descriptor that came with it, now the caller's own.

        Raises as `receive`.
        """
        packet, descriptors, flags, _ = socket.recv_fds(
            self._socket, MESSAGE_BYTES, 1, socket.MSG_CMSG_CLOEXEC
        )
        return _checked(packet, flags), descriptors[0] if descriptors else None

    def close(self) -> None:
        """Let the other end see that this one is gone."""
        self._socket.close()


def _checked(packet: bytes, flags: int) -> Message:
    if flags & _BROKEN:
        raise ValueError("a message too long, or with descriptors that nobody asked for")
    if not packet:
        raise EOFError("the other end is gone")
    return unpack(packet)
