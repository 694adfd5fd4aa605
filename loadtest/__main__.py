"""``python -m loadtest BENCHMARK [--json]``: one benchmark, with its peers, in one run."""

import argparse
import sys
import tempfile
from pathlib import Path

from loadtest import hit, miss, miss_operations, planner, quality, queue, stampede
from loadtest.figures import show

BENCHMARKS = {
    "hit": hit.run,
    "miss": miss.run,
    "planner": planner.run,
    "quality": quality.run,
    "queue": queue.run,
    "stampede": stampede.run,
}


def main() -> int:
    """Run what the command line names; 1 when a figure is not reached."""
    parser = argparse.ArgumentParser(prog="python -m loadtest", description=__doc__)
    parser.add_argument("benchmark", choices=BENCHMARKS)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--op", choices=miss_operations.NAMES, help="of miss: one operation by itself, or all"
    )
    arguments = parser.parse_args()
    if arguments.op and arguments.benchmark != "miss":
        parser.error("--op goes with miss")
    with tempfile.TemporaryDirectory(prefix="loadtest-") as folder:
        if arguments.op:
            figures = miss_operations.run(Path(folder), arguments.op)
        else:
            figures = BENCHMARKS[arguments.benchmark](Path(folder))
    show(arguments.benchmark, figures, as_json=arguments.json)
    return 0 if all(figure.reached for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
