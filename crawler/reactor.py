"""One Twisted reactor for the life of the process, run as often as there are crawls.

Twisted allows `reactor.run()` once. An asyncio reactor is a layer over an event loop, though, and a loop may be run
again and again: start the reactor once, then run the loop until each crawl is over.
"""

from __future__ import annotations

import asyncio
import importlib
import signal
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from functools import cache, partial
from typing import Any, TypeVar

from scrapy.utils.reactor import install_reactor

T = TypeVar("T")


@cache
def reactor() -> Any:
    """The process's reactor, started; the first call makes it."""
    asyncio.set_event_loop(asyncio.new_event_loop())
    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    running: Any = importlib.import_module("twisted.internet.reactor")
    # The reactor is never stopped, so its name look-up threads must not keep the process alive.
    running.getThreadPool().threadFactory = partial(threading.Thread, daemon=True)
    running.startRunning(installSignalHandlers=False)
    return running


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run until `work` is done, and return what it returns."""
    loop: asyncio.AbstractEventLoop = reactor()._asyncioEventloop
    return loop.run_until_complete(work)


@contextmanager
def on_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Call `stop`, from within the loop, at SIGTERM or SIGINT; the handlers of before come back at the end.

    Outside the main thread Python allows no handlers: there whoever owns the thread must ask to stop.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop: asyncio.AbstractEventLoop = reactor()._asyncioEventloop
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = {number: signal.getsignal(number) for number in numbers}
    for number in numbers:
        loop.add_signal_handler(number, stop)
    try:
        yield
    finally:
        for number in numbers:
            loop.remove_signal_handler(number)
            signal.signal(number, before[number])
