"""What a render child does: plan a leaf, draw it; or probe an original."""

import os
from dataclasses import asdict
from functools import partial

import pyvips

from planner.derivation import plan_leaf
from planner.facts import ContentFacts
from workers.child.job import Job, Serve
from workers.child.protocol import Fields, NeedKind, ProbeRequest, RenderRequest, layer_key
from workers.executor import rendering
from workers.executor.sources import lacks_memory
from workers.executor.survey.probe import probe


def prepare() -> Serve:
    """Set libvips up; give what does the jobs. Raises WrongLibvips."""
    # There is no disc to spill to: what does not fit the memory limit is not rendered. Of greater
    # units than g libvips knows nothing, and takes a number without one as bytes.
    os.environ["VIPS_DISC_THRESHOLD"] = "1000g"
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


def _layer(job: Job, content: ContentFacts) -> memoryview:
    """Give the bytes of what a layer shows. Raises LookupError."""
    lent = job.fetch(NeedKind.LAYER, layer_key(content))
    if lent is None:
        raise LookupError(f"the supervisor has no layer {layer_key(content)}")
    return lent


def _render(job: Job, request: RenderRequest) -> Fields:
    plan = plan_leaf(request.leaf, request.asset)
    encoded = rendering.render(job.source(), plan, request.limits, partial(_layer, job))
    job.deliver(encoded.data)
    return {
        "format": encoded.format,
        "content_type": encoded.content_type,
        "width": encoded.width,
        "height": encoded.height,
    }
