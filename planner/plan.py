"""The render plan: typed steps with their sizes resolved, and how the result is encoded."""

from dataclasses import dataclass
from enum import IntEnum

from planner.facts import ContentFacts
from planner.source_views import AS_IT_IS, Opening
from planner.steps import ApplyLayer, Draft, Rest, Step


class CostClass(IntEnum):
    """How expensive a render is, in the order of the queues that take it."""

    CHEAP = 1
    HEAVY = 2
    SLOW = 3


@dataclass(frozen=True, slots=True)
class OwnProfile:
    """A stored colour profile, and the public ID that names it."""

    public_id: str
    content: ContentFacts


@dataclass(frozen=True, slots=True)
class Output:
    """The encoding asked for.

    ``quality`` is 1 to 100 in the encoder's own scale. With a ``level`` of ``q_auto`` it is where
    the search for the picture's own number begins.
    ``chroma`` is "420", "444", or empty for the encoder's default.
    ``animated``: it has all frames that there are. They are shown for ``delay`` milliseconds each,
    None as they were, ``plays`` times in all, 0 without an end, None as the source says.
    ``frame_rate`` is from how many to how many there are a second, None without a bound; None where
    they stay as many as they are. ``apart``: all of each frame differs from the one before it.

    ``progressive`` is "semi", "steep", "none", or empty for the format's default. ``lossy``: a
    format that can do both loses something. ``variant`` is one of the ways of writing PNG and TIFF,
    by its flag; ``few_colours``: a PNG may become one of 256 colours where that hardly shows.
    ``density`` is dots an inch, as the file says, 0 for the original's, None to say nothing.
    ``colours`` is what ``cs`` names, ``profile`` whether its profile is written. ``own_profile`` is
    the stored one that ``cs`` names, if it does. ``words`` are those of the original's that are
    kept: "", "attribution" or "all". ``kept``: the pages of a document are taken over as they are.
    """

    format: str
    quality: int
    chroma: str = ""
    animated: bool = False
    progressive: str = ""
    lossy: bool = False
    variant: str = ""
    few_colours: bool = False
    density: float | None = None
    colours: str = ""
    profile: bool = False
    own_profile: OwnProfile | None = None
    words: str = ""
    kept: bool = False
    info: bool = False
    open: bool = False
    lossless: bool = False
    delay: int | None = None
    plays: int | None = None
    frame_rate: tuple[float, float | None] | None = None
    apart: bool = False
    level: str = ""


@dataclass(frozen=True, slots=True)
class RenderPlan:
    """All that the executor needs to know, beside the source's bytes.

    ``width`` and ``height`` are those of the result, in pixels, 0 where only the picture tells
    them: then ``rest`` goes on planning when the steps are drawn. Steps see the source after its
    EXIF orientation, unless it is opened lying. ``said``: the answer, where that is known
    already and nothing is drawn. ``further`` are what the pages behind the first come to, where
    the result has several. ``replacing`` is a layer whose picture takes the place of the first
    image on the pages of the document that are opened.
    """

    steps: tuple[Step, ...]
    output: Output
    width: int
    height: int
    opening: Opening = AS_IT_IS
    rest: Rest | None = None
    said: str = ""
    further: tuple[Draft, ...] = ()
    replacing: ApplyLayer | None = None
