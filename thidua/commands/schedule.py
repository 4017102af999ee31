"""`thidua schedule`: stay up and crawl what is due."""

from __future__ import annotations

import signal
import threading
from types import FrameType

import click

from thidua.locks import only_run
from thidua.opening import writing
from thidua.options import workspace_option
from thidua.output import say
from thidua.runner import Runner
from thidua.workspace import Workspace


@click.command(short_help="Stay up and crawl what is due.")
@click.option("--once", is_flag=True, help="Start what is due, wait until it ends, and leave.")
@workspace_option
def command(once: bool, workspace: Workspace) -> None:
    """Stay up and crawl each scheduled source when it is due, one run at a time a source.

    What is due is reckoned from the runs in the registry: a restart or a sleep loses none, and one that was missed is
    said. SIGTERM and Ctrl-C end the runs cleanly within seconds; a later start takes them up where they were.
    """
    stop = threading.Event()

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask_to_stop)
    with writing(workspace) as registry, only_run(workspace.runs, "schedule"):
        runner = Runner(workspace, registry)
        say(f"watching {len(runner.sources())} sources in {workspace.home}; SIGTERM or Ctrl-C to end")
        try:
            while not stop.is_set():
                runner.look()
                if once and runner.is_idle:
                    return
                stop.wait(1 if runner.running else workspace.settings.schedule.poll_seconds)
        finally:
            runner.end()
    say("ended; what was under way is taken up at the next start")
