"""File name extensions that name a format, at the end of a delivery URL."""

from typing import Final

_IMAGE: Final = (
    "jpg jpeg jpe png webp avif gif svg pdf tiff tif bmp ico jp2 jxl heic heif psd eps ai wdp jxr"
)
_VIDEO: Final = "mp4 webm ogv mov mkv m3u8 mpd avi flv 3gp m4v mpeg mts wmv ts"
_AUDIO: Final = "mp3 aac m4a ogg wav aiff flac opus amr"

#: All that the language knows, also those that this release cannot encode: they are refused by
#: name instead of being taken for a part of the public ID.
EXTENSIONS: Final = frozenset(f"{_IMAGE} {_VIDEO} {_AUDIO}".split())


def split_extension(name: str) -> tuple[str, str | None]:
    """Split a known extension off a name; it is given in lower case.

    A name that is nothing but an extension keeps it.
    """
    stem, dot, extension = name.rpartition(".")
    lower = extension.lower()
    if not dot or lower not in EXTENSIONS or not stem or stem.endswith("/"):
        return name, None
    return stem, lower
