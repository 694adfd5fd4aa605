"""``POST /v1_1/<cloud>/resources/image/<type>/<public ID>``: what is said of an asset changes."""

from aiohttp import web

from gateway.api import parameters, sayings
from gateway.api.callers import Callers, check_image
from gateway.api.registration import Registration
from gateway.api.representation import Areas, shown
from gateway.api.resource import resource_ref
from gateway.context import GatewayContext
from gateway.delivery_urls import DeliveryUrls
from gateway.errors import BadRequest
from gateway.raw_files import RAW


class Updates:
    """Changes what is said of assets."""

    def __init__(
        self, context: GatewayContext, callers: Callers, registration: Registration
    ) -> None:
        self._host = context.settings.public_host
        self._secret = context.account.api_secret
        self._callers = callers
        self._registration = registration

    async def handle(self, request: web.Request) -> dict[str, object]:
        """Answer a call with the asset as it is then."""
        check_image(request, frozenset({RAW}))
        ref = resource_ref(request)
        async with self._callers.form(request) as form:
            if form.has_file:
                raise BadRequest("Unknown parameter file; upload it over the asset instead")
            parameters.check_known(form.parameters, sayings.KNOWN)
            told = sayings.read_sayings(form.parameters)
            if ref.asset_type == RAW and told.has_areas:
                raise BadRequest("Raw assets have no areas")
        record = await self._registration.say(ref, told)
        urls = DeliveryUrls(self._host or request.host, self._secret)
        return {**shown(record, urls), **Areas.said(told).shown(record)}
