"""Flags of the delivery: of headers, of encoders, of metadata."""

from typing import Final

from planner.language.declaration import Role
from planner.language.flag import Flag
from planner.language.flag_arguments import FILE_NAME
from planner.language.shapes import word
from planner.language.traits import IMAGE, VIDEO

_GLOBAL: Final = Role.GLOBAL

ATTACHMENT: Final = Flag(
    name="attachment",
    sentence="Browsers save the result, perhaps under a name of its own.",
    role=_GLOBAL,
    takes=FILE_NAME,
    example="fl_attachment:pretty_flower",
    drawn=True,
)
STREAMING_ATTACHMENT: Final = Flag(
    name="streaming_attachment",
    sentence="As attachment, sent while it is being made.",
    role=_GLOBAL,
    media=VIDEO,
    takes=FILE_NAME,
    example="fl_streaming_attachment:clip",
)
IMMUTABLE_CACHE: Final = Flag(
    name="immutable_cache",
    sentence="Caches may keep the result for good.",
    role=_GLOBAL,
    media=IMAGE,
    example="fl_immutable_cache",
    drawn=True,
)
GETINFO: Final = Flag(
    name="getinfo",
    sentence="Sizes and the crops chosen as JSON, instead of the result.",
    role=_GLOBAL,
    example="c_fill,fl_getinfo,g_auto,w_200",
    drawn=True,
)
ANIMATED: Final = Flag(
    name="animated",
    sentence="Deliver an animated image where the format could also stand still.",
    role=_GLOBAL,
    example="fl_animated",
    drawn=True,
)
ANY_FORMAT: Final = Flag(
    name="any_format",
    sentence="A PNG may also become one of 256 colours, where that hardly shows.",
    role=_GLOBAL,
    media=IMAGE,
    example="fl_any_format,q_auto",
    drawn=True,
)
APNG: Final = Flag(
    name="apng",
    sentence="An animated PNG.",
    role=_GLOBAL,
    example="f_png,fl_apng",
    drawn=True,
)
AWEBP: Final = Flag(
    name="awebp",
    sentence="An animated WebP; it is one of an animation without being asked, too.",
    role=_GLOBAL,
    example="f_webp,fl_awebp",
    drawn=True,
)
LOSSY: Final = Flag(
    name="lossy",
    sentence="Compress with loss where the format can do both.",
    role=_GLOBAL,
    media=IMAGE,
    example="f_gif,fl_lossy",
    drawn=True,
)
PNG8: Final = Flag(
    name="png8",
    sentence="A PNG of at most 256 colours.",
    role=_GLOBAL,
    media=IMAGE,
    example="f_png,fl_png8",
    drawn=True,
)
PNG24: Final = Flag(
    name="png24",
    sentence="A PNG without transparency.",
    role=_GLOBAL,
    media=IMAGE,
    example="f_png,fl_png24",
    drawn=True,
)
PNG32: Final = Flag(
    name="png32",
    sentence="A PNG with transparency.",
    role=_GLOBAL,
    media=IMAGE,
    example="f_png,fl_png32",
    drawn=True,
)
PRESERVE_TRANSPARENCY: Final = Flag(
    name="preserve_transparency",
    sentence="An automatic format keeps what is transparent.",
    role=_GLOBAL,
    media=IMAGE,
    example="f_auto,fl_preserve_transparency",
    drawn=True,
)
PROGRESSIVE: Final = Flag(
    name="progressive",
    sentence="A file that shows the whole image early, then more of its detail.",
    role=_GLOBAL,
    media=IMAGE,
    takes=word("semi steep none", name="mode"),
    example="fl_progressive:steep",
    drawn=True,
)
GROUP4: Final = Flag(
    name="group4",
    sentence="A TIFF of black and white, as fax compresses it.",
    role=_GLOBAL,
    media=IMAGE,
    example="f_tiff,fl_group4",
    drawn=True,
)
TIFF8_LZW: Final = Flag(
    name="tiff8_lzw",
    sentence="A TIFF of 8 bits, LZW compressed.",
    role=_GLOBAL,
    media=IMAGE,
    example="f_tiff,fl_tiff8_lzw",
    drawn=True,
)
IGNORE_MASK_CHANNELS: Final = Flag(
    name="ignore_mask_channels",
    sentence="Leave out the masks in a TIFF.",
    role=_GLOBAL,
    media=IMAGE,
    example="fl_ignore_mask_channels",
    drawn=True,
)
FORCE_ICC: Final = Flag(
    name="force_icc",
    sentence="Add a colour profile.",
    role=_GLOBAL,
    media=IMAGE,
    example="fl_force_icc",
    drawn=True,
)
STRIP_PROFILE: Final = Flag(
    name="strip_profile",
    sentence="Convert to sRGB and leave out the profile.",
    role=_GLOBAL,
    media=IMAGE,
    example="fl_strip_profile",
    drawn=True,
)
FORCE_STRIP: Final = Flag(
    name="force_strip",
    sentence="Leave out all metadata.",
    role=_GLOBAL,
    media=IMAGE,
    example="fl_force_strip",
    drawn=True,
)
KEEP_ATTRIBUTION: Final = Flag(
    name="keep_attribution",
    sentence="Keep who made the image.",
    role=_GLOBAL,
    media=IMAGE,
    example="fl_keep_attribution",
    drawn=True,
)
KEEP_IPTC: Final = Flag(
    name="keep_iptc",
    sentence="Keep what EXIF, IPTC and XMP say; automatic quality leaves that out.",
    role=_GLOBAL,
    media=IMAGE,
    example="fl_keep_iptc",
    drawn=True,
)
ORIGINAL: Final = Flag(
    name="original",
    sentence="Without the account's usual optimisation.",
    role=_GLOBAL,
    media=IMAGE,
    example="fl_original",
    drawn=True,
)
