"""A plain HTTP client for tests, which takes every status for an answer."""

import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Message
    body: bytes


def get(url: str, headers: Mapping[str, str] | None = None, seconds: float = 100) -> Answer:
    """GET a URL."""
    request = urllib.request.Request(url, headers=dict(headers or {}))
    try:
        with urllib.request.urlopen(request, timeout=seconds) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.headers, error.read())


def get_patiently(url: str, headers: Mapping[str, str] | None = None) -> Answer:
    """GET a URL, waiting for its render: as long as one may, and again for as long as it takes."""
    while True:
        answer = get(url, {"Prefer": "wait=30", **(headers or {})})
        if answer.status != HTTPStatus.LOCKED:
            return answer
        time.sleep(float(answer.headers["Retry-After"]))
