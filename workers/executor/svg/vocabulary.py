"""What of SVG is kept: elements by name, references by what they lead to (SVG 2; CSS Values 4).

Elements that are not listed go with all that is in them, scripts and foreign objects among them.
"""

import re
from typing import Final

SVG: Final = "http://www.w3.org/2000/svg"
XLINK: Final = "http://www.w3.org/1999/xlink"
XML: Final = "http://www.w3.org/XML/1998/namespace"

ELEMENTS: Final = frozenset(
    """
    svg g defs symbol use switch a title desc style view image
    path rect circle ellipse line polyline polygon text tspan textPath tref
    linearGradient radialGradient stop pattern clipPath mask marker
    filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix
    feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB
    feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight
    feSpecularLighting feSpotLight feTile feTurbulence
    animate animateMotion animateTransform mpath set
    """.split()  # noqa: SIM905 - a list of words
)

#: Elements that animate the attribute that ``attributeName`` names.
ANIMATIONS: Final = frozenset({"animate", "animateMotion", "animateTransform", "set"})

#: Elements whose reference may be a picture that is written into it.
PICTURES: Final = frozenset({"image", "feImage"})

#: A picture in a reference.
PICTURE: Final = re.compile(
    r"\s*data:image/(?:png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=\s]+)", re.ASCII | re.IGNORECASE
)

_INSIDE: Final = re.compile(r"#[^\s\"'()<>\\]{1,200}")
_REFERENCE: Final = re.compile(r"""url\(\s*(["']?)#[^\s"'()<>\\]{1,200}\1\s*\)""", re.IGNORECASE)
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
#: What in a style sheet fetches something, hides such a word, or is no style at all.
_REACHES_OUT: Final = re.compile(
    r"\\|@import|@namespace|@document|url\s*\(|src\s*\(|image\s*\(|image-set\s*\(|"
    r"expression\s*\(|-moz-binding|behavior\s*:|javascript:",
    re.IGNORECASE,
)


def inside(reference: str) -> bool:
    """Whether a reference stays in the drawing."""
    return _INSIDE.fullmatch(reference.strip()) is not None


def harmless(style: str) -> bool:
    """Whether a style sheet, or an attribute's value, refers to nothing but the drawing itself."""
    return _REACHES_OUT.search(_REFERENCE.sub("", _COMMENT.sub("", style))) is None


def animates_references(attribute: str) -> bool:
    """Whether animating an attribute could make a reference, or a script, of it."""
    name = attribute.strip().rpartition(":")[2].lower()
    return name.startswith("on") or name in ("href", "style")
