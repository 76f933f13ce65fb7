"""Locks on files and folders: a program that is killed leaves none."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PAUSE = 0.05  # seconds between two attempts


@contextmanager
def locked(place: Path, patience: float = 0, report_wait: Callable[[], None] = lambda: None) -> Iterator[bool]:
    """Lock a file or folder, and yield whether this was possible within ``patience`` seconds.

    ``report_wait`` is called once where somebody else has it. Raises OSError for what cannot be opened or locked.
    """
    if sys.platform == "win32":  # it cannot lock folders, nor move a file that is open
        yield patience > 0
        return
    until = time.monotonic() + patience
    descriptor = os.open(place, os.O_RDONLY)
    try:
        if not (free := _lock(descriptor)) and patience:
            report_wait()
        while not free and time.monotonic() < until:
            time.sleep(PAUSE)
            free = _lock(descriptor)
        yield free
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    """Try to lock an open file or folder."""
    import fcntl  # which Windows lacks

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
