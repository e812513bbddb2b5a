"""The verbs of `dj models` that make the weights; `python -m mooddj_training VERB` is what it runs."""

import argparse
import signal
import sys

from .problem import Problem

INTERRUPTED = 130


def main() -> int:
    """Runs one verb and gives the exit code; what a person can mend, and an interruption, is said without a traceback."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupt)
    options = None
    try:
        options = parse()
        options.run(options)
    except Problem as problem:
        print(f"dj: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\ndj: {how_to_go_on(options)}", file=sys.stderr)
        return INTERRUPTED
    return 0


def parse() -> argparse.Namespace:
    """The options of the verb, and as `run` what carries it out. Loading the libraries takes seconds, so it happens here."""
    from . import export, quantise, train

    parser = argparse.ArgumentParser(prog="dj models", description=__doc__)
    chosen = parser.add_subparsers(dest="verb", required=True)
    for name, verb in {"train": train, "export": export, "quantise": quantise}.items():
        subparser = chosen.add_parser(name, help=verb.__doc__, description=verb.__doc__)
        verb.add_arguments(subparser)
        subparser.set_defaults(run=verb.run)
    return parser.parse_args()


def interrupt(number: int, frame: object) -> None:
    """Ends the verb once: a terminal's Ctrl-C arrives from the terminal and from dj."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt


def how_to_go_on(options: argparse.Namespace | None) -> str:
    """What an interrupted verb leaves, and the command that goes on."""
    if options is None or options.verb != "train" or options.smoke:
        return "Stopped; nothing was changed."
    if not (options.out / "checkpoint.pt").is_file():
        return "Stopped before the first epoch's end: there is no checkpoint yet."
    return f"Stopped. {options.out / 'checkpoint.pt'} holds all whole epochs: the same command with --resume goes on from there."


sys.exit(main())
