"""Encoding: what the delivery says beyond format and quality of how a result is written."""

from dataclasses import replace
from typing import Final, NoReturn

from planner.errors import TransformationError
from planner.language.component import Component
from planner.language.flag import Flag
from planner.parameters.colour_space import COLOUR_SPACE
from planner.parameters.density import DENSITY
from planner.parameters.flags import FLAGS
from planner.parameters.format import FORMATS, Format
from planner.parameters.frames import FRAME_RATE
from planner.parameters.quality import LOSSLESS, Quality, usual_number
from planner.parameters.timing import DELAY
from planner.plan import Output, OwnProfile

#: The flag that asks what becomes of an image, in place of the image.
GETINFO: Final = "getinfo"

#: Ways of writing, and the format that has them.
_VARIANTS: Final = {
    "png8": "png",
    "png24": "png",
    "png32": "png",
    "tiff8_lzw": "tiff",
    "group4": "tiff",
}

#: How progressive a file is that is only said to be so.
_SEMI: Final = ("semi",)

#: Variants without transparency.
_OPAQUE: Final = frozenset({"png24", "group4"})

#: The format that could be animated, and mostly is not; flags that ask it to be.
_PERHAPS: Final = "png"
_MOVING: Final = ("animated", "apng")

#: Colour spaces that write their profile.
_TOLD: Final = frozenset({"srgb", "tinysrgb", "cmyk", "srgb:truecolor", "icc"})

#: The way of writing black and white alone, which no profile describes.
_BILEVEL: Final = "group4"


def flag(delivery: Component, name: str) -> Flag | None:
    """Give a flag of the delivery, with its argument, or None."""
    given = delivery.get(FLAGS) or frozenset()
    return next((one for one in given if isinstance(one, Flag) and one.name == name), None)


def as_written(encoding: Format, delivery: Component, *, original: str = "") -> Format:
    """Give a format as the flags have it written: some ways of it are never transparent.

    original: the format of the asset. PNG is animated where that is asked for, or was so before.
    """
    if encoding.name == _PERHAPS and (original == _PERHAPS or moving(delivery)):
        encoding = replace(encoding, animated=True)
    if any(flag(delivery, name) for name in _OPAQUE if _VARIANTS[name] == encoding.name):
        return replace(encoding, alpha=False)
    return encoding


def moving(delivery: Component) -> bool:
    """Whether an animation is asked for where the format could also stand still."""
    return any(flag(delivery, name) for name in _MOVING)


def output(
    encoding: Format,
    quality: Quality,
    delivery: Component,
    *,
    animated: bool,
    plays: int | None = None,
    apart: bool = False,
    own_profile: OwnProfile | None = None,
) -> Output:
    """Give the encoding asked for.

    delivery: the component of global parameters. plays: how often an animation is shown. apart:
    whether all of each of its frames is another. own_profile: the stored one that ``cs`` names, if
    it does. Raises TransformationError for what the format cannot do.
    """
    space = delivery.get(COLOUR_SPACE)
    colours = space.name if space else ""
    variant = _variant(encoding, delivery)
    if own_profile is not None and variant == _BILEVEL:
        _refuse("Black and white alone has no colour profile", FLAGS.key, "cs_icc without it")
    if colours == "srgb:truecolor" and variant == "png8":
        _refuse("cs_srgb:truecolor has more colours than a PNG of 256", FLAGS.key, "fl_png24")
    if colours == "cmyk" and not encoding.inks:
        _refuse_format(f"{encoding.name} has no inks", COLOUR_SPACE.key, "inks")
    told = colours in _TOLD or flag(delivery, "force_icc") is not None
    profile = told and flag(delivery, "strip_profile") is None
    if profile and not encoding.profile:
        key = COLOUR_SPACE.key if colours in _TOLD else FLAGS.key
        _refuse_format(f"{encoding.name} holds no colour profile", key, "profile")
    if animated and variant == "png8":
        _refuse("An animated PNG has no palette of 256 colours", FLAGS.key, "fl_apng, or fl_png8")
    delay = delivery.get(DELAY)
    if animated and encoding.longest_delay and (delay or 0) > encoding.longest_delay:
        most = encoding.longest_delay
        _refuse(
            f"{encoding.name} shows no frame so long", DELAY.key, f"at most {most} milliseconds"
        )
    rate = delivery.get(FRAME_RATE) if animated else None
    return Output(
        encoding.name,
        usual_number(quality, encoding.qualities) or LOSSLESS,
        quality.chroma,
        animated,
        progressive=_progressive(encoding, quality, delivery),
        lossy=flag(delivery, "lossy") is not None,
        variant=variant,
        few_colours=encoding.name == "png" and flag(delivery, "any_format") is not None,
        density=None if quality.level else _density(encoding, delivery),
        colours=colours,
        profile=profile,
        own_profile=own_profile,
        words=_words(encoding, delivery),
        delay=int(delay) if animated and delay is not None else None,
        plays=plays if animated else None,
        frame_rate=(rate.least, rate.most) if rate else None,
        apart=animated and apart,
        open=encoding.open,
        info=flag(delivery, GETINFO) is not None,
        level=quality.level if encoding.qualities else "",
    )


def _progressive(encoding: Format, quality: Quality, delivery: Component) -> str:
    """Give how progressive a file is: a JPEG of automatic quality, which makes it smaller."""
    asked = flag(delivery, "progressive")
    if asked is not None:
        return (asked.argument or _SEMI)[0]
    return _SEMI[0] if quality.level and encoding.progressive else ""


def _variant(encoding: Format, delivery: Component) -> str:
    """Give the way of writing asked for; one of another format says nothing about this one."""
    named = [name for name in _VARIANTS if flag(delivery, name)]
    fitting = [name for name in named if _VARIANTS[name] == encoding.name]
    if len(fitting) > 1:
        _refuse(f"fl_{fitting[0]} contradicts fl_{fitting[1]}", FLAGS.key, f"fl_{fitting[0]} alone")
    return fitting[0] if fitting else ""


def _density(encoding: Format, delivery: Component) -> float | None:
    return delivery.get(DENSITY) if encoding.dense else None


def _words(encoding: Format, delivery: Component) -> str:
    if flag(delivery, "force_strip"):
        return ""
    for name, words in (("keep_iptc", "all"), ("keep_attribution", "attribution")):
        if flag(delivery, name):
            if not encoding.words:
                _refuse_format(f"fl_{name}: {encoding.name} holds no metadata", FLAGS.key, "words")
            return words
    return ""


def _refuse_format(message: str, parameter: str, able: str) -> NoReturn:
    names = ", ".join(f"f_{known.name}" for known in FORMATS if getattr(known, able))
    _refuse(message, parameter, f"one of {names}")


def _refuse(message: str, parameter: str, expected: str) -> NoReturn:
    raise TransformationError(message, parameter=parameter, expected=expected)
