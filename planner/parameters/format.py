"""``f``: the format of the result."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from planner.language.choices import Choice, Option, words
from planner.language.declaration import Declaration, Role


@dataclass(frozen=True, slots=True)
class Format(Option):
    """An encoding.

    ``qualities`` are its encoder's settings for ``q_auto`` best, good, eco and low; empty where
    nothing is lost. ``chroma``: whether its encoder has a choice of how closely colour is kept.
    ``longest_side`` is the most pixels that a side may have: libvips bounds AVIF, the format WebP.
    """

    alpha: bool = True
    animated: bool = False
    chroma: bool = False
    longest_side: int = 65_500
    qualities: tuple[int, ...] = ()


AUTO: Final = Option("auto", "The best format that the client accepts.")

FORMATS: Final = (
    Format("jpg", "JPEG.", alpha=False, chroma=True, qualities=(90, 80, 65, 50)),
    Format("png", "PNG."),
    Format(
        "webp",
        "WebP.",
        animated=True,
        chroma=True,
        longest_side=16_383,
        qualities=(85, 75, 62, 48),
    ),
    Format("avif", "AVIF.", chroma=True, longest_side=16_384, qualities=(65, 55, 45, 35)),
    Format("gif", "GIF.", animated=True),
)

AUTO_IMAGE: Final = Option("auto:image", "The best format of a still image.")
AUTO_VIDEO: Final = Option("auto:video", "The best format of a video.", drawn=False)
AUTO_ANIMATED: Final = Option("auto:animated", "The best format of an animation.")

#: What this release understands, but has no encoder for, by what it is.
_OTHERS: Final = MappingProxyType(
    {
        "An image.": "bmp djvu heic ico jp2 jpc jxl jxr tga tiff wdp",
        "A drawing or a document.": "ai eps pdf ps psd svg",
        "A video, or a stream of one.": (
            "3g2 3gp avi flv m2ts m3u8 mkv mov mp4 mpd mpeg mts mxf ogv ts webm wmv"
        ),
        "Sound.": "aac aiff amr flac m4a mp3 ogg opus wav",
    }
)

_NAMES: Final[tuple[Option, ...]] = (
    AUTO,
    *FORMATS,
    AUTO_IMAGE,
    AUTO_VIDEO,
    AUTO_ANIMATED,
    *(
        Option(name, sentence, drawn=False)
        for sentence, names in _OTHERS.items()
        for name in names.split()
    ),
)
_ALIASES: Final = MappingProxyType({"jpeg": "jpg", "jpe": "jpg", "tif": "tiff", "heif": "heic"})

FORMAT: Final = Declaration(
    key="f",
    name="format",
    role=Role.GLOBAL,
    grammar=Choice(
        prefix="f",
        options=_NAMES,
        aliases=_ALIASES,
        any_case=True,
        unsupported=words("glb gltf"),
    ),
    facts=frozenset({"format"}),
    sentence="The format of the result; it wins over the extension.",
    example="f_webp",
)


def format_named(name: str) -> Format | None:
    """Give the format that a name or extension means, in any case; None where there is none."""
    name = name.lower()
    name = _ALIASES.get(name, name)
    return next((known for known in FORMATS if known.name == name), None)
