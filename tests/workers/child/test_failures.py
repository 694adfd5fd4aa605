"""Whatever a child does, its supervisor gets an ordinary error, and the next job a child."""

import os
import signal
from pathlib import Path

import pytest

from tests.workers.child.children import ASSET, Children, ask, exists, leaf, open_descriptors
from workers.child.process import RenderChild
from workers.child.shared_bytes import SharedBytes
from workers.errors import ChildCrashed, DeadlineExceeded, MemoryExceeded, RenderRefused


@pytest.fixture
def child(children: Children) -> RenderChild:
    """A child that goes wrong as it is told."""
    return children.start("misdeeds", resident_bytes=200 << 20)


def _pid(child: RenderChild) -> int:
    return int(ask(child, "pid"))


@pytest.mark.parametrize(
    ("crash", "said"),
    [
        ("segfault", "was killed by SIGSEGV"),
        ("abort", "was killed by SIGABRT"),
        ("exit", "exited with status 7"),
        ("close", "closed its control socket"),
    ],
)
def test_a_crash_is_an_error_that_says_how_it_ended(
    child: RenderChild, crash: str, said: str
) -> None:
    """F04: the worker lives, and so does the job that comes next."""
    first = _pid(child)

    with pytest.raises(ChildCrashed, match=said):
        ask(child, crash)

    assert _pid(child) != first
    assert not exists(first)


def test_the_last_words_of_a_crash_are_noted_for_the_log(child: RenderChild) -> None:
    with pytest.raises(ChildCrashed) as caught:
        ask(child, "segfault")

    assert "Segmentation fault" in caught.value.__notes__[0]
    assert "misdeeds.py" in caught.value.__notes__[0]


def test_the_words_of_an_earlier_child_are_not_taken_for_a_later_ones(child: RenderChild) -> None:
    with pytest.raises(ChildCrashed):
        ask(child, "segfault")
    with pytest.raises(ChildCrashed) as caught:
        ask(child, "exit")

    assert not hasattr(caught.value, "__notes__")


def test_an_endless_job_is_killed_at_its_deadline(child: RenderChild) -> None:
    first = _pid(child)

    with pytest.raises(DeadlineExceeded):
        ask(child, "loop", deadline=0.3)

    assert not exists(first)
    assert _pid(child) != first


def test_a_memory_hog_is_killed_when_it_passes_the_limit(child: RenderChild) -> None:
    first = _pid(child)

    with pytest.raises(MemoryExceeded):
        ask(child, "hog")

    assert not exists(first)


def test_a_claim_of_more_memory_than_there_may_be_is_an_error_of_its_own(
    child: RenderChild,
) -> None:
    with pytest.raises(MemoryExceeded) as caught:
        ask(child, "claim")
    assert caught.value.limit == 200 << 20


def test_memory_that_earlier_jobs_have_left_no_room_for_is_given_by_a_fresh_child(
    child: RenderChild,
) -> None:
    first = int(ask(child, "keep"))

    second = int(ask(child, "hog_if_kept"))

    assert not exists(first)
    assert second != first


def test_a_thread_bomb_is_stopped(child: RenderChild) -> None:
    with pytest.raises(ChildCrashed, match="threads"):
        ask(child, "threads")


def test_an_unforeseen_exception_is_reported_with_its_traceback(child: RenderChild) -> None:
    with pytest.raises(ChildCrashed, match=r"(?s)misdeeds\.py.*ZeroDivisionError: unforeseen"):
        ask(child, "unforeseen")


def test_a_refusal_reaches_the_caller_and_costs_no_child(child: RenderChild) -> None:
    first = _pid(child)

    with pytest.raises(RenderRefused, match=r"^Not an image$") as caught:
        ask(child, "refuse")

    assert caught.value.status == 415
    assert _pid(child) == first


def test_a_transformation_that_cannot_be_planned_is_the_clients_error(child: RenderChild) -> None:
    with pytest.raises(RenderRefused, match="Invalid width in component 'w_x'") as caught:
        ask(child, "bad_transformation")

    assert caught.value.status == 400


@pytest.mark.parametrize(
    "misdeed",
    [
        *("no_message", "deep", "unknown_message", "wrong_fields", "wrong_types", "nested"),
        *("too_long", "empty", "descriptors", "hello_again", "strange_status", "no_bytes"),
        *("negative_scratch", "scratch_twice", "endless_needs", "deaf", "shrink_file"),
    ],
)
def test_a_child_that_breaks_the_protocol_is_killed_and_leaves_nothing_open(
    child: RenderChild, misdeed: str
) -> None:
    first = _pid(child)
    before = open_descriptors()

    with pytest.raises(ChildCrashed):
        ask(child, misdeed)

    assert not exists(first)
    assert _pid(child) != first
    assert open_descriptors() == before


def test_what_a_child_reads_it_cannot_change(child: RenderChild, tmp_path: Path) -> None:
    with SharedBytes.holding(b"as it was", tmp_path) as original:
        assert ask(child, "change_source", original) == "refused refused"
        assert original.read_once() == b"as it was"


def test_the_room_for_a_result_keeps_its_size(child: RenderChild) -> None:
    assert ask(child, "change_size").split() == ["refused", "refused"]


def test_a_result_cannot_be_changed_after_it_was_read(child: RenderChild) -> None:
    result = child.render(ASSET, leaf("keep_room"), b"", 100)

    assert ask(child, "change_afterwards") == "changed it"
    assert result.data == b"original"


def test_a_child_that_dies_idle_fails_no_job(child: RenderChild) -> None:
    first = _pid(child)
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)

    assert _pid(child) != first


def test_a_child_that_speaks_out_of_turn_is_replaced_before_the_next_job(
    child: RenderChild,
) -> None:
    first = int(ask(child, "out_of_turn"))
    handle = child._child  # noqa: SLF001 - no caller has a use for it
    assert handle is not None
    assert handle.wait(60), "it speaks"

    assert _pid(child) != first
    assert not exists(first)


def test_a_child_that_cannot_start_is_an_error_with_its_reason(children: Children) -> None:
    child = children.start("unprepared")

    with pytest.raises(ChildCrashed) as caught:
        child.start()

    assert "no libvips here" in caught.value.__notes__[0]
