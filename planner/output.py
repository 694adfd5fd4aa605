"""Output: in which format, and at what quality, a result is delivered."""

from dataclasses import dataclass, replace
from typing import Final

from planner import negotiation
from planner.encoding import GETINFO, flag, moving
from planner.errors import NotEncoded, NotRenderedYet, TransformationError
from planner.facts import AssetFacts, Client
from planner.language.component import Component
from planner.language.quoting import quoted
from planner.parameters.colour_space import COLOUR_SPACE
from planner.parameters.density import DENSITY
from planner.parameters.format import (
    AUTO,
    AUTO_ANIMATED,
    AUTO_IMAGE,
    FORMAT,
    FORMATS,
    OPEN,
    PLAYED,
    UNENCODED,
    Format,
    format_named,
    opened_format,
)
from planner.parameters.quality import JPEGMINI, LEVELS, LOSSLESS, QUALITY, Quality
from planner.planning.scene import Scene

#: What is used where the URL says nothing, and where it says ``q_auto``.
USUAL_LEVEL: Final = "good"

#: What ``q_auto`` means to a client that saves data.
SAVING_LEVEL: Final = "eco"

#: Values of ``f`` that leave the choice to the client's headers.
AUTOMATIC: Final = (AUTO, AUTO_IMAGE, AUTO_ANIMATED)

#: A format that may lose something or nothing.
_EITHER: Final = "webp"

#: From which likelihood on an original is taken for a drawing.
_ILLUSTRATED: Final = 0.5

#: Flags that say how one format is written, or have to know which it is.
_DECIDED: Final = ("lossy", "png8", "png24", "png32", "any_format", GETINFO)

#: The colour space that only one of the formats holds which a picture has a say in.
_INKS: Final = "cmyk"

#: What nothing is told of.
_UNTOLD: Final = frozenset({"gif", "pdf"})

#: What an automatic format leaves as it is, unless something is drawn of it.
_KEPT: Final = frozenset({"svg", "pdf"})

#: What an automatic format comes to where there are pages: all clients show it.
_PAGED: Final = "pdf"

#: What a drawing becomes, and what that becomes where it may lose something.
_PIXELS: Final = "png"
_LOSSY: Final = "jpg"


@dataclass(frozen=True, slots=True)
class Representation:
    """A format and its quality; ``vary`` names the request headers that took part in choosing.

    The quality is a number, or a level that is settled: the picture has a say in the number of it.
    """

    format: Format
    quality: Quality
    vary: tuple[str, ...] = ()


def choose(
    delivery: Component,
    extension: str | None,
    facts: AssetFacts,
    client: Client,
    result: Scene,
    *,
    named: bool = False,
    paged: bool = False,
) -> Representation:
    """Choose format and quality.

    delivery: the component of global parameters. extension: of the URL, which asks for a format
    where no ``f_`` does; without both it is the stored one. result: what is to be encoded. named:
    the answer needs the format's name before there is a picture. paged: it has several pages.
    Raises TransformationError for a format that is not encoded.
    """
    asked = delivery.get(FORMAT)
    vary: tuple[str, ...] = ()
    preserve = flag(delivery, "preserve_transparency") is not None
    if asked in AUTOMATIC and facts.format in _KEPT and not result.steps:
        name = facts.format
    elif asked in AUTOMATIC and paged:
        name = _PAGED
    elif asked in AUTOMATIC:
        best = negotiation.choose(
            result.transparent if preserve else result.wants_alpha,
            client,
            longest_side=max(result.size.width, result.size.height),
            pixels=result.size.width * result.size.height,
            animated=result.frames_at_last > 1,
            still=asked == AUTO_IMAGE,
        )
        name, vary = best.format, best.vary
    elif (usual := opened_format(asked)) is not None:
        wanted = result.transparent if preserve else result.wants_alpha
        name = _PIXELS if wanted and usual.name == _LOSSY else usual.name
    else:
        name = asked.name if asked else extension or facts.format
    chosen = _encoded(_flattened(name, delivery, result))
    settling = vary or opened_format(asked) is not None
    if settling and not named and _open(chosen, delivery, facts, result, preserve=preserve):
        option = OPEN[_LOSSY if chosen.name == _PIXELS else chosen.name]
        chosen = opened_format(option) or chosen
    quality = delivery.get(QUALITY) or _usual(chosen)
    _check_words(delivery)
    if quality.level == "auto" and chosen.qualities:
        vary = (*vary, "Save-Data")
    lossy = flag(delivery, "lossy") is not None
    if flag(delivery, GETINFO) is not None:
        _check_telling(facts, chosen)
    settled = _settled(quality, chosen, client, lossy=lossy)
    if quality.level and not settled.level and _tells_density(delivery, chosen):
        settled = replace(quality, level=settled_level(quality, client), sensitive=False)
    return Representation(chosen, settled, vary)


def _open(
    chosen: Format, delivery: Component, facts: AssetFacts, result: Scene, *, preserve: bool
) -> bool:
    """Whether the picture has a say: whether it is transparent at all, and flat art.

    What an automatic format would lay on white is not left transparent for that.
    """
    wanted = result.wants_alpha or preserve
    if result.frames_at_last > 1 or any(flag(delivery, name) for name in _DECIDED):
        return False
    space = delivery.get(COLOUR_SPACE)
    if space is not None and space.name == _INKS:
        return False
    drawing = (facts.illustration or 0.0) >= _ILLUSTRATED
    if chosen.name == _PIXELS:
        return True
    if chosen.name == _LOSSY:
        return drawing and (wanted or not result.transparent)
    return drawing and chosen.name == _EITHER


def _usual(chosen: Format) -> Quality:
    """Give the quality where none is asked for: the usual number, whatever the picture."""
    numbers = chosen.qualities or chosen.lossy
    return Quality(number=numbers[LEVELS.index(USUAL_LEVEL)] if numbers else LOSSLESS)


def same_format(one: str, other: str) -> bool:
    """Whether two names or extensions mean the same format."""
    return (format_named(one) or one.lower()) == (format_named(other) or other.lower())


def _flattened(name: str, delivery: Component, result: Scene) -> str:
    """Give the format that flags make of one: a drawing in pixels, a PNG that may lose."""
    named = format_named(name)
    if flag(delivery, "rasterize") and named and named.drawing:
        return _PIXELS
    lossy = flag(delivery, "lossy") and not (result.frames_at_last > 1 and moving(delivery))
    if lossy and named and named.name == _PIXELS and not result.transparent:
        return _LOSSY
    return name


def _check_telling(facts: AssetFacts, chosen: Format) -> None:
    """Refuse to tell of documents and animations by GIF, whatever becomes of them."""
    for name in (facts.format, chosen.name):
        if name in _UNTOLD:
            raise TransformationError(
                f"fl_getinfo tells nothing of {name}",
                parameter="fl",
                expected="an image, and a format of it, other than GIF and PDF",
            )


def _check_words(delivery: Component) -> None:
    quality = delivery.get(QUALITY)
    if quality and quality.level and flag(delivery, "keep_iptc"):
        raise TransformationError(
            "fl_keep_iptc keeps what q_auto leaves out",
            parameter=QUALITY.key,
            expected="a quality as a number, such as q_80, with fl_keep_iptc",
        )


def _encoded(name: str) -> Format:
    found = format_named(name)
    if name.lower() in UNENCODED:
        raise NotEncoded(
            f"Unsupported image format: nothing here encodes {quoted(name)}",
            parameter=FORMAT.key,
            expected="one of " + ", ".join(known.name for known in FORMATS),
        )
    if name.lower() in PLAYED:
        raise NotRenderedYet(
            f"Delivery as {quoted(name)} is understood, but not done yet", parameter=FORMAT.key
        )
    if found is None:
        raise TransformationError(
            f"Delivery as {quoted(name)} is not supported yet",
            parameter=FORMAT.key,
            expected="one of " + ", ".join(known.name for known in FORMATS),
        )
    return found


def _settled(quality: Quality, chosen: Format, client: Client, *, lossy: bool) -> Quality:
    """Give the number that a format's encoder gets, or the level that it is searched for."""
    qualities = chosen.qualities or (chosen.lossy if lossy else ())
    if not qualities:
        return Quality(number=LOSSLESS)
    if not quality.level:
        return Quality(quality.number, chroma=quality.chroma if chosen.chroma else "")
    level = settled_level(quality, client)
    return Quality(level=level) if chosen.qualities else Quality(qualities[LEVELS.index(level)])


def settled_level(quality: Quality, client: Client) -> str:
    """Give the level of automatic quality for a client; the sensitive get the next better one."""
    level = quality.level
    if level == "auto":
        level = SAVING_LEVEL if client.save_data else USUAL_LEVEL
    if level.startswith(JPEGMINI):
        return LEVELS[int(level[-1])]
    return LEVELS[max(LEVELS.index(level) - quality.sensitive, 0)]


def _tells_density(delivery: Component, chosen: Format) -> bool:
    """Whether a file would say its density, which automatic quality leaves out."""
    return chosen.dense and delivery.has(DENSITY)
