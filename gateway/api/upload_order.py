"""An upload order: everything that an upload call asks for beside storing the file."""

from dataclasses import dataclass
from typing import Final

from gateway.api import eager_order, parameters, public_ids, sayings
from gateway.api.eager_order import EagerOrder
from gateway.api.sayings import Sayings

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
#: How assets may be delivered; URLs name it after the asset type.
DELIVERY_TYPES: Final = frozenset({"upload", "private", "authenticated"})


@dataclass(frozen=True, slots=True)
class UploadOrder:
    """What an upload asks for.

    ``chosen`` tells that the caller named the asset, so that overwriting is meant; else
    ``public_id`` is made up and must be free. ``faces``: the answer is to tell them.
    """

    public_id: str
    chosen: bool
    delivery_type: str
    overwrite: bool
    original_filename: str
    sayings: Sayings
    faces: bool
    eager: EagerOrder


def read_order(said: parameters.Parameters, filename: str) -> UploadOrder:
    """Read an upload call. filename: of the file as it was sent.

    Raises BadRequest for a parameter that is unknown, not supported yet, or has a bad value.
    """
    parameters.check_known(said, KNOWN)
    stem = public_ids.stem_of(parameters.text(said, "filename_override") or filename)
    public_id, chosen = _named(said, stem)
    return UploadOrder(
        public_id=public_id,
        chosen=chosen,
        delivery_type=parameters.choice(said, "type", "upload", DELIVERY_TYPES),
        overwrite=parameters.flag(said, "overwrite", default=True),
        original_filename=stem,
        sayings=sayings.read_sayings(said),
        faces=parameters.flag(said, "faces"),
        eager=eager_order.read_eager_order(said),
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
