from base64 import b64encode

import pytest
from dramatiq.broker import MessageProxy

from planner.errors import JobError
from planner.jobs import pack
from tests.workers.pools import message
from tests.workers.workshops import render_job
from workers.messages import job_of


def test_a_message_holds_a_job() -> None:
    job = render_job("w_100", "w_200")
    packed = b64encode(pack(job)).decode()
    assert job_of(MessageProxy(message(packed))) == job


@pytest.mark.parametrize("argument", ["", "?", "é", "AAAA", b64encode(b"\x80").decode()])
def test_what_is_no_job_is_a_job_error(argument: str) -> None:
    with pytest.raises(JobError):
        job_of(MessageProxy(message(argument)))


def test_a_message_without_its_argument_is_a_job_error() -> None:
    with pytest.raises(JobError):
        job_of(MessageProxy(message("x").copy(args=())))
