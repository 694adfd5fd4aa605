"""A server of jobs for tests: it gives the original back."""

from workers.child.job import Job, Serve
from workers.child.protocol import Fields

PICTURE: Fields = {"format": "jpg", "content_type": "image/jpeg", "width": 1, "height": 1}


def prepare() -> Serve:
    return echo


def echo(job: Job) -> Fields:
    job.deliver(job.source())
    return PICTURE
