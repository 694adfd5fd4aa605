"""What can be wrong with a request, as the client is told it.

PlannerError
├── TransformationError      400: a component that cannot be understood or drawn
│   ├── NotRenderedYet       501: understood, but this release cannot draw it
│   ├── NotEncoded           415: a format that no library at hand writes
│   └── ReferenceNotFound    404: it names a transformation or an asset that there is not
├── ValueRefused             a value outside its grammar; a declaration names the parameter
│   └── ValueNotSupported    a value of the language that this release cannot carry out
├── UrlError                 400: a path that is not a delivery URL
└── JobError                 a job message that this release cannot read
"""

from typing import Self


class PlannerError(Exception):
    """The root of what this package raises."""


class TransformationError(PlannerError):
    """A transformation that cannot be carried out as written.

    Every part is safe to show to the client: it repeats only what the client sent.
    """

    #: HTTP status of the answer.
    status = 400

    def __init__(
        self, message: str, *, component: str = "", parameter: str = "", expected: str = ""
    ) -> None:
        """Name what is wrong.

        message: one sentence without a final stop, such as ``Invalid width``.
        component: the component as written; parameter: its key; expected: what would be right.
        """
        super().__init__(message)
        self.message = message
        self.component = component
        self.parameter = parameter
        self.expected = expected

    def __str__(self) -> str:
        said = self.message
        if self.component:
            said += f" in component {self.component!r}"
        if self.expected:
            said += f"; expected {self.expected}"
        return said

    def within(self, component: str, parameter: str = "") -> Self:
        """Fill in the component and the parameter's key, where the raiser could not know them."""
        self.component = self.component or component
        self.parameter = self.parameter or parameter
        return self


class NotRenderedYet(TransformationError):  # noqa: N818 - it is an answer, named as the API names it
    """Valid in the language, but not drawn by this release."""

    status = 501


class NotEncoded(TransformationError):  # noqa: N818 - it is an answer, as NotRenderedYet
    """A format of the language that no library at hand can write."""

    status = 415


class ReferenceNotFound(TransformationError):  # noqa: N818 - it is an answer, as NotRenderedYet
    """A named transformation, or the asset of a layer, that does not exist."""

    status = 404


class ValueRefused(PlannerError):  # noqa: N818 - it is an answer, as NotRenderedYet
    """A value that does not fit its grammar. Declarations turn it into a TransformationError."""

    def __init__(self, expected: str = "") -> None:
        """Say what would have been right, where the grammar as a whole does not say it better."""
        super().__init__(expected)
        self.expected = expected


class ValueNotSupported(ValueRefused):
    """A value that the language has, but this release does not carry out."""


class UrlError(PlannerError):
    """A path that is not a delivery URL."""


class JobError(PlannerError):
    """A job message of a schema or with revisions that this release does not have."""
