"""Progress of long loops."""

import time
from collections.abc import Collection, Iterator
from typing import TypeVar

SECONDS_BETWEEN_REPORTS = 3

Item = TypeVar("Item")


def counted(what: str, items: Collection[Item]) -> Iterator[Item]:
    """Yields the items; every few seconds it says how many are done and how long the rest takes at this pace."""
    began = said = time.monotonic()
    for done, item in enumerate(items):
        now = time.monotonic()
        if now - said >= SECONDS_BETWEEN_REPORTS:
            said = now
            left = (now - began) / done * (len(items) - done)
            print(f"  {what}: {done} of {len(items)}, {left:.0f} s left", flush=True)
        yield item
