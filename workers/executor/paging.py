"""Paging: the pages of a document drawn one after the other, and put together again."""

from dataclasses import replace
from typing import Protocol, cast

from planner.plan import RenderPlan
from planner.steps import Draft, Step
from workers.executor.arrangement import arrange, still_by
from workers.executor.encoding import Encoded, asks_of_original, encode, encoders
from workers.executor.layers import LayerPictures, Originals
from workers.executor.limits import Limits
from workers.executor.profiles import Profile
from workers.executor.runner import Runner
from workers.executor.sources import Source, open_source


class Joining(Protocol):
    """What an encoder offers whose format holds several pages."""

    def join(self, files: list[bytes]) -> bytes:
        """Give the file of the pages of several files."""
        ...


def paged(
    source: Source,
    plan: RenderPlan,
    limits: Limits,
    originals: Originals,
    own: Profile | None = None,
) -> tuple[Encoded, tuple[Step, ...]]:
    """Draw several pages; give the result, whose size is that of its first, and the steps of that.

    own: the profile that it is written in. One page is encoded before the next is opened, so no
    more than one is in memory as pixels. Raises RenderRefused for a page that is broken or too
    large, DeadlineExceeded when time is up.
    """
    drafts = (Draft(plan.steps, plan.width, plan.height, plan.rest), *plan.further)
    encoded: list[Encoded] = []
    steps: tuple[Step, ...] = ()
    alike: Draft | None = None
    for number, draft in zip(plan.opening.pages, drafts, strict=True):
        if draft is not alike:
            # Pages of one size have one draft, and the pictures of its layers.
            runner = Runner(limits, LayerPictures(originals, limits, kept=True))
            alike = draft
        view = replace(source.view, page=int(number), layers=())
        page = open_source(source.file.data, limits, view=view)
        arrangement = arrange(draft, page, as_it_lies=plan.opening.lying)
        done = still_by(page, arrangement, runner)
        before = draft.steps[: len(draft.steps) - len(arrangement.rest.steps)]
        steps = steps or (*before, *done.steps)
        original = page.open() if asks_of_original(plan.output) else None
        encoded.append(encode(done.image, plan.output, 1, original, own))
        limits.check_time()
    encoder = cast(Joining, encoders()[plan.output.format])
    joined = encoder.join([one.data for one in encoded])
    return replace(encoded[0], data=joined), steps
