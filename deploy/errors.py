"""What can keep a deployment from starting.

DeployError
└── StartError   a part did not start, or ended more often than restarting helps
"""


class DeployError(Exception):
    """The root of what this package raises."""


class StartError(DeployError):
    """A part of the deployment cannot be brought up."""
