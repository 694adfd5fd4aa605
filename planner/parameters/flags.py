"""``fl``: flags, each a word, several joined by dots."""

from dataclasses import dataclass
from random import Random
from typing import Final

from planner.language.choices import Choice, Option, words
from planner.language.declaration import Declaration, Role
from planner.language.grammar import Plain

IGNORE_ASPECT_RATIO: Final = Option(
    "ignore_aspect_ratio", "A side that is not given stays as it is."
)
NO_OVERFLOW: Final = Option("no_overflow", "The image is never enlarged.")

_FLAG: Final = Choice(
    prefix="fl",
    options=(IGNORE_ASPECT_RATIO, NO_OVERFLOW),
    unsupported=words(
        "alternate animated any_format apng attachment awebp c2pa clip clip_evenodd cutter draco "
        "flip force_icc force_strip getinfo group4 hlsv3 ignore_mask_channels immutable_cache "
        "keep_attribution keep_dar keep_iptc layer_apply lossy mono no_stream opposite original "
        "png8 png24 png32 preserve_transparency progressive rasterize region_relative relative "
        "replace_image sanitize splice sprite streaming_attachment strip_profile "
        "text_disallow_overflow text_no_trim tiff8_lzw tiled truncate_ts waveform"
    ),
)


@dataclass(frozen=True, slots=True)
class FlagsGrammar(Plain):
    """A set of flags, printed in the order of their names."""

    @property
    def expected(self) -> str:
        """What a value is."""
        return f"{_FLAG.expected}, joined by dots"

    def parse(self, text: str) -> frozenset[Option]:
        """Read a value."""
        return frozenset(_FLAG.parse(word) for word in text.split("."))

    def text(self, value: frozenset[Option]) -> str:
        """Give the canonical spelling."""
        return ".".join(sorted(flag.name for flag in value))

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return ".".join(_FLAG.spell(random) for _ in range(random.randint(1, 3)))

    def uses(self, value: frozenset[Option]) -> tuple[tuple[str, int], ...]:
        """Give what the value brings in."""
        return tuple(sorted(used for flag in value for used in _FLAG.uses(flag)))


FLAGS: Final = Declaration(
    key="fl",
    name="flag",
    role=Role.QUALIFIER,
    qualifies=("c",),
    cumulative=True,
    grammar=FlagsGrammar(),
    sentence="Switches of the component's action.",
    example="c_scale,fl_ignore_aspect_ratio,h_150",
)
