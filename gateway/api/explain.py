"""``GET /v1_1/<cloud>/explain``: what a URL or a transformation means, as ``darkroom explain``."""

from dataclasses import replace
from typing import Any, Final

from aiohttp import web

from gateway.api import parameters
from gateway.api.registration import Registration
from gateway.api.upload_order import DELIVERY_TYPES
from gateway.errors import BadRequest, ResourceNotFound
from gateway.layers import Layers
from gateway.names import Names
from planner.errors import PlannerError
from planner.facts import AssetFacts
from planner.language.declaration import Media
from planner.questions import Question, answer, otherwise, read_question, refused
from storage.records import AssetRef

_KNOWN: Final = frozenset({"url", "transformation", "public_id", "resource_type", "type"})


class Explanations:
    """Explains, for an asset where one is named and there is one."""

    def __init__(
        self, cloud: str, registration: Registration, names: Names, layers: Layers
    ) -> None:
        self._cloud = cloud
        self._registration = registration
        self._names = names
        self._layers = layers

    async def handle(self, request: web.Request) -> dict[str, Any]:
        """Answer a call.

        What is wrong with the transformation is the answer; only a wrong call is refused.
        """
        said = {name: request.query.getall(name)[-1] for name in request.query}
        parameters.check_known(said, _KNOWN)
        if ("url" in said) == ("transformation" in said):
            raise BadRequest("Expected either url or transformation")
        if "url" in said:
            return await self._of_url(said)
        question = Question(said["transformation"], said["transformation"], media=_media(said))
        return await self._answer(question, await self._named(said))

    async def _of_url(self, said: dict[str, str]) -> dict[str, Any]:
        if said.keys() & {"public_id", "resource_type", "type"}:
            raise BadRequest("A url names its asset; expected nothing beside it")
        text = said["url"]
        if not text.startswith(("/", "http://", "https://")):
            raise BadRequest("Invalid url; expected a delivery URL, or its path")
        try:
            question = read_question(text)
        except PlannerError as error:
            return refused(text, error)
        asset = await self._addressed(question)
        said_of_it = await self._answer(question, asset)
        if asset is None or "error" in said_of_it:
            for other in otherwise(question):
                foldered = await self._addressed(other)
                if foldered is not None:
                    return await self._answer(other, foldered)
        return said_of_it

    async def _answer(self, question: Question, asset: AssetFacts | None) -> dict[str, Any]:
        """Explain with the definitions of all names that the transformation uses."""
        if asset is not None:
            question = replace(question, doubt=None)
        try:
            definitions = await self._names.definitions(question.transformation.split("/"))
        except PlannerError as error:
            return refused(question.text, error)
        return await self._layers.read_for(
            f"explain {question.text}",
            lambda beside: answer(question, asset, definitions, beside.facts),
            signed=True,
        )

    async def _addressed(self, question: Question) -> AssetFacts | None:
        """Find the asset of a URL; there need not be one."""
        url = question.url
        if url is None or url.cloud != self._cloud:
            return None
        ref = AssetRef(url.cloud, url.asset_type, url.delivery_type, url.public_id)
        record = await self._registration.find(ref)
        return None if record is None else record.facts()

    async def _named(self, said: dict[str, str]) -> AssetFacts | None:
        """Find the asset that the call names. Raises ResourceNotFound."""
        public_id = said.get("public_id")
        if public_id is None:
            return None
        kind = said.get("type", "upload")
        if kind not in DELIVERY_TYPES:
            raise BadRequest(f"Unknown type {kind[:40]!r}")
        record = await self._registration.find(
            AssetRef(self._cloud, _media(said).value, kind, public_id)
        )
        if record is None:
            raise ResourceNotFound(f"Resource not found - {public_id}")
        return record.facts()


def _media(said: dict[str, str]) -> Media:
    kind = said.get("resource_type", "image")
    if kind not in set(Media):
        raise BadRequest(f"Unknown resource type {kind[:40]!r}; expected image or video")
    return Media(kind)
