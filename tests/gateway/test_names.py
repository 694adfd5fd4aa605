"""Named transformations in delivery URLs: always what they stand for now, on every gateway."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from gateway.known import MEMORY_SECONDS
from gateway.names import Names
from gateway.urls import Asked, AskedByName, AskedUrls
from planner.errors import ReferenceNotFound
from storage.errors import NotFound
from storage.ledgers import Ledger
from storage.transformation_records import TransformationRecord, TransformationRef
from tests.gateway.conftest import Darkroom
from tests.gateway.darkroom import Answer, define, gateway, store_asset

UPLOAD = "/demo/image/upload"


async def _get(darkroom: Darkroom, path: str) -> Answer:
    return await darkroom.gateway.get(f"{UPLOAD}/{path}")


async def _refused(darkroom: Darkroom, path: str) -> tuple[int, str]:
    answer = await _get(darkroom, path)
    return answer.status, answer.headers["X-Cld-Error"]


@pytest.mark.parametrize(
    ("definition", "size"),
    [
        ("c_scale,w_80", (80, 53)),
        ("c_fill,h_50,w_60/a_90", (50, 60)),  # S2-088
    ],
)
async def test_a_name_delivers_what_its_definition_does(
    darkroom: Darkroom, definition: str, size: tuple[int, int]
) -> None:
    """S2-088: the same derived asset, whichever of the two ways it is written."""
    await store_asset(darkroom.gateway.context, "boot")
    await define(darkroom.gateway.context, "thumbnail", definition)
    named = await _get(darkroom, "t_thumbnail/boot.jpg")
    written = await _get(darkroom, f"{definition}/boot.jpg")
    assert (named.status, named.headers["ETag"]) == (200, written.headers["ETag"])
    assert darkroom.worker.rendered.total() == 1
    assert "X-Cld-Error" not in named.headers


async def test_a_definition_that_begins_with_a_string_begins_with_it(darkroom: Darkroom) -> None:
    """S0-019, S0-020: definitions that are a string, or begin with it, are what it is."""
    context = darkroom.gateway.context
    await store_asset(context, "boot")
    await define(context, "2x3", "ar_2:3,c_fill,w_60")
    await define(context, "scaled_2x3", "ar_2:3,c_fill,w_60/c_scale,w_40")
    assert (await _get(darkroom, "t_2x3/boot.png")).size == (60, 90)
    assert (await _get(darkroom, "t_scaled_2x3/boot.png")).size == (40, 60)
    one, other = [
        (await _get(darkroom, path)).headers["ETag"]
        for path in ("t_scaled_2x3/boot.png", "t_2x3/c_scale,w_40/boot.png")
    ]
    assert one == other


async def test_an_edited_definition_counts_at_once_on_every_gateway(darkroom: Darkroom) -> None:
    """The identity of what uses it changes; nothing is served from the old definition."""
    context = darkroom.gateway.context
    await store_asset(context, "boot")
    await define(context, "a", "c_scale,w_80")
    async with gateway(darkroom.storage) as other:
        for turn in range(3):
            width = 40 + turn
            await define((context, other.context)[turn % 2], "a", f"c_scale,w_{width}")
            for asked in (darkroom.gateway, other):
                await asked.hears()
                answer = await asked.get(f"{UPLOAD}/t_a/boot.jpg")
                assert answer.size[0] == width


async def test_an_edit_within_a_definition_counts_too(darkroom: Darkroom) -> None:
    context = darkroom.gateway.context
    await store_asset(context, "boot")
    await define(context, "inner", "c_scale,w_80")
    await define(context, "outer", "t_inner/a_90")
    assert (await _get(darkroom, "t_outer/boot.jpg")).size == (53, 80)
    await define(context, "inner", "c_scale,w_60")
    await darkroom.gateway.hears()
    assert (await _get(darkroom, "t_outer/boot.jpg")).size == (40, 60)


async def test_an_unknown_name_is_a_404_until_it_is_defined(darkroom: Darkroom) -> None:
    """F14: that a name stands for nothing is never answered from memory."""
    context = darkroom.gateway.context
    await store_asset(context, "boot")
    for _ in range(2):
        assert await _refused(darkroom, "t_nope/boot.jpg") == (404, "Unknown transformation nope")
    await define(context, "nope", "c_scale,w_80")
    assert (await _get(darkroom, "t_nope/boot.jpg")).size == (80, 53)
    await define(context, "nope", None)
    await darkroom.gateway.hears()
    assert await _refused(darkroom, "t_nope/boot.jpg") == (404, "Unknown transformation nope")


async def test_what_is_wrong_in_a_definition_names_its_component(darkroom: Darkroom) -> None:
    """F23: circles among them."""
    context = darkroom.gateway.context
    await store_asset(context, "boot")
    await define(context, "a", "t_b")
    await define(context, "b", "c_scale,w_80/t_a")
    status, reason = await _refused(darkroom, "t_a/boot.jpg")
    assert (status, "in a circle: a > b > a" in reason) == (400, True)
    await define(context, "b", "t_c")
    await darkroom.gateway.hears()
    assert await _refused(darkroom, "t_a/boot.jpg") == (404, "Unknown transformation c")
    assert darkroom.worker.taken == 0


async def test_more_names_than_anybody_needs_are_refused_unread(darkroom: Darkroom) -> None:
    """F23: each would be looked up."""
    await store_asset(darkroom.gateway.context, "boot")
    names = "/".join(f"t_a{number}" for number in range(60))
    status, reason = await _refused(darkroom, f"{names}/boot.jpg")
    assert (status, "More than 50 names" in reason) == (400, True)


async def test_other_tenants_names_are_unknown(darkroom: Darkroom) -> None:
    """F27."""
    ref = TransformationRef.of_name("other", "a")
    record = TransformationRecord("other", "t_a", "c_scale,w_80", False, revision=0)
    await darkroom.gateway.context.transformations.change(ref, lambda _: record)
    await store_asset(darkroom.gateway.context, "boot")
    assert await _refused(darkroom, "t_a/boot.jpg") == (404, "Unknown transformation a")


@dataclass
class Clocked:
    """Names on a clock that a test turns, and what is asked by them."""

    names: Names
    darkroom: Darkroom
    now: float = 0

    def asked(self, path: str) -> AskedByName:
        asked = AskedUrls("demo").read(f"{UPLOAD}/{path}")
        assert isinstance(asked, AskedByName)
        return asked

    async def meaning(self, path: str) -> str:
        """Write out what a URL means; it is in memory from then on."""
        meant = await self.names.meaning(self.asked(path))
        return "/".join(component.raw for component in meant.transformation.components)


@pytest.fixture
async def clocked(darkroom: Darkroom) -> AsyncIterator[Clocked]:
    context = darkroom.gateway.context
    made = Clocked(
        Names("demo", context.hot_transformations, context.transformations, lambda: made.now),
        darkroom,
    )
    for name, definition in {"a": "a_20", "b": "r_5", "c": "t_a/w_9"}.items():
        await define(context, name, definition)
    yield made
    await made.names.close()


def test_a_url_without_names_is_understood_without_looking_anything_up() -> None:
    urls = AskedUrls("demo")
    for path in ("c_scale,w_80/boot.jpg", "boot.jpg", "e_tint:50:red/c_fit,w_9/boot"):
        assert isinstance(urls.read(f"{UPLOAD}/{path}"), Asked)
    for path in ("t_a/boot.jpg", "w_9,t_a.b/boot.jpg", "bl_a/w_9/boot.jpg"):
        assert isinstance(urls.read(f"{UPLOAD}/{path}"), AskedByName)


async def test_dots_belong_to_a_name_before_they_join_several(clocked: Clocked) -> None:
    assert await clocked.meaning("t_a.b/boot") == "a_20/r_5"
    await define(clocked.darkroom.gateway.context, "a.b", "o_40")
    clocked.now += MEMORY_SECONDS
    assert clocked.names.at_hand(clocked.asked("t_a.b/boot")) is None
    assert await clocked.meaning("t_a.b/boot") == "o_40"


@pytest.mark.parametrize("path", ["t_a/boot", "t_a.b/boot", "t_c/boot"])
async def test_meanings_are_at_hand_for_about_a_second(clocked: Clocked, path: str) -> None:
    asked = clocked.asked(path)
    assert clocked.names.at_hand(asked) is None
    meant = await clocked.names.meaning(asked)
    assert clocked.names.at_hand(asked) is meant
    clocked.now += MEMORY_SECONDS
    assert clocked.names.at_hand(asked) is None
    assert await clocked.names.meaning(asked) is meant


@pytest.mark.parametrize("changed", ["t_a", "t_a.b"])
async def test_news_of_a_change_end_what_is_at_hand(clocked: Clocked, changed: str) -> None:
    asked = clocked.asked("t_a.b/boot")
    await clocked.names.meaning(asked)
    clocked.names.forget(TransformationRef("demo", changed))
    assert clocked.names.at_hand(asked) is None
    await clocked.names.meaning(asked)
    clocked.names.forget_everything()
    assert clocked.names.at_hand(asked) is None


async def test_an_absence_that_ends_while_it_is_read_is_not_remembered(
    clocked: Clocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = type(clocked.darkroom.gateway.context.transformations)
    read = ledger.read

    async def overtaken(
        self: Ledger[TransformationRef, TransformationRecord], ref: TransformationRef
    ) -> TransformationRecord:
        if ref.text == "t_a.b":
            clocked.names.forget(ref)
            raise NotFound(ref.text)
        return await read(self, ref)

    monkeypatch.setattr(ledger, "read", overtaken)
    asked = clocked.asked("t_a.b/boot")
    assert await clocked.meaning("t_a.b/boot") == "a_20/r_5"
    assert clocked.names.at_hand(asked) is None


async def test_definitions_are_given_for_all_names_through_all_of_them(clocked: Clocked) -> None:
    found = await clocked.names.definitions(["t_c", "w_9,t_a.b", "bl_a", "t_x"])
    assert found == {"a": "a_20", "a.b": None, "b": "r_5", "c": "t_a/w_9", "x": None}
    with pytest.raises(ReferenceNotFound, match="Unknown transformation x"):
        await clocked.names.meaning(clocked.asked("t_x/boot"))
