"""Questions: a delivery URL or a transformation by itself, as people ask what it means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from planner.errors import PlannerError, TransformationError
from planner.explanation import explain, told
from planner.facts import AssetFacts
from planner.language.declaration import Media
from planner.layers.assets import Lookup, nothing_asked
from planner.naming.definitions import Definitions
from planner.url import DeliveryUrl, folder_readings, parse_delivery_path

#: A host that serves one cloud only.
_CLOUD_HOST: Final = re.compile(r"([a-z0-9][a-z0-9_-]*)-res\.", re.ASCII)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about; ``url`` is None for a transformation by itself.

    ``doubt`` is what is wrong unless the URL's public ID, strange as it looks, names an asset.
    """

    text: str
    transformation: str
    extension: str | None = None
    media: Media = Media.IMAGE
    url: DeliveryUrl | None = None
    doubt: TransformationError | None = None


def read_question(text: str) -> Question:
    """Read a URL, or its path, or a transformation.

    Raises UrlError, and TransformationError for a component that is wrong beyond doubt.
    """
    if not text.startswith(("/", "http://", "https://")):
        return Question(text, text)
    address = urlsplit(text)
    return _of_url(text, parse_delivery_path(address.path, cloud=_hosted(address.hostname)))


def otherwise(question: Question) -> Iterator[Question]:
    """Give what is asked about if components of the URL are folders; see `planner.url`."""
    if question.url is not None:
        address = urlsplit(question.text)
        for url in folder_readings(address.path, cloud=_hosted(address.hostname)):
            yield _of_url(question.text, url)


def answer(
    question: Question,
    facts: AssetFacts | None = None,
    definitions: Definitions | None = None,
    lookup: Lookup = nothing_asked,
) -> dict[str, Any]:
    """Explain what is asked about, for an asset if there is one; see `planner.explanation`.

    lookup: gives the assets of layers; what that raises beside errors of the planner is raised.
    What is wrong is told as error, beside the input.
    """
    try:
        if question.doubt is not None:
            raise question.doubt
        return explain(
            question.transformation,
            facts,
            extension=question.extension,
            media=question.media,
            definitions=definitions,
            lookup=lookup,
        )
    except PlannerError as error:
        return refused(question.text, error)


def refused(text: str, error: PlannerError) -> dict[str, Any]:
    """Tell what is wrong with a text."""
    said = told(error) if isinstance(error, TransformationError) else {"message": str(error)}
    return {"input": text, "error": said}


def _hosted(host: str | None) -> str | None:
    """Give the cloud that a host is of, such as ``demo-res.example.com``; its paths name none."""
    found = _CLOUD_HOST.match(host or "")
    return None if found is None else found[1]


def _of_url(text: str, url: DeliveryUrl) -> Question:
    media = Media.VIDEO if url.asset_type == Media.VIDEO else Media.IMAGE
    return Question(text, url.transformation, url.extension, media, url, url.doubt)
