"""Awaiting: having a job done while a client waits for it."""

import asyncio

from planner.jobs import Job, Queue
from storage.board import JobBoard
from storage.outcomes import Outcome


async def done(board: JobBoard, job: Job, queue: Queue, patience: float) -> Outcome | None:
    """Have a job done and give its outcome; None when it took longer than ``patience`` seconds.

    A job that Redis has forgotten is submitted again. Raises QueueFull, Unavailable.
    """
    loop = asyncio.get_running_loop()
    deadline = loop.time() + patience
    outcome = None
    async with board.waiter(job.job_id) as waiter:
        while outcome is None and (left := deadline - loop.time()) > 0:
            await board.submit(job, queue)
            outcome = await waiter.wait(left)
    return outcome
