import asyncio

import pytest

from gateway.single_flight import SingleFlight


async def test_those_who_ask_at_once_share_one_answer() -> None:
    flights: SingleFlight[str, object] = SingleFlight()
    asked: list[str] = []

    async def ask() -> object:
        asked.append("once")
        await asyncio.sleep(0.01)
        return object()

    answers = await asyncio.gather(*(flights.run("key", ask) for _ in range(20)))
    other = await flights.run("key", ask)
    assert len(set(map(id, answers))) == 1
    assert other is not answers[0]
    assert len(asked) == 2


async def test_they_share_a_failure_too_and_it_is_not_remembered() -> None:
    flights: SingleFlight[str, int] = SingleFlight()

    async def fail() -> int:
        await asyncio.sleep(0.01)
        raise ValueError("no")

    failures = await asyncio.gather(
        *(flights.run("key", fail) for _ in range(5)), return_exceptions=True
    )
    assert all(isinstance(failure, ValueError) for failure in failures)
    assert await flights.run("key", lambda: asyncio.sleep(0, 7)) == 7


async def test_when_the_first_is_cancelled_the_next_one_asks() -> None:
    flights: SingleFlight[str, int] = SingleFlight()
    asked: list[int] = []

    go_on = asyncio.Event()

    async def ask() -> int:
        asked.append(1)
        await go_on.wait()
        return 7

    first, second, third = (asyncio.ensure_future(flights.run("key", ask)) for _ in range(3))
    await asyncio.sleep(0)
    first.cancel()
    third.cancel()
    await asyncio.sleep(0)
    go_on.set()
    assert await second == 7
    for cancelled in (first, third):
        with pytest.raises(asyncio.CancelledError):
            await cancelled
    assert len(asked) == 2


async def test_an_answer_that_was_forgotten_meanwhile_is_given_but_not_kept() -> None:
    flights: SingleFlight[str, int] = SingleFlight()
    kept: list[int] = []
    go_on = asyncio.Event()

    async def ask() -> int:
        await go_on.wait()
        return 1

    early = asyncio.ensure_future(flights.run("key", ask, kept.append))
    await asyncio.sleep(0)
    flights.forget("key")
    assert not flights.under_way("key")
    assert await flights.run("key", lambda: asyncio.sleep(0, 2), kept.append) == 2
    go_on.set()
    assert await early == 1
    assert kept == [2]
