"""What a render child does: plan a leaf, draw it; or probe an original."""

import os
from dataclasses import asdict

import pyvips

from planner.derivation import plan_leaf
from workers.child.job import Job, Serve
from workers.child.protocol import Fields, ProbeRequest, RenderRequest
from workers.executor import rendering
from workers.executor.probe import probe
from workers.executor.sources import lacks_memory


def prepare() -> Serve:
    """Set libvips up; give what does the jobs. Raises WrongLibvips."""
    # There is no disc to spill to: what does not fit the memory limit is not rendered.
    os.environ["VIPS_DISC_THRESHOLD"] = "1t"
    rendering.prepare()
    return serve


def serve(job: Job) -> Fields:
    """Do one job.

    Raises RenderRefused, TransformationError, DeadlineExceeded, and MemoryError.
    """
    try:
        match job.request:
            case RenderRequest():
                return _render(job, job.request)
            case ProbeRequest(limits):
                return asdict(probe(job.source(), limits))
    except pyvips.Error as error:
        if lacks_memory(error):
            raise MemoryError(str(error)) from error
        raise


def _render(job: Job, request: RenderRequest) -> Fields:
    plan = plan_leaf(request.leaf, request.asset)
    encoded = rendering.render(job.source(), plan, request.limits)
    job.deliver(encoded.data)
    return {
        "format": encoded.format,
        "content_type": encoded.content_type,
        "width": encoded.width,
        "height": encoded.height,
    }
