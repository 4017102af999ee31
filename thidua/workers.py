"""Many items through one function, in as many processes as wanted, results in the order of the items."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeVar

from thidua.errors import Refused

A = TypeVar("A")
B = TypeVar("B")

_CHUNK = 8
_CHUNKS_AHEAD = 3  # a process: enough to keep it busy, few enough to keep memory flat


def in_order(function: Callable[[A], B], items: Iterable[A], *, jobs: int, preload: str) -> Iterator[B]:
    """`map(function, items)`, in `jobs` processes when that is more than one.

    function: a module's own function, so that another process can find it. preload: that module's name, imported
    once by the server that forks the processes. Raises `Refused` when a process dies, which only memory makes it do.
    """
    if jobs == 1:
        yield from map(function, items)
        return
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([preload])
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_ignore_interrupt) as pool:
        try:
            yield from _pumped(pool, function, iter(items), ahead=jobs * _CHUNKS_AHEAD)
        except BrokenProcessPool as error:
            raise Refused(
                "a reading process was killed, probably for want of memory; run again with --jobs 1"
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _pumped(pool: ProcessPoolExecutor, function: Callable[[A], B], items: Iterator[A], *, ahead: int) -> Iterator[B]:
    """Keep a few chunks under way, hand out the results of the oldest."""
    under_way: deque[Future[list[B]]] = deque()
    while True:
        while len(under_way) < ahead and (chunk := list(islice(items, _CHUNK))):
            under_way.append(pool.submit(_each, function, chunk))
        if not under_way:
            return
        yield from under_way.popleft().result()


def _each(function: Callable[[A], B], chunk: Sequence[A]) -> list[B]:
    return [function(item) for item in chunk]


def _ignore_interrupt() -> None:
    """Ctrl-C reaches every process of the terminal; only the first is to answer it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
