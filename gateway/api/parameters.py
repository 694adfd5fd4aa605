"""Parameters of the API's calls: which there are, and how their values are read."""

from collections.abc import Mapping
from typing import Final

from gateway.access import Value
from gateway.errors import BadRequest

#: What proves who calls: `gateway.access` reads them.
CREDENTIALS: Final = frozenset({"api_key", "signature", "timestamp"})

# What the vendor's API takes and this release does not carry out, by subject.
_PLACE = ("asset_folder", "display_name", "format", "headers", "access_control", "access_mode")
_ANALYSIS = ("auto_chaptering", "auto_tagging", "auto_transcription", "categorization", "detection")
_FURTHER_ANALYSIS = ("ocr", "raw_convert", "similarity_search", "quality_override")
_PROCESSING = ("allowed_formats", "background_removal", "responsive_breakpoints", "transformation")
_CALLING = ("batch_id", "callback", "eval", "notification_url", "on_success", "proxy")
_REST = ("moderation", "moderation_status", "upload_preset", "related_next_cursor")
_NOT_YET: Final = frozenset(
    {*_PLACE, *_ANALYSIS, *_FURTHER_ANALYSIS, *_PROCESSING, *_CALLING, *_REST}
)

# The same, of those that are true or false: false asks for what happens anyway.
_ANSWERED = ("colors", "coordinates", "exif", "faces", "image_metadata", "media_metadata", "pages")
_ANALYSED = ("accessibility_analysis", "cinemagraph_analysis", "phash", "quality_analysis")
_KEPT = (
    "backup",
    "discard_original_filename",
    "invalidate",
    "related",
    "versions",
    "visual_search",
)
_NAMED = ("unique_display_name", "use_filename_as_display_name", "return_delete_token", "async")
_FOLDED = ("use_asset_folder_as_public_id_prefix", "clear_invalid")
_FLAGS_NOT_YET: Final = frozenset({*_ANSWERED, *_ANALYSED, *_KEPT, *_NAMED, *_FOLDED})

#: What a call said, by name.
Parameters = Mapping[str, Value]

_TRUTHS: Final = {"true": True, "1": True, "false": False, "0": False}


def check_known(parameters: Parameters, known: frozenset[str]) -> None:
    """Refuse what a call does not take, so that nothing is silently ignored.

    Raises BadRequest, saying of the vendor's own parameters that they are not supported yet.
    """
    for name in parameters:
        if name in known or name in CREDENTIALS:
            continue
        if name in _FLAGS_NOT_YET:
            if flag(parameters, name):
                raise BadRequest(f"{name} is not supported yet")
        elif name in _NOT_YET:
            raise BadRequest(f"{name} is not supported yet")
        else:
            raise BadRequest(f"Unknown parameter {name}")


def text(parameters: Parameters, name: str, default: str = "") -> str:
    """Read a parameter that has one value. Raises BadRequest for several."""
    value = parameters.get(name, default)
    if not isinstance(value, str):
        raise BadRequest(f"{name} takes one value, not a list")
    return value


def flag(parameters: Parameters, name: str, *, default: bool = False) -> bool:
    """Read a parameter that is true or false. Raises BadRequest for anything else."""
    written = text(parameters, name)
    if not written:
        return default
    try:
        return _TRUTHS[written.lower()]
    except KeyError as error:
        raise BadRequest(f"Invalid {name} {written!r}; expected true or false") from error


def joined(parameters: Parameters, name: str, separator: str) -> str:
    """Read a parameter that may be given as a list, as the one text that means the same."""
    value = parameters.get(name, "")
    return value if isinstance(value, str) else separator.join(value)


def choice(parameters: Parameters, name: str, default: str, choices: frozenset[str]) -> str:
    """Read a parameter that is one of a few words. Raises BadRequest for another."""
    written = text(parameters, name) or default
    if written not in choices:
        raise BadRequest(
            f"Invalid {name} {written!r}; expected one of {', '.join(sorted(choices))}"
        )
    return written
