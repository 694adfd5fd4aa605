"""Options of the vendor's Python builder, in the combinations that make sense together."""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from planner.language.declaration import Role
from planner.language.effect import effects as declared_effects
from planner.language.traits import Media

Options = dict[str, Any]

_COMPASS = [
    "north_west",
    "north",
    "north_east",
    "west",
    "center",
    "east",
    "south_west",
    "south",
    "south_east",
]
_COLOURS = ["red", "lightblue", "#ff8800", "#f80", "rgb:00ff0080", "transparent"]
_VISIBLE = _COLOURS[:-1]


def _some(required: Options, **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[Options]:
    """Give the required options, with any of the others."""
    given = {name: st.just(value) for name, value in required.items()}
    return st.fixed_dictionaries(given, optional=optional)


def _lengths() -> st.SearchStrategy[Any]:
    return st.one_of(
        st.integers(1, 2000),
        st.integers(1, 2000).map(str),
        st.sampled_from([0.5, 0.25, 1.0, "0.75", "iw", "ih", "initial_width / 2"]),
    )


def _ratios() -> st.SearchStrategy[Any]:
    return st.sampled_from(["16:9", "1.5", 0.7, 2, Fraction(3, 2)])


def _sides(**others: st.SearchStrategy[Any]) -> st.SearchStrategy[Options]:
    return st.one_of(
        st.fixed_dictionaries({"width": _lengths()}, optional=others),
        st.fixed_dictionaries({"width": _lengths(), "height": _lengths()}, optional=others),
        st.fixed_dictionaries({"height": _lengths(), "aspect_ratio": _ratios()}, optional=others),
    )


def _of_modes(modes: list[str], **others: st.SearchStrategy[Any]) -> st.SearchStrategy[Options]:
    def named(sides: Options) -> st.SearchStrategy[Options]:
        return st.sampled_from(modes).map(lambda mode: {"crop": mode, **sides})

    return _sides(**others).flatmap(named)


def resizing() -> st.SearchStrategy[Options]:
    """Crop modes with what each takes."""
    compass = st.sampled_from(_COMPASS)
    offsets = {"x": st.integers(-50, 50), "y": st.integers(-50, 50)}
    focus = st.sampled_from(
        [
            *_COMPASS,
            *["face", "faces", "custom", "auto", "auto:face", "auto:subject", "auto:classic:cat"],
            *["auto:none", "auto:aoi_10_20_30_40", "body", "cat", "face:center", "custom:faces"],
        ]
    )
    return st.one_of(
        _of_modes(["scale", "fit", "limit", "mfit"], flags=st.just("ignore_aspect_ratio")),
        _of_modes(
            ["pad", "lpad", "mpad"],
            gravity=compass,
            background=st.sampled_from(
                [*_COLOURS, "auto", "auto:border", "auto:predominant_gradient"]
            ),
            **offsets,
        ),
        _of_modes(["fill", "lfill", "crop", "thumb", "auto"], gravity=focus),
        _of_modes(["crop"], gravity=compass, **offsets),
        _of_modes(["thumb"], gravity=focus, zoom=st.sampled_from([0.75, 1, "1.5"])),
        st.sampled_from(["scale", "fill", "fit", "crop"]).map(
            lambda mode: {"crop": mode, "size": "200x300"}
        ),
        _some({"crop": "scale", "responsive_width": True}, width=st.sampled_from(["auto", 100])),
        _some({"crop": "fill", "width": "auto"}, dpr=st.sampled_from(["auto", 2])),
        _of_modes(["scale", "crop"], raw_transformation=st.sampled_from(["q_55", "$a_1,x_5"])),
        _of_modes(["fill_pad", "auto_pad"], background=st.sampled_from(_COLOURS)).map(
            lambda options: {**options, "gravity": "auto"}
        ),
    )


def effects() -> st.SearchStrategy[Options]:
    """Effects, as a string, a list or a dictionary."""
    level = st.integers(1, 100)
    plain = ["sepia", "grayscale", "negate", "redeye", "blur", "vignette", "oil_paint", "trim"]
    levelled = ["sepia", "blur", "hue", "saturation", "brightness", "pixelate", "sharpen"]
    return st.one_of(
        _some({}, effect=st.sampled_from(plain)),
        st.tuples(st.sampled_from(levelled), level).map(lambda pair: {"effect": list(pair)}),
        st.tuples(st.sampled_from(levelled), level).map(lambda pair: {"effect": dict([pair])}),
        st.tuples(st.sampled_from(levelled), level).map(
            lambda pair: {"effect": f"{pair[0]}:{pair[1]}"}
        ),
        _some({"effect": "colorize:40"}, color=st.sampled_from(_VISIBLE)),
        _some({"effect": "outline:outer:15:200"}, color=st.sampled_from(_VISIBLE)),
        _some({"effect": "shadow:50"}, color=st.sampled_from(_VISIBLE), x=level, y=level),
        _some({"effect": "blur_region:800"}, x=level, y=level, width=level, height=level),
        st.sampled_from(["al_dente", "zorro"]).map(lambda name: {"effect": f"art:{name}"}),
        _some({}, effect=st.sampled_from(_examples(Media.IMAGE))),
    )


def _examples(media: Media) -> list[str]:
    """Give every effect of a kind of asset, with arguments that need no escape."""
    return sorted(
        effect.example
        for effect in declared_effects().values()
        if effect.role is Role.ACTION and media in effect.media and " " not in effect.example
    )


def edges() -> st.SearchStrategy[Options]:
    """Borders, corners, angles, opacity."""
    border = st.one_of(
        st.fixed_dictionaries({"width": st.integers(1, 20), "color": st.sampled_from(_COLOURS)}),
        st.sampled_from(["4px_solid_black", "2px_solid_rgb:00ff0080"]),
    )
    corner = st.integers(0, 200)
    radius = st.one_of(
        corner,
        st.just("max"),
        st.just("10:20"),
        st.just(["max", "20", "0"]),
        st.lists(corner.map(str), min_size=1, max_size=4),
    )
    turn = st.one_of(
        st.integers(-360, 360),
        st.sampled_from(["vflip", "hflip", "ignore"]),
        st.just(["hflip", 45]),
        st.just(["auto_right", "vflip", -20]),
    )
    return _some(
        {},
        border=border,
        radius=radius,
        angle=turn,
        opacity=st.integers(0, 100),
        background=st.sampled_from(_COLOURS),
    )


def deliveries() -> st.SearchStrategy[Options]:
    """How an image is delivered."""
    quality = st.one_of(
        st.integers(1, 100),
        st.sampled_from(["auto", "auto:best", "auto:eco", "auto:low", "80:444", "70:420", 0.4]),
    )
    names = [
        "auto",
        "jpg",
        "png",
        "webp",
        "avif",
        "gif",
        "svg",
        "tiff",
        "bmp",
        "ico",
        "jp2",
        "jxl",
        "heic",
        "auto:image",
    ]
    flags = [
        "lossy",
        "progressive",
        "attachment:name",
        "png8",
        "keep_iptc",
        "strip_profile",
        "any_format",
    ]
    return _some(
        {},
        quality=quality,
        fetch_format=st.sampled_from(names),
        dpr=st.sampled_from(["auto", 1, 2.0, "1.5"]),
        flags=st.lists(st.sampled_from(flags), min_size=1, max_size=3, unique=True),
        density=st.integers(1, 600),
        color_space=st.sampled_from(["srgb", "tinysrgb", "cmyk", "no_cmyk", "keep_cmyk"]),
        default_image=st.sampled_from(["avatar.png", "docs:avatar.png"]),
        page=st.sampled_from([1, "2", "1;3", "3-5", "all"]),
    )


def videos() -> st.SearchStrategy[Options]:
    """What concerns video."""
    offset = st.one_of(st.integers(0, 60), st.sampled_from([2.5, "10%", "35p", "3.5"]))
    codec = st.sampled_from(
        [
            *["auto", "h264", "h265", "vp9", "none"],
            {"codec": "h264"},
            {"codec": "h264", "profile": "basic"},
            {"codec": "h264", "profile": "baseline", "level": "3.1"},
        ]
    ).filter(lambda given: given != {"codec": "h264", "profile": "basic"})
    return st.one_of(
        _some(
            {},
            start_offset=st.one_of(offset, st.just("auto")),
            duration=offset,
        ),
        _some({}, offset=st.sampled_from([[1, 5], "1..5", ["10%", "50%"], (2.66, 3.21)])),
        _some(
            {},
            video_codec=codec,
            audio_codec=st.sampled_from(["none", "aac", "vorbis", "mp3", "opus"]),
            bit_rate=st.sampled_from([500000, "500k", "1m"]),
            fps=st.sampled_from([25, 29.97, "24-29.97", [24, 29.97], (24,)]),
            keyframe_interval=st.sampled_from([1, 0.5, "2.5"]),
            streaming_profile=st.sampled_from(["full_hd", "hd", "4k", "sd"]),
            audio_frequency=st.sampled_from([44100, "48000"]),
        ),
        _some(
            {"fetch_format": "gif"},
            video_sampling=st.sampled_from([20, "2.3s"]),
            delay=st.integers(1, 900),
        ),
        _some(
            {},
            effect=st.sampled_from(
                ["accelerate:50", "fade:2000", "volume:mute", *_examples(Media.VIDEO)]
            ),
        ),
    )


def layers() -> st.SearchStrategy[list[Options]]:
    """Layers with what is done to them, and where they are put."""
    words = st.text(
        st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=20
    ).filter(lambda text: "$(" not in text and text.strip())
    style = _some(
        {"font_family": "Arial", "font_size": 40},
        font_weight=st.sampled_from(["normal", "bold"]),
        font_style=st.sampled_from(["normal", "italic"]),
        text_decoration=st.sampled_from(["none", "underline", "strikethrough"]),
        text_align=st.sampled_from(["left", "center", "right", "start", "end", "justify"]),
        stroke=st.sampled_from(["none", "stroke"]),
        letter_spacing=st.integers(-5, 20),
        line_spacing=st.integers(-5, 20),
        font_antialias=st.sampled_from(["best", "good", "none"]),
        font_hinting=st.sampled_from(["full", "none"]),
    )
    text = st.tuples(style, words).map(lambda pair: {**pair[0], "text": pair[1]})
    picture = st.sampled_from(
        [
            "logo",
            "docs:shop:logo",
            {"public_id": "logo"},
            {"public_id": "docs/shop/logo", "format": "png"},
            {"public_id": "logo", "type": "private"},
            {"url": "https://example.com/logo.png"},
            "fetch:https://example.com/logo.png?a=b",
        ]
    )
    opener = st.one_of(
        st.tuples(st.sampled_from(["overlay", "underlay"]), picture).map(lambda pair: dict([pair])),
        _some({}, color=st.sampled_from(_VISIBLE)).flatmap(
            lambda colour: text.map(lambda given: {"overlay": given, **colour})
        ),
    )
    inner = st.lists(st.one_of(_of_modes(["scale", "fit", "fill"]), effects(), edges()), max_size=2)
    closer = _some(
        {"flags": "layer_apply"},
        gravity=st.sampled_from([*_COMPASS, "face", "custom"]),
        x=st.integers(-50, 50),
        y=st.integers(-50, 50),
    )
    return st.tuples(opener, inner, closer).map(lambda parts: [parts[0], *parts[1], parts[2]])


def conditions() -> st.SearchStrategy[list[Options]]:
    """Conditional blocks."""
    asked = st.sampled_from(
        [
            *[
                "w > 300",
                "width >= 100 && height < 200",
                "initial_width = 5 || aspect_ratio != 1.5",
            ],
            *["face_count > 2", "page_count <= 3", "h * 2 > iw", "ar_lt_3:4"],
            *["!sale! in tags", "!sale:new! nin tags", "ctx:!colour! = !red!", "w_gt_300"],
        ]
    )
    # No flag of a resize may depend on a condition.
    guarded = st.one_of(resizing().filter(lambda given: "flags" not in given), effects())
    then = st.lists(guarded, min_size=1, max_size=2)
    blocks = st.tuples(asked, then).map(lambda block: [{"if": block[0]}, *block[1]])
    otherwise = st.one_of(st.just([]), then.map(lambda inner: [{"if": "else"}, *inner]))
    return st.tuples(blocks, otherwise).map(lambda two: [*two[0], *two[1], {"if": "end"}])


def variables() -> st.SearchStrategy[list[Options]]:
    """Variables and what is computed from them."""
    used = st.sampled_from(["$size", "$size * 2", "$size + 10", "$size / 2 + iw", "2 * $size"])
    number = st.integers(1, 300)
    named = st.tuples(number, used).map(
        lambda pair: {"$size": pair[0], "crop": "scale", "width": pair[1]}
    )
    listed = st.tuples(number, used).map(
        lambda pair: {
            "variables": [["$first", pair[0]], ["$size", "$first * 2"]],
            "crop": "fill",
            "width": pair[1],
            "height": "$first",
        }
    )
    strings = number.map(lambda value: {"$size": value, "$name": "!logo!", "effect": "blur:$size"})
    return st.one_of(named, listed, strings).map(lambda options: [options])


def names() -> st.SearchStrategy[list[Options]]:
    """Named transformations, one or several."""
    return st.sampled_from(["thumb", ["thumb"], ["small", "rounded"]]).map(
        lambda named: [{"transformation": named}]
    )


def images() -> st.SearchStrategy[list[Options]]:
    """Chains of what can be asked of an image."""
    single = st.one_of(resizing(), effects(), edges(), deliveries()).map(lambda one: [one])
    links = st.one_of(single, single, layers(), conditions(), variables(), names())
    return st.lists(links, min_size=1, max_size=4).map(_joined)


def _joined(chain: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [options for link in chain for options in link]


def moving() -> st.SearchStrategy[list[Options]]:
    """Chains of what can be asked of a video."""
    overlay = st.sampled_from(
        [
            {"resource_type": "video", "public_id": "docs/kitchen"},
            {"resource_type": "subtitles", "public_id": "docs/words.srt"},
            {"public_id": "logo"},
        ]
    ).map(lambda layer: [{"overlay": layer}, {"flags": "layer_apply"}])
    resized = _of_modes(["scale", "fit", "limit", "fill", "pad", "lpad", "crop"])
    links = st.one_of(st.one_of(videos(), resized).map(lambda one: [one]), overlay)
    return st.lists(links, min_size=1, max_size=4).map(_chained)


def _chained(chain: list[Any]) -> list[dict[str, Any]]:
    return [options for link in chain for options in link]
