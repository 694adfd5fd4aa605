"""An upload order: everything that an upload call asks for beside storing the file."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from gateway.api import labels, parameters, public_ids
from gateway.errors import BadRequest

#: What an upload call may say.
KNOWN: Final = frozenset(
    {
        "public_id",
        "public_id_prefix",
        "folder",
        "type",
        "overwrite",
        "use_filename",
        "unique_filename",
        "filename_override",
        "tags",
        "context",
        "eager",
        "eager_async",
        "eager_notification_url",
    }
)
#: How assets may be delivered; URLs name it after the asset type.
DELIVERY_TYPES: Final = frozenset({"upload", "private", "authenticated"})


@dataclass(frozen=True, slots=True)
class UploadOrder:
    """What an upload asks for.

    ``chosen`` tells that the caller named the asset, so that overwriting is meant; else
    ``public_id`` is made up and must be free. ``eager`` are transformations as written.
    """

    public_id: str
    chosen: bool
    delivery_type: str
    overwrite: bool
    original_filename: str
    tags: tuple[str, ...]
    context: tuple[tuple[str, str], ...]
    eager: tuple[str, ...]
    eager_async: bool
    eager_notification_url: str


def read_order(said: parameters.Parameters, filename: str) -> UploadOrder:
    """Read an upload call. filename: of the file as it was sent.

    Raises BadRequest for a parameter that is unknown, not supported yet, or has a bad value.
    """
    parameters.check_known(said, KNOWN)
    stem = public_ids.stem_of(parameters.text(said, "filename_override") or filename)
    public_id, chosen = _named(said, stem)
    context = parameters.text(said, "context")
    return UploadOrder(
        public_id=public_id,
        chosen=chosen,
        delivery_type=parameters.choice(said, "type", "upload", DELIVERY_TYPES),
        overwrite=parameters.flag(said, "overwrite", default=True),
        original_filename=stem,
        tags=labels.tags_of(parameters.joined(said, "tags", ",")),
        context=labels.context_of(context) if context else (),
        eager=_eager(parameters.joined(said, "eager", "|")),
        eager_async=parameters.flag(said, "eager_async"),
        eager_notification_url=_url(said, "eager_notification_url"),
    )


def _named(said: parameters.Parameters, stem: str) -> tuple[str, bool]:
    """Give the public ID with its folders, and whether the caller chose it."""
    given = parameters.text(said, "public_id")
    use_filename = parameters.flag(said, "use_filename")
    unique = parameters.flag(said, "unique_filename", default=True)
    folders = [parameters.text(said, name) for name in ("folder", "public_id_prefix")]
    if given:
        name = given
    elif use_filename:
        name = public_ids.from_filename(stem, unique=unique)
    else:
        name = public_ids.random_id()
    path = "/".join([*(folder for folder in folders if folder), name])
    return public_ids.checked(path), bool(given) or (use_filename and not unique)


def _eager(written: str) -> tuple[str, ...]:
    if not written:
        return ()
    eager = tuple(one.strip() for one in written.split("|"))
    if not all(eager):
        raise BadRequest("Invalid eager; one of the transformations between | is empty")
    return eager


def _url(said: parameters.Parameters, name: str) -> str:
    written = parameters.text(said, name)
    if not written:
        return ""
    try:
        parts = urlsplit(written)
        fit = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fit = False
    if not fit:
        raise BadRequest(f"Invalid {name} {written!r}; expected an http or https URL")
    return written
