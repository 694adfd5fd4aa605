"""The ``darkroom`` console command."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from importlib.metadata import version as installed_version
from pathlib import Path

from deploy.configuration import Configuration, configure, listed
from deploy.errors import DeployError, StartError
from deploy.logging import log_to_stderr
from storage.errors import SettingsError


def main() -> int:
    """Do what the command line says; gives the exit status."""
    arguments = _parser().parse_args()
    try:
        status: int = arguments.run(arguments)
        sys.stdout.flush()
    except (SettingsError, DeployError) as error:
        print(f"darkroom: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read has had enough. What is still buffered must not raise again at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="darkroom", description="Render images on request.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str, run: Callable[[argparse.Namespace], int], sentence: str
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=sentence, description=sentence)
        made.set_defaults(run=run)
        return made

    command("up", _up, "Run everything on this machine: gateway, workers, queue server")
    command("gateway", _gateway, "Run a gateway")
    command("worker", _worker, "Run a worker")
    explain = command("explain", _explain, "Say what a URL or a transformation means")
    explain.add_argument("text", metavar="URL-OR-TRANSFORMATION")
    explain.add_argument("--asset", type=Path, metavar="FILE", help="an image to plan it for")
    explain.add_argument("--json", action="store_true", help="print one JSON object")
    check = command("check", _check, "Judge transformations from standard input, one a line")
    check.add_argument("--media", choices=["image", "video"], default="image")
    command("conformance", _conformance, "Print what of the language is understood and rendered")
    command("settings", _settings, "List every setting, its default and its meaning")
    command("version", _version, "Print the version")
    return parser


def _configuration() -> Configuration:
    log_to_stderr()
    return configure(os.environ)


def _up(_: argparse.Namespace) -> int:
    from deploy.one_machine import up  # noqa: PLC0415 - commands load only what they run

    up(os.environ, _configuration())
    return 0


def _gateway(_: argparse.Namespace) -> int:
    from gateway.serving import serve  # noqa: PLC0415 - commands load only what they run

    configuration = _configuration()
    try:
        serve(configuration.gateway, configuration.storage, configuration.account)
    except OSError as error:
        raise StartError(f"cannot listen: {error}; see DARKROOM_HOST, DARKROOM_PORT") from error
    return 0


def _worker(_: argparse.Namespace) -> int:
    from workers.errors import WorkerError  # noqa: PLC0415 - commands load only what they run
    from workers.serving import serve  # noqa: PLC0415 - commands load only what they run

    configuration = _configuration()
    try:
        serve(configuration.worker, configuration.storage, configuration.account)
    except WorkerError as error:
        raise StartError(str(error)) from error
    return 0


def _explain(arguments: argparse.Namespace) -> int:
    from deploy.explaining import explain_to_people  # noqa: PLC0415 - commands load only what they run

    explained = explain_to_people(arguments.text, arguments.asset)
    if arguments.json:
        print(json.dumps(explained.data))
    else:
        print(explained.text)
    return 0 if explained.ok else 1


def _check(arguments: argparse.Namespace) -> int:
    from deploy.explaining import check  # noqa: PLC0415 - commands load only what they run

    everything_ok = True
    for line in sys.stdin:
        verdict = check(line.rstrip("\n"), arguments.media)
        everything_ok &= bool(verdict["ok"])
        print(json.dumps(verdict), flush=True)
    return 0 if everything_ok else 1


def _conformance(_: argparse.Namespace) -> int:
    from planner.conformance import page  # noqa: PLC0415 - commands load only what they run

    print(page(), end="")
    return 0


def _settings(_: argparse.Namespace) -> int:
    print(listed())
    return 0


def _version(_: argparse.Namespace) -> int:
    print(installed_version("darkroom"))
    return 0
