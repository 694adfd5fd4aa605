"""``f``: the format of the result."""

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from planner.language.choices import Choice, Option, words
from planner.language.declaration import Declaration, Role


@dataclass(frozen=True, slots=True)
class Format(Option):
    """An encoding.

    ``qualities`` are its encoder's settings for ``q_auto`` best, good, eco and low; empty where
    nothing is lost. ``lossy`` are those of a format that loses nothing unless it is asked to.
    ``chroma``: whether its encoder has a choice of how closely colour is kept. ``longest_side`` is
    the most pixels that a side may have: libvips bounds AVIF, the format WebP; ``most_pixels`` are
    those of all of it that its encoder takes in the memory of a render, 0 without a bound.
    ``profile``, ``inks``, ``words``: whether its files hold a colour profile, four inks, what EXIF
    and IPTC say.
    ``longest_delay``: milliseconds that a frame may be shown, 0 without a bound.
    ``dense``: whether they say how many dots an inch has. ``drawing``: it holds no pixels.
    ``progressive``: files are smaller where they show the whole image early. ``open``: the picture
    has still a say in it: a JPEG may become a PNG, a WebP may lose nothing. ``paged``: it holds
    several pages, each of a size of its own.
    """

    alpha: bool = True
    animated: bool = False
    longest_delay: int = 0
    chroma: bool = False
    longest_side: int = 65_500
    most_pixels: int = 0
    qualities: tuple[int, ...] = ()
    lossy: tuple[int, ...] = ()
    profile: bool = False
    inks: bool = False
    words: bool = False
    dense: bool = False
    drawing: bool = False
    progressive: bool = False
    open: bool = False
    paged: bool = False


#: The format of drawings.
DRAWING: Final = "svg"

AUTO: Final = Option("auto", "The best format that the client accepts.")

PNG: Final = Format("png", "PNG.", profile=True, words=True, dense=True)

FORMATS: Final = (
    Format(
        "jpg",
        "JPEG.",
        alpha=False,
        chroma=True,
        qualities=(90, 80, 65, 50),
        profile=True,
        inks=True,
        words=True,
        dense=True,
        progressive=True,
        revision=2,
    ),
    PNG,
    Format(
        "webp",
        "WebP.",
        animated=True,
        chroma=True,
        longest_side=16_383,
        qualities=(85, 75, 62, 48),
        profile=True,
        words=True,
    ),
    Format(
        "avif",
        "AVIF.",
        chroma=True,
        longest_side=16_384,
        most_pixels=25_000_000,
        qualities=(65, 55, 45, 35),
        profile=True,
        words=True,
    ),
    Format("gif", "GIF.", animated=True, longest_delay=655_350, lossy=(90, 80, 65, 50)),
    Format(
        "heic",
        "HEIC.",
        chroma=True,
        longest_side=16_384,
        most_pixels=25_000_000,
        qualities=(65, 55, 45, 35),
        profile=True,
    ),
    Format(
        "tiff",
        "TIFF, of as many pages as are drawn.",
        profile=True,
        inks=True,
        dense=True,
        paged=True,
    ),
    Format("bmp", "BMP.", alpha=False, longest_side=32_767, dense=True),
    Format("ico", "An icon.", longest_side=256),
    Format("jxl", "JPEG XL.", qualities=(90, 80, 65, 50)),
    Format("jp2", "JPEG 2000.", qualities=(90, 80, 65, 50)),
    Format("jpc", "A bare codestream of JPEG 2000.", qualities=(90, 80, 65, 50)),
    Format("tga", "Targa."),
    Format(
        "pdf",
        "A document of the pages that are drawn, or of pages as they are.",
        revision=2,
        alpha=False,
        longest_side=30_000,
        qualities=(90, 80, 65, 50),
        dense=True,
        paged=True,
    ),
    Format(DRAWING, "A drawing, of one.", drawing=True),
)

AUTO_IMAGE: Final = Option("auto:image", "The best format of a still image.")
AUTO_VIDEO: Final = Option("auto:video", "The best format of a video.", drawn=False)
AUTO_ANIMATED: Final = Option("auto:animated", "The best format of an animation.")

#: What an automatic format comes to where the picture has still a say in it, by its usual format.
OPEN: Final = MappingProxyType(
    {
        "jpg": Option("auto:jpg", "JPEG, or PNG where that shows more or is smaller.", revision=2),
        "webp": Option("auto:webp", "WebP, without loss where that is smaller.", revision=2),
    }
)

#: Formats that no library at hand encodes.
UNENCODED: Final = words("ai djvu eps jxr ps psd wdp")

#: What this release understands, but does not make of an image, by what it is.
_OTHERS: Final = MappingProxyType(
    {
        "A video, or a stream of one.": (
            "3g2 3gp avi flv m2ts m3u8 mkv mov mp4 mpd mpeg mts mxf ogv ts webm wmv"
        ),
        "Sound.": "aac aiff amr flac m4a mp3 ogg opus wav",
    }
)

#: Formats of what plays.
PLAYED: Final = frozenset(" ".join(_OTHERS.values()).split())

_NAMES: Final[tuple[Option, ...]] = (
    AUTO,
    *FORMATS,
    AUTO_IMAGE,
    AUTO_VIDEO,
    AUTO_ANIMATED,
    *OPEN.values(),
    *(Option(name, "Not encoded: no library at hand does.") for name in sorted(UNENCODED)),
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


def opened_format(asked: Option | None) -> Format | None:
    """Give the usual format of one that the picture has a say in; None of others.

    It keeps what is transparent: the picture decides on that, too.
    """
    name = next((name for name, option in OPEN.items() if option == asked), "")
    usual = format_named(name)
    return replace(usual, alpha=True, open=True) if usual else None


def option_of(chosen: Format) -> Option:
    """Give the value of ``f`` that asks for a chosen format again."""
    return OPEN[chosen.name] if chosen.open else chosen


def format_named(name: str) -> Format | None:
    """Give the format that a name or extension means, in any case; None where there is none."""
    name = name.lower()
    name = _ALIASES.get(name, name)
    return next((known for known in FORMATS if known.name == name), None)
