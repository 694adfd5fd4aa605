"""How the API spells transformations out: components with the SDKs' words for parameters."""

from types import MappingProxyType
from typing import Final

from planner.language.component import read_component
from planner.naming.expansion import of_definition

#: The vendor's words, by the keys of parameters; others are told by their keys.
_WORDS: Final = MappingProxyType(
    {
        "$": "variables",
        "a": "angle",
        "ac": "audio_codec",
        "af": "audio_frequency",
        "ar": "aspect_ratio",
        "b": "background",
        "bl": "baseline",
        "bo": "border",
        "br": "bit_rate",
        "c": "crop",
        "co": "color",
        "cs": "color_space",
        "d": "default_image",
        "dl": "delay",
        "dn": "density",
        "du": "duration",
        "e": "effect",
        "eo": "end_offset",
        "f": "fetch_format",
        "fl": "flags",
        "g": "gravity",
        "h": "height",
        "ki": "keyframe_interval",
        "l": "overlay",
        "o": "opacity",
        "p": "prefix",
        "pg": "page",
        "q": "quality",
        "r": "radius",
        "so": "start_offset",
        "sp": "streaming_profile",
        "t": "transformation",
        "u": "underlay",
        "vc": "video_codec",
        "vs": "video_sampling",
        "w": "width",
        "z": "zoom",
    }
)


def info(written: str) -> list[dict[str, object]]:
    """Spell a transformation out; whole numbers are numbers. Raises TransformationError."""
    return [
        {
            _WORDS.get(declaration.key, declaration.key): _value(declaration.grammar.text(value))
            for declaration, value in read_component(component).declared()
        }
        for component in of_definition(written)
    ]


def _value(text: str) -> object:
    return int(text) if text.isascii() and text.isdigit() else text
