"""The fingerprint: the name of a derived asset, which says everything that decides its bytes."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

import msgpack

from planner.facts import AssetFacts

#: Bytes of a fingerprint; it is written in twice as many hexadecimal digits.
SIZE: Final = 20


def fingerprint(
    facts: AssetFacts,
    folded: str,
    output_format: str,
    revisions: Iterable[tuple[str, int]],
    layers: Iterable[AssetFacts] = (),
) -> str:
    """Give the fingerprint, in hexadecimal digits.

    folded: the canonical transformation with everything negotiated written into it.
    revisions: of the declarations used, by name. layers: the assets of layers, in the order in
    which the transformation names them. Of an asset only the identity of its content takes part:
    what follows from the content needs no mention.
    """
    named: list[object] = [_identity(facts), folded, output_format, sorted(revisions)]
    if beside := [_identity(layer) for layer in layers]:
        named.append(beside)
    # Every part is framed by its length: no two lists have the same bytes.
    return blake2b(msgpack.packb(named), digest_size=SIZE).hexdigest()


def _identity(facts: AssetFacts) -> tuple[str, str, str]:
    return facts.cloud, facts.asset_id, facts.version_id
