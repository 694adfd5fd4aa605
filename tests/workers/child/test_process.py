import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from storage.errors import Unavailable
from tests.servers import wait_until
from tests.workers.child.children import ASSET, Children, ask, exists, leaf
from tests.workers.child.echo import PICTURE
from workers.child.handle import ChildHandle
from workers.child.process import RenderChild
from workers.child.protocol import Need, NeedKind
from workers.child.settings import ChildSettings
from workers.child.shared_bytes import IN_MEMORY_BYTES, SharedBytes
from workers.child.spawner import Spawner
from workers.errors import ChildCrashed, DeadlineExceeded, RenderRefused

CHECKOUT = Path(__file__).parents[3]


def test_a_job_gives_the_bytes_and_what_is_known_of_them(children: Children) -> None:
    made = children.start("echo").render(ASSET, leaf("c_fill"), b"original", 100)

    assert made.data == b"original"
    assert (made.format, made.content_type) == (PICTURE["format"], PICTURE["content_type"])
    assert (made.width, made.height) == (PICTURE["width"], PICTURE["height"])


def test_one_child_does_job_after_job(children: Children) -> None:
    child = children.start("misdeeds")

    assert len({ask(child, "pid") for _ in range(5)}) == 1


def test_pictures_above_64_mb_go_through_unlinked_files(children: Children, tmp_path: Path) -> None:
    large = os.urandom(1024) * (IN_MEMORY_BYTES // 1024 + 1)

    assert children.start("echo").render(ASSET, leaf(""), large, 100).data == large
    assert list(tmp_path.iterdir()) == []


def test_an_original_can_be_shared_by_several_jobs(children: Children, tmp_path: Path) -> None:
    first, second = children.start("echo"), children.start("echo")
    with SharedBytes.holding(b"original", tmp_path) as original:
        assert ask(first, "", original) == ask(second, "", original) == "original"
        assert ask(first, "", original) == "original"


def test_a_result_longer_than_results_may_be_is_refused(children: Children) -> None:
    child = children.start("echo", result_bytes=1000)

    assert len(ask(child, "", b"x" * 1000)) == 1000
    with pytest.raises(RenderRefused, match="The result is too large: 1001 bytes"):
        ask(child, "", b"x" * 1001)


def test_lack_of_scratch_space_is_not_the_jobs_fault(children: Children, tmp_path: Path) -> None:
    """F28: an error of the machine, which spends no attempt; the next job finds a child."""
    with Spawner("tests.workers.child.echo:prepare") as spawner:
        settings = ChildSettings(scratch=tmp_path / "gone")
        with RenderChild(spawner, settings) as child:
            with pytest.raises(Unavailable):
                ask(child, "", bytes(IN_MEMORY_BYTES + 1))

            assert ask(child, "", b"small") == "small"


def test_what_renders_need_beside_their_source_is_asked_of_the_resolver(tmp_path: Path) -> None:
    def resolve(need: Need, seconds: float) -> bytes | None:
        assert 0 < seconds <= 100
        known = {(NeedKind.LAYER, "badge"): b"a badge", (NeedKind.FONT, "Inter"): b"a font"}
        return known.get((need.kind, need.key))

    with (
        Spawner("tests.workers.child.needs:prepare") as spawner,
        RenderChild(spawner, ChildSettings(scratch=tmp_path)) as child,
    ):
        wanted = leaf("layer badge,font Inter,font Other")
        made = child.render(ASSET, wanted, b"original", 100, resolve)
        assert made.data == b"a badge,a font,nothing"


def test_a_child_is_replaced_after_its_number_of_jobs(children: Children) -> None:
    child = children.start("misdeeds", jobs=3)
    pids = [ask(child, "pid") for _ in range(3)]

    wait_until(lambda: ask(child, "pid") not in pids, "the successor has taken over")

    assert len(set(pids)) == 1
    assert not exists(int(pids[0]))


class HeldUp(Spawner):
    """Stops every child but the first before it can get ready."""

    held: list[int]

    def _exec(self) -> ChildHandle:
        started = super()._exec()
        if hasattr(self, "held"):
            os.kill(started.pid, signal.SIGSTOP)
            self.held.append(started.pid)
        else:
            self.held = []
        return started


def test_no_job_waits_for_the_successor_to_start(tmp_path: Path) -> None:
    with (
        HeldUp("tests.workers.child.misdeeds:prepare") as spawner,
        RenderChild(spawner, ChildSettings(scratch=tmp_path, jobs=1)) as child,
    ):
        first = ask(child, "pid")
        assert [ask(child, "pid") for _ in range(10)] == [first] * 10

        [successor] = spawner.held
        os.kill(successor, signal.SIGCONT)
        wait_until(lambda: ask(child, "pid") == str(successor), "the successor has taken over")


def test_a_child_that_keeps_memory_is_replaced(children: Children) -> None:
    child = children.start("misdeeds", idle_bytes=60 << 20)
    lean = ask(child, "pid")
    assert ask(child, "pid") == lean

    assert ask(child, "keep") == lean

    wait_until(lambda: ask(child, "pid") != lean, "the successor has taken over")


def test_a_child_that_keeps_what_it_was_lent_is_replaced(children: Children) -> None:
    child = children.start("misdeeds")

    lender = ask(child, "keep_source")

    wait_until(lambda: ask(child, "pid") != lender, "the successor has taken over")


def test_the_deadline_counts_while_a_child_starts(children: Children) -> None:
    child = children.start("slow_start")

    with pytest.raises(DeadlineExceeded):
        ask(child, "", deadline=0.1)

    assert ask(child, "")


def test_slots_work_side_by_side(children: Children) -> None:
    slots = [children.start("echo") for _ in range(4)]

    def serve(number: int) -> bool:
        return all(
            ask(slots[number], "", text.encode()) == text
            for text in (f"{number}-{job}" for job in range(50))
        )

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(serve, range(4)))


def test_threads_that_share_a_child_take_turns(children: Children) -> None:
    child = children.start("echo")

    with ThreadPoolExecutor(8) as threads:
        texts = [str(number) for number in range(40)]
        assert list(threads.map(lambda text: ask(child, "", text.encode()), texts)) == texts


def test_a_child_outlives_the_thread_that_asked_for_it(children: Children) -> None:
    child = children.start("misdeeds")
    thread = threading.Thread(target=child.start)
    thread.start()
    thread.join()
    pid = ask(child, "pid")

    assert ask(child, "pid") == pid


def test_closing_ends_the_child(children: Children) -> None:
    child = children.start("misdeeds")
    pid = int(ask(child, "pid"))

    child.close()

    assert not exists(pid)


def test_closing_the_spawner_ends_busy_children(tmp_path: Path) -> None:
    spawner = Spawner("tests.workers.child.misdeeds:prepare")
    with RenderChild(spawner, ChildSettings(scratch=tmp_path)) as child:
        pid = int(ask(child, "pid"))
        with ThreadPoolExecutor(1) as thread:
            before = psutil.Process(pid).cpu_times().user
            job = thread.submit(ask, child, "spin")
            wait_until(lambda: psutil.Process(pid).cpu_times().user > before, "it is busy")
            spawner.close()

            with pytest.raises(ChildCrashed, match="was killed by SIGKILL"):
                job.result()
        assert not exists(pid)
        with pytest.raises(ChildCrashed, match="no render child is started any more"):
            ask(child, "pid")


@pytest.mark.parametrize("busy", [False, True])
def test_no_child_outlives_its_killed_supervisor(tmp_path: Path, busy: bool) -> None:
    """F02: neither an idle one, nor one in the middle of a job."""
    code = "from tests.workers.child.test_process import supervise; supervise()"
    command = [sys.executable, "-c", code, str(tmp_path), *(["busy"] if busy else [])]
    with subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE) as supervisor:
        assert supervisor.stdout is not None
        child = int(supervisor.stdout.readline())
        assert exists(child)
        supervisor.send_signal(signal.SIGKILL)

    wait_until(lambda: not exists(child), "the child is gone")


def supervise() -> None:
    """Supervise one child until killed; say its process ID."""
    with Children(Path(sys.argv[1])) as children:
        child = children.start("misdeeds")
        sys.stdout.write(ask(child, "pid") + "\n")
        sys.stdout.flush()
        ask(child, "loop", deadline=3600) if sys.argv[2:] else signal.pause()


def test_a_supervisor_can_forbid_to_look_into_it() -> None:
    """Also to processes of the same user that nothing else confines."""
    code = "from workers.child.prctl import forbid_inspection as forbid\n"
    code += "import subprocess, sys\n"
    look = "import os\nfrom workers.child.prctl import renounce_privileges as renounce\n"
    look += "renounce()\nopen(f'/proc/{os.getppid()}/environ', 'rb').read()"
    code += "if sys.argv[1:]: forbid()\n"
    code += f"sys.exit(subprocess.run([sys.executable, '-c', {look!r}]).returncode)"

    def looked(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-c", code, *arguments]
        return subprocess.run(command, cwd=CHECKOUT, capture_output=True, check=False)

    assert b"PermissionError" in looked("forbid").stderr
    if os.geteuid() != 0:  # root without privileges may not look into root with privileges anyway
        assert looked().returncode == 0
