"""``POST /v1_1/<cloud>/image/destroy``: remove an asset and all that was derived from it."""

from typing import Final

from aiohttp import web

from gateway.api import parameters
from gateway.api.callers import Callers, check_image
from gateway.api.cleaning import Cleaning
from gateway.api.registration import Registration
from gateway.api.upload_order import STORED_TYPES
from gateway.errors import BadRequest
from gateway.raw_files import RAW
from storage.records import AssetRef

_KNOWN: Final = frozenset({"public_id", "type"})


class Destroys:
    """Removes assets."""

    def __init__(
        self, cloud: str, callers: Callers, registration: Registration, cleaning: Cleaning
    ) -> None:
        self._cloud = cloud
        self._callers = callers
        self._registration = registration
        self._cleaning = cleaning

    async def handle(self, request: web.Request) -> dict[str, object]:
        """Answer ``ok`` once nothing names the asset any more, ``not found`` if nothing did."""
        check_image(request, frozenset({RAW}))
        async with self._callers.form(request) as form:
            kind = request.match_info["asset_type"]
            ref = self._ref(kind, form.parameters, with_file=form.has_file)
        removed = await self._registration.remove(ref)
        if removed is None:
            return {"result": "not found"}
        self._cleaning.removed(removed)
        return {"result": "ok"}

    def _ref(self, kind: str, said: parameters.Parameters, *, with_file: bool) -> AssetRef:
        parameters.check_known(said, _KNOWN)
        if with_file:
            raise BadRequest("Unknown parameter file")
        public_id = parameters.text(said, "public_id")
        if not public_id:
            raise BadRequest("Missing required parameter - public_id")
        delivery_type = parameters.choice(said, "type", "upload", STORED_TYPES)
        return AssetRef(self._cloud, kind, delivery_type, public_id)
