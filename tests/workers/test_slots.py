import threading

from tests.servers import wait_until
from workers.slots import Slots


def test_a_slot_is_taken_once_and_can_be_taken_again_when_given_back() -> None:
    slots = Slots(1)
    assert slots.take(0, 0)
    assert not slots.take(0, 0)
    slots.give_back()
    assert slots.take(0, 0)


def test_of_all_that_wait_for_a_slot_the_lowest_rank_has_it_first() -> None:
    slots = Slots(0)
    order: list[int] = []
    waiting = set[int]()

    def wait(rank: int) -> None:
        waiting.add(rank)
        if slots.take(rank, 10):
            order.append(rank)
            slots.give_back()

    threads = [threading.Thread(target=wait, args=(rank,)) for rank in (4, 2, 0, 3, 1)]
    for thread in threads:
        thread.start()
    wait_until(lambda: slots.waiting == 5, "all wait")
    slots.give_back()
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3, 4]


def test_a_closed_pool_hands_out_no_slot_though_one_is_free() -> None:
    slots = Slots(1)
    slots.close()
    assert not slots.take(0, 0.01)
