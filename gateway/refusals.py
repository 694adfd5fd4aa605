"""Which answer an error of the packages below becomes."""

from typing import Final

from gateway.errors import (
    BadRequest,
    FetchPending,
    Refused,
    RenderPending,
    ResourceNotFound,
    TryLater,
)
from gateway.metrics import Answered
from planner.errors import PlannerError, ReferenceNotFound, TransformationError
from storage.errors import NotFound, QueueFull, StorageError

#: Statuses from here on say that it is not the client's fault.
_OURS: Final = 500


def refusal_of(error: Exception) -> Refused:
    """Translate an error into what the client is told."""
    refused = Refused("Internal error")
    match error:
        case Refused():
            refused = error
        case ReferenceNotFound():
            # As the vendor's: its clients know a missing name by these words alone.
            refused = ResourceNotFound(error.message)
        case TransformationError():
            refused = BadRequest(str(error), error.status)
        case PlannerError():
            refused = BadRequest(str(error))
        case NotFound():
            refused = ResourceNotFound("Resource not found")
        case QueueFull():
            refused = TryLater("Too many derived assets are waiting to be generated")
        case StorageError():
            refused = TryLater("Something that is needed cannot answer now")
    return refused


def answered_by(refused: Refused) -> Answered:
    """Tell how a refusal is counted."""
    match refused:
        case RenderPending() | FetchPending():
            return Answered.PENDING
        case TryLater():
            return Answered.UNAVAILABLE
        case _:
            return Answered.FAILED if refused.status >= _OURS else Answered.REFUSED
