"""``ac`` and ``af``: how sound is encoded."""

from typing import Final

from planner.language.choices import Choice, Option
from planner.language.declaration import VIDEO, Declaration, Role
from planner.plan import CostClass

#: Samples a second that at least one of the codecs takes, and the others that the SDKs name.
_FREQUENCIES: Final = (
    7350, 8000, 11025, 12000, 16000, 22050, 24000, 32000, 37800, 44056, 44100, 47250, 48000, 64000,
    88200, 96000, 176400, 192000,
)  # fmt: skip

AUDIO_CODEC: Final = Declaration(
    key="ac",
    name="audio codec",
    role=Role.GLOBAL,
    media=VIDEO,
    grammar=Choice(
        prefix="ac",
        options=(
            Option("none", "No sound."),
            Option("aac", "AAC."),
            Option("vorbis", "Vorbis."),
            Option("mp3", "MP3."),
            Option("opus", "Opus."),
            Option("pcm24", "Uncompressed, of 24 bits."),
        ),
    ),
    cost=CostClass.HEAVY,
    drawn=False,
    sentence="The codec of the sound.",
    example="ac_aac",
)

AUDIO_FREQUENCY: Final = Declaration(
    key="af",
    name="audio frequency",
    role=Role.GLOBAL,
    media=VIDEO,
    grammar=Choice(
        prefix="af",
        options=(
            Option("iaf", "That of the original."),
            *(Option(str(hertz), f"{hertz} samples a second.") for hertz in _FREQUENCIES),
        ),
    ),
    cost=CostClass.HEAVY,
    drawn=False,
    sentence="How many samples of sound a second has.",
    example="af_22050",
)
