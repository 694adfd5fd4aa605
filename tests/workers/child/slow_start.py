"""A server that takes its time to get ready, and delivers its process ID."""

import os
import time

from tests.workers.child.echo import PICTURE
from workers.child.job import Job, Serve
from workers.child.protocol import Fields


def prepare() -> Serve:
    time.sleep(1)
    return serve


def serve(job: Job) -> Fields:
    job.deliver(str(os.getpid()).encode())
    return PICTURE
