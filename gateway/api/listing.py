"""Listings: what the query of an Admin API call says, and how much it wants at once."""

from typing import Final

from aiohttp import web

from gateway.access import Value
from gateway.api import parameters
from gateway.errors import BadRequest

#: Entries of a page, at most and unless the call says how many.
_MOST: Final = 500
_USUAL: Final = 10


def read_query(request: web.Request, known: frozenset[str]) -> dict[str, Value]:
    """Read the parameters in a call's query. Raises BadRequest for those that it does not take."""
    said: dict[str, Value] = {}
    for name in request.query:
        values = request.query.getall(name)
        said[name.removesuffix("[]")] = values[0] if len(values) == 1 else values
    parameters.check_known(said, known)
    return said


def limit(said: parameters.Parameters) -> int:
    """Read how many entries a page may have. Raises BadRequest."""
    written = parameters.text(said, "max_results") or str(_USUAL)
    if not (written.isascii() and written.isdigit() and 1 <= int(written) <= _MOST):
        raise BadRequest(f"Invalid max_results {written!r}; expected 1 to {_MOST}")
    return int(written)


def cursor(said: parameters.Parameters, name: str) -> str:
    """Read where a listing goes on; empty at its beginning. Raises BadRequest."""
    written = parameters.text(said, name)
    if written and not (written.isascii() and written.isalnum()):
        raise BadRequest(f"Invalid {name}")
    return written
