"""`python -m mooddj_training train | eval | export | quantise`."""

import argparse
import sys

from . import eval as evaluation
from . import export, quantise, train
from .shared_data import SharedDataMissing
from .smoke import SmokeFailed

COMMANDS = {"train": train, "eval": evaluation, "export": export, "quantise": quantise}


def main() -> int:
    """Runs one command; a missing data folder or a failed check is said in one sentence."""
    parser = argparse.ArgumentParser(prog="mooddj_training", description=__doc__)
    chosen = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        command.add_arguments(chosen.add_parser(name, help=command.__doc__, description=command.__doc__))
    options = parser.parse_args()
    try:
        COMMANDS[options.command].run(options)
    except (SharedDataMissing, SmokeFailed) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


sys.exit(main())
