"""A server that sets words: its transformation is ``style/words``, its original a font or empty."""

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
    written, words = job.request.leaf.transformation.split("/")
    style = read_style(written)
    assert isinstance(style, TextStyle)
    font = job.source()
    picture = draw(
        TextSetting(words, style), fonts(), job.request.limits, font if len(font) else None
    )
    job.deliver(picture.pngsave_buffer())
    return PICTURE
