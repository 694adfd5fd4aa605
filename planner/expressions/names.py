"""Names of what an image can be asked, in URLs and, spelled out, in the vendor's SDKs."""

import re
from types import MappingProxyType
from typing import Final

#: Variables, with their dollar.
VARIABLE: Final = re.compile(r"\$[A-Za-z][A-Za-z0-9]*", re.ASCII)

#: What each characteristic is, by its name in URLs.
CHARACTERISTICS: Final = MappingProxyType(
    {
        "w": "the width here",
        "h": "the height here",
        "ar": "width by height here",
        "cp": "the page here",
        "iw": "the width of the original",
        "ih": "the height of the original",
        "iar": "width by height of the original",
        "tar": "width by height, if the image were trimmed",
        "pc": "how many pages the original has",
        "fc": "how many faces it shows",
        "ccc": "how many custom coordinates it has",
        "rc": "how many regions it has",
        "rn": "the names of its regions",
        "pgnames": "the names of its pages",
        "tags": "its tags",
        "ctx": "the keys of its context",
        "md": "the fields of its metadata",
        "px": "the horizontal offset of the page",
        "py": "the vertical offset of the page",
        "idn": "the density of the original, in dots per inch",
        "ils": "how likely it is an illustration, from 0 to 1",
        "dpr": "the device pixel ratio asked for",
        "du": "the duration here, in seconds",
        "idu": "the duration of the original, in seconds",
        "current": "the image as it is here",
        "current:public_id": "the public ID of the asset",
    }
)

#: Characteristics that have keys, with the names by which they may be asked for.
KEYED: Final = MappingProxyType(
    {"ctx": "ctx", "context": "ctx", "md": "md", "metadata": "md", "ref": "ref"}
)

#: Characteristics that are sets of strings.
SETS: Final = frozenset({"rn", "pgnames", "tags", "ctx", "md"})

#: Characteristics as the SDKs name them, where they leave the name as it is.
LONG_NAMES: Final = MappingProxyType(
    {
        "width": "w",
        "height": "h",
        "aspect_ratio": "ar",
        "aspectRatio": "ar",
        "current_page": "cp",
        "currentPage": "cp",
        "duration": "du",
        "face_count": "fc",
        "faceCount": "fc",
        "page_count": "pc",
        "pageCount": "pc",
        "page_x": "px",
        "pageX": "px",
        "page_y": "py",
        "pageY": "py",
        "page_names": "pgnames",
        "pageNames": "pgnames",
        "initial_width": "iw",
        "initialWidth": "iw",
        "initial_height": "ih",
        "initialHeight": "ih",
        "initial_aspect_ratio": "iar",
        "initialAspectRatio": "iar",
        "initial_duration": "idu",
        "initialDuration": "idu",
        "initial_density": "idn",
        "initialDensity": "idn",
        "trimmed_aspect_ratio": "tar",
        "trimmedAspectRatio": "tar",
        "illustration_score": "ils",
        "illustrationScore": "ils",
        "illustration_likelihood": "ils",
        "custom_coordinate_count": "ccc",
        "custom_coordinates_count": "ccc",
        "region_count": "rc",
        "region_names": "rn",
        "context": "ctx",
        "metadata": "md",
        "device_pixel_ratio": "dpr",
        "ow": "iw",
        "oh": "ih",
        "current:public_id": "current:public_id",
    }
)

#: Pieces, between underscores, of the longest of them.
LONGEST_NAME: Final = max(name.count("_") for name in LONG_NAMES) + 1
