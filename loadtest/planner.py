"""The planner, against the JSON parser of the standard library: both turn text into values.

Every round measures both in turn; the median of the rounds' ratios counts, since the machine's
speed drifts. All times are the processor's, so that others on the machine do not take part. Cold
means that no component of the address is remembered, not even one that every address has.
"""

import json
import statistics
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from time import thread_time
from typing import Final

from gateway.clients import OutputClass
from gateway.freshness import Freshness
from gateway.targets import Targets
from gateway.urls import Asked, AskedUrls
from loadtest.figures import Figure
from loadtest.hostile import HOSTILE
from planner.baselining import revisions_of
from planner.canonical.form import canonical_form
from planner.derivation import derive
from planner.errors import TransformationError, UrlError
from planner.facts import Client
from planner.fingerprint import fingerprint
from planner.language.component import read_component
from planner.limits import MAXIMUM_TRANSFORMATION
from planner.transformation import parse
from planner.url import parse_delivery_path
from storage.records import AssetRecord
from tests.deployment import CLOUD

#: Bytes of the JSON document, about.
DOCUMENT_BYTES: Final = 10_000
ROUNDS: Final = 15
#: Addresses or documents in a round.
BATCH: Final = 60
#: Addresses whose growth is followed: characters of the shorter ones.
SHORT: Final = 1_000

_CLIENT: Final = Client(frozenset({"avif", "webp"}))
_OUTPUT: Final = OutputClass(_CLIENT, "avif,webp")
_RECORD: Final = AssetRecord(
    cloud=CLOUD,
    asset_type="image",
    delivery_type="upload",
    public_id="boot",
    asset_id="0" * 32,
    version=1,
    version_id="1" * 32,
    revision=1,
    format="jpg",
    width=1280,
    height=853,
    pages=1,
    has_alpha=False,
    bytes=100_000,
    etag="2" * 32,
    created_at="2026-01-01T00:00:00Z",
)
_FACTS: Final = _RECORD.facts()


def run(_folder: Path) -> list[Figure]:
    """Measure cold and remembered addresses, long ones and hostile ones."""
    document = api_document()
    numbers = count(1)
    plan(address(next(numbers)))
    rounds = [_round(document, numbers) for _ in range(ROUNDS)]
    cold, planned, remembered = (
        statistics.median(each[index] / each[0] for each in rounds) for index in (1, 2, 3)
    )
    json_us = statistics.median(each[0] for each in rounds) * 1e6
    slowest, worst = max((_refusal(path), name) for name, path in HOSTILE)
    return [
        Figure(f"json.loads of {len(document)} bytes", json_us, "us"),
        Figure("cold, to the fingerprint, eight components", cold * json_us, "us"),
        Figure("cold, to the fingerprint / json.loads", cold, most=3),
        Figure("cold, planned as well / json.loads", planned),
        Figure("remembered / json.loads", remembered, most=1 / 50),
        *(
            Figure(f"time a character, longest / short: {name}", _growth(make), most=1.5)
            for name, make in FAMILIES.items()
        ),
        Figure(f"slowest refusal: {worst}", slowest * 1e3, "ms", most=5),
    ]


def _round(document: str, numbers: Iterator[int]) -> tuple[float, ...]:
    """Give the seconds of a document, of cold addresses to fingerprint and plan, of known ones."""
    addresses = [address(next(numbers)) for _ in range(BATCH)]
    urls, targets = AskedUrls(CLOUD), Targets(Freshness("public", "public"))

    def remember(path: str) -> None:
        asked = urls.read(path)
        assert isinstance(asked, Asked)
        targets.find(asked, _RECORD, _OUTPUT)

    for each in addresses:
        remember(each)
    return (
        _mean(json.loads, [document] * BATCH),
        _mean_cold(fingerprinted, [address(next(numbers)) for _ in range(BATCH)]),
        _mean_cold(plan, [address(next(numbers)) for _ in range(BATCH)]),
        _mean(remember, addresses * 20),
    )


def _mean(work: Callable[[str], object], texts: Sequence[str]) -> float:
    begun = thread_time()
    for text in texts:
        work(text)
    return (thread_time() - begun) / len(texts)


def _mean_cold(work: Callable[[str], object], addresses: Sequence[str]) -> float:
    spent = 0.0
    for each in addresses:
        read_component.cache_clear()
        begun = thread_time()
        work(each)
        spent += thread_time() - begun
    return spent / len(addresses)


def fingerprinted(path: str) -> str:
    """Take an address to the fingerprint of what it asks for: read, in canonical form, named."""
    canonical = canonical_form(parse(parse_delivery_path(path).transformation))
    return fingerprint(_FACTS, canonical.raw, "webp", revisions_of(canonical))


def plan(path: str) -> None:
    """Plan what an address asks for."""
    url = parse_delivery_path(path)
    derive(parse(url.transformation), url.extension, _FACTS, _CLIENT)


def _growth(make: Callable[[int, int], str]) -> float:
    """Give how much longer a character takes in the longest address than in a short one."""
    longest = MAXIMUM_TRANSFORMATION - 100
    ratios = []
    for number in range(ROUNDS):
        short, long = make(SHORT, number), make(longest, number)
        ratios.append(_read(long) / len(long) / (_read(short) / len(short)))
    return statistics.median(ratios)


def _read(path: str) -> float:
    read_component.cache_clear()
    begun = thread_time()
    parse(parse_delivery_path(path).transformation)
    return thread_time() - begun


def _refusal(path: str) -> float:
    """Give the seconds that a refusal takes, the best of three: a pause is not the planner's."""
    return min(_refused(path) for _ in range(3))


def _refused(path: str) -> float:
    read_component.cache_clear()
    begun = thread_time()
    try:
        plan(path)
    except (TransformationError, UrlError):
        return thread_time() - begun
    raise RuntimeError(f"not refused: {path[:200]}")


def address(number: int) -> str:
    """Give an address of eight components; what is drawn no other address draws."""
    return (
        f"/{CLOUD}/image/upload/c_fill,g_north,h_{1000 + number},w_{2000 + number}"
        f"/bo_5px_solid_rgb:{number:06x},r_{number}/a_{number % 179 + 1}.{number},b_white"
        f"/o_{10 + number % 80}.{number}/b_rgb:{number:06x},c_pad,h_{4000 + number},w_5000"
        f"/c_scale,w_0.5{number}/q_auto:good/f_auto/v{number}/products/boot-{number}.jpg"
    )


def _components(length: int, number: int) -> str:
    each = ",".join(["c_fill,g_north_east,h_300"] * 3)
    count = length // (len(each) + len(",w_1000/"))
    written = "/".join(f"{each},w_{1000 + 100 * number + place}" for place in range(count))
    return f"/{CLOUD}/image/upload/{written}/boot.jpg"


def _parameters(length: int, number: int) -> str:
    written = ",".join(["x_1"] * (length // len("x_1,")))
    return f"/{CLOUD}/image/upload/c_crop,w_{number + 1},{written}/boot.jpg"


def _angles(length: int, number: int) -> str:
    written = ".".join(["90"] * (length // len("90.")))
    return f"/{CLOUD}/image/upload/a_{written}.{number}/boot.jpg"


#: Addresses that grow in different places, by what grows.
FAMILIES: Final = {
    "components": _components,
    "parameters": _parameters,
    "one value": _angles,
}


def api_document() -> str:
    """Give a JSON document of the kind that APIs answer with, of about `DOCUMENT_BYTES`."""
    entries: list[object] = []
    while len(json.dumps(entries)) < DOCUMENT_BYTES:
        number = len(entries)
        entries.append(
            {
                "public_id": f"products/boot-{number}",
                "format": "jpg",
                "width": 1200 + number,
                "height": 800.5,
                "tags": ["boot", "winter"],
                "context": {"alt": None, "sale": number % 2 == 0},
                "faces": [[number, 20, 30, 40]],
            }
        )
    return json.dumps(entries)
