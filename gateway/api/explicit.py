"""``POST /v1_1/<cloud>/image/explicit``: more said of an asset, more made of it ahead."""

from typing import Final

from aiohttp import web

from gateway.api import eager_order, parameters, sayings
from gateway.api.callers import Callers, check_image
from gateway.api.eager_work import EagerWork
from gateway.api.registration import Registration
from gateway.api.representation import Areas, upload_answer
from gateway.api.upload_order import DELIVERY_TYPES
from gateway.context import GatewayContext
from gateway.delivery_urls import DeliveryUrls
from gateway.errors import BadRequest, ResourceNotFound
from storage.records import AssetRef

#: What an explicit call may say.
KNOWN: Final = frozenset({"public_id", "type", "faces", *sayings.KNOWN, *eager_order.KNOWN})


class Explicits:
    """Changes what is known of assets, and answers as an upload does."""

    def __init__(
        self,
        context: GatewayContext,
        callers: Callers,
        registration: Registration,
        eager: EagerWork,
    ) -> None:
        self._account = context.account
        self._host = context.settings.public_host
        self._callers = callers
        self._registration = registration
        self._eager = eager

    async def handle(self, request: web.Request) -> dict[str, object]:
        """Answer a call."""
        check_image(request)
        urls = DeliveryUrls(self._host or request.host, self._account.api_secret)
        async with self._callers.form(request) as form:
            said = form.parameters
            if form.has_file:
                raise BadRequest("Unknown parameter file; explicit is about what is stored")
        parameters.check_known(said, KNOWN)
        ref, order = self._ref(said), eager_order.read_eager_order(said)
        told, faces = sayings.read_sayings(said), parameters.flag(said, "faces")
        wanted = await self._eager.wishes(order)
        before = await self._registration.find(ref)
        if before is None:
            raise ResourceNotFound(f"Resource not found - {ref.public_id}")
        # What cannot be made changes nothing.
        await self._eager.plans(wanted, told.upon(before.facts()))
        record = await self._registration.say(ref, told, order.wanted)
        plans = await self._eager.plans(wanted, record.facts())
        made = await self._eager.carried_out(order, plans, record, urls)
        areas = Areas.said(told, faces=faces)
        return upload_answer(record, urls, self._account, areas, eager=made)

    def _ref(self, said: parameters.Parameters) -> AssetRef:
        public_id = parameters.text(said, "public_id")
        if not public_id:
            raise BadRequest("Missing required parameter - public_id")
        delivery_type = parameters.choice(said, "type", "upload", DELIVERY_TYPES)
        return AssetRef(self._account.cloud, "image", delivery_type, public_id)
