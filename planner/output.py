"""Output: in which format, and at what quality, a result is delivered."""

from dataclasses import dataclass
from typing import Final

from planner import negotiation
from planner.errors import TransformationError
from planner.facts import AssetFacts, Client
from planner.language.component import Component
from planner.language.quoting import quoted
from planner.parameters.format import (
    AUTO,
    AUTO_ANIMATED,
    AUTO_IMAGE,
    FORMAT,
    FORMATS,
    Format,
    format_named,
)
from planner.parameters.quality import LEVELS, QUALITY, Quality
from planner.planning.scene import Scene

#: What is used where the URL says nothing, and where it says ``q_auto``.
USUAL_LEVEL: Final = "good"

#: What ``q_auto`` means to a client that saves data.
SAVING_LEVEL: Final = "eco"

#: The quality of formats that lose nothing.
LOSSLESS: Final = 100


@dataclass(frozen=True, slots=True)
class Representation:
    """A format and its quality; ``vary`` names the request headers that took part in choosing."""

    format: Format
    quality: Quality
    vary: tuple[str, ...] = ()


def choose(
    delivery: Component, extension: str | None, facts: AssetFacts, client: Client, result: Scene
) -> Representation:
    """Choose format and quality.

    delivery: the component of global parameters. extension: of the URL, which asks for a format
    where no ``f_`` does; without both it is the stored one. result: what is to be encoded.
    Raises TransformationError for a format that is not encoded.
    """
    asked = delivery.get(FORMAT)
    vary: tuple[str, ...] = ()
    if asked in (AUTO, AUTO_IMAGE, AUTO_ANIMATED):
        best = negotiation.choose(
            facts,
            result.wants_alpha,
            client,
            longest_side=max(result.size.width, result.size.height),
            still=asked == AUTO_IMAGE,
        )
        name, vary = best.format, best.vary
    else:
        name = asked.name if asked else extension or facts.format
    chosen = _encoded(name)
    quality = delivery.get(QUALITY) or Quality(level=USUAL_LEVEL)
    if quality.level == "auto" and chosen.qualities:
        vary = (*vary, "Save-Data")
    return Representation(chosen, _settled(quality, chosen, client), vary)


def same_format(one: str, other: str) -> bool:
    """Whether two names or extensions mean the same format."""
    return (format_named(one) or one.lower()) == (format_named(other) or other.lower())


def _encoded(name: str) -> Format:
    found = format_named(name)
    if found is None:
        raise TransformationError(
            f"Delivery as {quoted(name)} is not supported yet",
            parameter=FORMAT.key,
            expected="one of " + ", ".join(known.name for known in FORMATS),
        )
    return found


def _settled(quality: Quality, chosen: Format, client: Client) -> Quality:
    """Give the number that a format's encoder gets; the sensitive get the next better level."""
    if not chosen.qualities:
        return Quality(number=LOSSLESS)
    if not quality.level:
        return Quality(quality.number, chroma=quality.chroma if chosen.chroma else "")
    level = quality.level
    if level == "auto":
        level = SAVING_LEVEL if client.save_data else USUAL_LEVEL
    place = LEVELS.index(level) - quality.sensitive
    return Quality(chosen.qualities[max(place, 0)])
