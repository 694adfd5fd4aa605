import asyncio
import threading

import pytest

from storage.blocking import BackgroundLoop
from storage.errors import Unavailable
from workers.errors import DeadlineExceeded
from workers.middleware.deadline import Deadline


async def forever() -> None:
    await asyncio.Event().wait()


def test_a_job_has_what_is_left_of_its_deadline() -> None:
    deadline = Deadline(100)
    deadline.before_process_message()
    assert 0 < deadline.left() <= 100


def test_waiting_for_storage_ends_with_the_deadline_and_is_not_the_jobs_fault() -> None:
    deadline = Deadline(0.05)
    deadline.before_process_message()
    with BackgroundLoop() as loop, pytest.raises(Unavailable):
        deadline.run(loop, forever())


def test_nothing_is_begun_after_the_deadline() -> None:
    deadline = Deadline(0)
    deadline.before_process_message()
    with BackgroundLoop() as loop, pytest.raises(DeadlineExceeded):
        deadline.run(loop, forever())


def test_each_thread_has_a_deadline_of_its_own() -> None:
    deadline = Deadline(100)
    deadline.before_process_message()
    begun = deadline.left()
    other = threading.Thread(target=deadline.before_process_message)
    other.start()
    other.join()
    assert deadline.left() <= begun
