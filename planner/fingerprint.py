"""The fingerprint: the name of a derived asset, which says everything that decides its bytes."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

import msgpack

from planner.facts import AssetFacts

#: Bytes of a fingerprint; it is written in twice as many hexadecimal digits.
SIZE: Final = 20


def fingerprint(
    facts: AssetFacts, folded: str, output_format: str, revisions: Iterable[tuple[str, int]]
) -> str:
    """Give the fingerprint, in hexadecimal digits.

    folded: the canonical transformation with everything negotiated written into it.
    revisions: of the declarations used, by name. Of the asset only the identity of its content
    takes part: what follows from the content needs no mention.
    """
    identity = (facts.cloud, facts.asset_id, facts.version_id)
    # Every part is framed by its length: no two lists have the same bytes.
    named = msgpack.packb([identity, folded, output_format, sorted(revisions)])
    return blake2b(named, digest_size=SIZE).hexdigest()
