"""An upload order: everything that an upload call asks for beside storing the file."""

from dataclasses import dataclass
from typing import Final

from gateway.api import eager_order, parameters, public_ids, sayings
from gateway.api.eager_order import EagerOrder
from gateway.api.sayings import Sayings
from gateway.errors import BadRequest
from gateway.raw_files import RAW

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
        "faces",
        *sayings.KNOWN,
        *eager_order.KNOWN,
    }
)
#: What is said of pictures only.
_OF_PICTURES: Final = ("custom_coordinates", "eager", "face_coordinates", "faces", "regions")
#: How assets may be delivered; URLs name it after the asset type.
DELIVERY_TYPES: Final = frozenset({"upload", "private", "authenticated"})
#: How words are delivered that were drawn when they were stored.
TEXT: Final = "text"
#: The same, what was fetched, and words: they are described and destroyed like what was uploaded.
STORED_TYPES: Final = DELIVERY_TYPES | {"fetch", TEXT}


@dataclass(frozen=True, slots=True)
class UploadOrder:
    """What an upload asks for.

    ``chosen`` tells that the caller named the asset, so that overwriting is meant; else
    ``public_id`` is made up and must be free. ``faces``: the answer is to tell them.
    """

    asset_type: str
    public_id: str
    chosen: bool
    delivery_type: str
    overwrite: bool
    original_filename: str
    sayings: Sayings
    faces: bool
    eager: EagerOrder


def read_order(said: parameters.Parameters, filename: str, *, raw: bool = False) -> UploadOrder:
    """Read an upload call.

    filename: of the file as it was sent. raw: it is for a raw asset, whose name keeps its ending.
    Raises BadRequest for a parameter that is unknown, not supported yet, or has a bad value.
    """
    parameters.check_known(said, KNOWN)
    if raw:
        _check_raw(said)
    sent = parameters.text(said, "filename_override") or filename
    stem = public_ids.stem_of(sent)
    public_id, chosen = _named(said, stem, public_ids.ending_of(sent) if raw else None)
    return UploadOrder(
        asset_type=RAW if raw else "image",
        public_id=public_id,
        chosen=chosen,
        delivery_type=parameters.choice(said, "type", "upload", DELIVERY_TYPES),
        overwrite=parameters.flag(said, "overwrite", default=True),
        original_filename=stem,
        sayings=sayings.read_sayings(said),
        faces=parameters.flag(said, "faces"),
        eager=eager_order.read_eager_order(said),
    )


def _check_raw(said: parameters.Parameters) -> None:
    """Refuse what is said of pictures. Raises BadRequest."""
    for name in _OF_PICTURES:
        if said.get(name) and not (name == "faces" and not parameters.flag(said, name)):
            raise BadRequest(f"{name} does not work on raw assets")


def _named(said: parameters.Parameters, stem: str, ending: str | None) -> tuple[str, bool]:
    """Give the public ID with its folders, and whether the caller chose it.

    ending: with its dot, of a raw file's name; None for what is no raw file.
    """
    given = parameters.text(said, "public_id")
    use_filename = parameters.flag(said, "use_filename")
    unique = parameters.flag(said, "unique_filename", default=True)
    folders = [parameters.text(said, name) for name in ("folder", "public_id_prefix")]
    if given:
        name = given
    elif use_filename:
        name = public_ids.from_filename(stem, unique=unique) + (ending or "")
    else:
        name = public_ids.random_id() + (ending or "")
    path = "/".join([*(folder for folder in folders if folder), name])
    chosen = bool(given) or (use_filename and not unique)
    return public_ids.checked(path, raw=ending is not None), chosen
