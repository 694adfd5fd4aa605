"""Redis keys: every name that Darkroom uses there. All of it may vanish at any moment.

Keys of Dramatiq's own (``dramatiq:*``) follow its layout: a list ``dramatiq:<queue>`` of message
IDs, a hash ``dramatiq:<queue>.msgs`` of their bodies.

| key                         | type    | TTL    | written by       | if lost                    |
|-----------------------------|---------|--------|------------------|----------------------------|
| ``darkroom:claim:<job>``    | string  | 15 min | gateway, sweeper | the job is queued again    |
| ``darkroom:lease:<leaf>``   | string  | 3 s    | worker           | two renders, one object    |
| ``darkroom:attempts:<job>`` | hash    | 1 h    | worker           | attempts begin at none     |
| ``darkroom:outcome:<job>``  | string  | 60 s   | worker           | a failure is tried again   |
| ``darkroom:done:<job>``     | string  | 10 s   | worker           | waiters wait for longer    |
| ``darkroom:done``           | channel | -      | worker           | waiters poll instead       |
| ``darkroom:record:<hash>``  | string  | 60 s   | gateway          | storage is read            |
| ``darkroom:changed``        | channel | -      | gateway          | memory is a second stale   |
| ``darkroom:named:<hash>``   | string  | 60 s   | gateway          | storage is read            |
| ``darkroom:renamed``        | channel | -      | gateway          | memory is a second stale   |
| ``darkroom:fetch:<hash>``   | string  | 2 min  | gateway          | a file is fetched twice    |
| ``dramatiq:<queue>.wake``   | list    | 60 s   | gateway, worker  | consumers poll each second |
| ``darkroom:dead``           | list    | 7 days | worker           | one report fewer           |
| ``darkroom:sweeper``        | string  | 15 s   | worker           | two workers sweep at once  |

``<job>`` is a job's ID: the fingerprint where a client asked for one derived asset, else a random
one. ``<leaf>`` is always the fingerprint of the derived asset being made.
"""

from typing import Final

#: Seconds that a claim outlives a job that was lost together with its message.
CLAIM_SECONDS: Final = 900
#: Seconds that a job which went well is spoken of, for those who did not hear the notice.
DONE_SECONDS: Final = 10
#: Seconds between a worker's death and the freedom of what it was rendering. Less than the five
#: within which another attempt must have begun.
LEASE_SECONDS: Final = 3
#: Seconds that attempts at one job are remembered.
ATTEMPTS_SECONDS: Final = 3600
#: Seconds for which a failure is answered without trying again.
OUTCOME_SECONDS: Final = 60
#: Seconds that a hot record may be older than storage.
RECORD_SECONDS: Final = 60
#: Tokens that a wake list holds at most: more than consumers that could be idle at once.
WAKE_TOKENS: Final = 64
#: Seconds that tokens outlive the last message.
WAKE_SECONDS: Final = 60
#: Seconds that reports of dead letters are kept, and how many.
DEAD_SECONDS: Final = 7 * 86400
DEAD_REPORTS: Final = 1000

DONE_CHANNEL: Final = "darkroom:done"
CHANGED_CHANNEL: Final = "darkroom:changed"
TRANSFORMED_CHANNEL: Final = "darkroom:renamed"
DEAD_LETTERS: Final = "darkroom:dead"
SWEEPER: Final = "darkroom:sweeper"


def claim(job_id: str) -> str:
    """Held from the moment a job is queued until it is done."""
    return f"darkroom:claim:{job_id}"


def lease(fingerprint: str) -> str:
    """Held, and renewed, by the worker that makes the derived asset; its value names the holder."""
    return f"darkroom:lease:{fingerprint}"


def attempts(job_id: str) -> str:
    """Fields ``begun`` and ``failed``: begun less failed are lost workers."""
    return f"darkroom:attempts:{job_id}"


def outcome(job_id: str) -> str:
    """How the job ended: `storage.outcomes`."""
    return f"darkroom:outcome:{job_id}"


def done(job_id: str) -> str:
    """There for a moment after a job went well without leaving an outcome."""
    return f"darkroom:done:{job_id}"


def hot_record(digest: str) -> str:
    """A packed asset record, replaced only by a newer revision."""
    return f"darkroom:record:{digest}"


def hot_transformation(digest: str) -> str:
    """What is kept of a transformation, packed; replaced only by a newer revision."""
    return f"darkroom:named:{digest}"


def fetch(digest: str) -> str:
    """Held by the gateway that fetches a remote file; its value names the holder."""
    return f"darkroom:fetch:{digest}"


def messages(queue: str) -> str:
    """Dramatiq's list of message IDs."""
    return f"dramatiq:{queue}"


def message_bodies(queue: str) -> str:
    """Dramatiq's hash of message bodies."""
    return f"dramatiq:{queue}.msgs"


def wake(queue: str) -> str:
    """Tokens that idle consumers block on."""
    return f"dramatiq:{queue}.wake"
