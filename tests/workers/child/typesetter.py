"""A server that sets the words of its original in the style that its transformation is."""

from planner.layers.setting import TextSetting
from planner.layers.styles import TextStyle, read_style
from tests.workers.child.echo import PICTURE
from workers.child.job import Job, Serve
from workers.child.protocol import Fields, RenderRequest
from workers.executor import rendering
from workers.executor.text.drawing import draw
from workers.executor.text.fonts import fonts


def prepare() -> Serve:
    rendering.prepare()
    return serve


def serve(job: Job) -> Fields:
    assert isinstance(job.request, RenderRequest)
    style = read_style(job.request.leaf.transformation)
    assert isinstance(style, TextStyle)
    setting = TextSetting(bytes(job.source()).decode(), style)
    job.deliver(draw(setting, fonts(), job.request.limits).pngsave_buffer())
    return PICTURE
