"""A server that asks for each thing its transformation names, and delivers what it was given."""

from tests.workers.child.echo import PICTURE
from workers.child.job import Job, Serve
from workers.child.protocol import Fields, NeedKind, RenderRequest


def prepare() -> Serve:
    return serve


def serve(job: Job) -> Fields:
    assert isinstance(job.request, RenderRequest)
    got = []
    for named in job.request.leaf.transformation.split(","):
        kind, key = named.split()
        found = job.fetch(NeedKind(kind), key)
        got.append(b"nothing" if found is None else bytes(found))
    job.deliver(b",".join(got))
    return PICTURE
