"""Alarms of a workspace's sources, and telling people when one comes up or is over.

`runs/alarms.json` remembers which alarms stand and which addresses were told of each. An address that could not be
reached is not noted, and so gets them at the next occasion.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.monitors import Alarm, alarms
from crawler.report import RunReport, report_from_json
from sources import Source
from store import Registry
from thidua.locks import in_turn, is_running
from thidua.output import say
from thidua.workspace import Workspace

_HISTORY = 400  # runs of a source that are looked at; a year of daily ones


def source_alarms(registry: Registry, source: Source, now: datetime | None = None) -> list[Alarm]:
    """What an operator should look at of one source."""
    runs = [run for run in registry.runs(source=source.id, limit=_HISTORY) if run["kind"] == "crawl"]
    found = alarms(source, _reports(runs), now=now or datetime.now(UTC))
    ended = _badly_ended(registry, source, runs[0]) if runs else None
    return [ended, *found] if ended else found


def _badly_ended(registry: Registry, source: Source, last: Mapping[str, Any]) -> Alarm | None:
    """The last run failed, or its process died and could not say so."""
    if last["outcome"] == "failed":
        message = "the last run failed; its report in runs/ says why, and it is tried again within the hour"
        return Alarm(code="failed", source=source.id, message=message)
    if last["finished_at"] is None and not is_running(registry.path.parent / "runs", source.id):
        message = (
            f"the process of the last run ({last['pid']}) died; the next run takes it up, nothing captured is lost"
        )
        return Alarm(code="killed", source=source.id, message=message)
    return None


def _reports(runs: Iterable[Mapping[str, Any]]) -> list[RunReport]:
    """The reports of the runs that have one, the oldest first."""
    return [report_from_json(run["report"]) for run in reversed(list(runs)) if "ended" in (run["report"] or {})]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An alarm that stands, or is over and not everybody knows. sent: marks of the addresses that were told."""

    message: str
    sent: tuple[str, ...] = ()
    over: bool = False

    def told_to(self, mark: str) -> Told:
        """The same after an address was told how it stands; when it is over, none is left to be told."""
        others = tuple(each for each in self.sent if each != mark)
        return replace(self, sent=others if self.over else (*others, mark))


def tell(workspace: Workspace, registry: Registry, sources: Iterable[Source]) -> None:
    """Say and send what came up and what is over since last told, to the addresses in thidua.toml."""
    listed = list(sources)
    urls = workspace.settings.alarms.urls
    workspace.runs.mkdir(parents=True, exist_ok=True)
    path = workspace.runs / "alarms.json"
    with in_turn(workspace.runs, "alarms"):
        before = _remembered(path, urls)
        standing = {f"{a.source}/{a.code}": a.message for source in listed for a in source_alarms(registry, source)}
        now = _compared(before, standing, {source.id for source in listed})
        for name, told in now.items():
            if name not in before or before[name].over != told.over:
                say(f"alarm  {_line(name, told)}")
        _remember(path, _sent(now, urls))


def _compared(before: Mapping[str, Told], standing: Mapping[str, str], looked_at: set[str]) -> dict[str, Told]:
    """What is to be known after this look; alarms of sources that were not looked at stay as they are."""
    now = dict(before)
    for name, told in before.items():
        if name not in standing and name.partition("/")[0] in looked_at:
            now[name] = replace(told, over=True)
    for name, message in standing.items():
        now[name] = Told(message=message, sent=before[name].sent if name in before else ())
    return now


def _sent(now: dict[str, Told], urls: Sequence[str]) -> dict[str, Told]:
    """What is left to remember after every address was told what it does not know yet."""
    marks = {_mark(url): url for url in urls}
    waiting = {mark: names for mark in marks if (names := _unknown(now, mark))}
    sender = _apprise() if waiting else None
    for mark, names in waiting.items():
        if sender and _send(sender, marks[mark], [_line(name, now[name]) for name in names]):
            now |= {name: now[name].told_to(mark) for name in names}
    return {name: told for name, told in now.items() if not told.over or marks.keys() & set(told.sent)}


def _unknown(now: Mapping[str, Told], mark: str) -> list[str]:
    """The alarms that an address does not know of, or not that they are over."""
    return [name for name, told in now.items() if (mark in told.sent) == told.over]


def _mark(url: str) -> str:
    """An address in few letters: it may hold a password, which is nothing for a file of alarms."""
    return hashlib.sha256(url.encode()).hexdigest()[:12]


def _line(name: str, told: Told) -> str:
    return f"{name}: {'over' if told.over else told.message}"


def _apprise() -> Any:
    try:
        return importlib.import_module("apprise")
    except ModuleNotFoundError:
        say("alarms.urls is set, but apprise is not installed; `pip install apprise` into thidua's environment")
        return None


def _send(apprise: Any, url: str, lines: Sequence[str]) -> bool:
    """Whether the address took the message; when not, why, without the address, which may hold a password."""
    kind = url.partition(":")[0]
    sender = apprise.Apprise()
    if not sender.add(url):
        say(f"alarms.urls: apprise does not understand the address that begins with {kind}:; mend it in thidua.toml")
        return False
    try:
        taken = bool(sender.notify(title="Thi Đua Registry", body="\n".join(lines)))
    except Exception as error:  # noqa: BLE001 - whatever a plug-in of apprise raises must not end a crawl
        say(f"alarms could not be sent to the {kind}: address of alarms.urls ({type(error).__name__})")
        return False
    if not taken:
        say(f"alarms could not be sent to the {kind}: address of alarms.urls; they are sent again at the next occasion")
    return taken


def _remembered(path: Path, urls: Sequence[str]) -> dict[str, Told]:
    """What was told. A file that cannot be read is put aside: everything that stands is then told once more."""
    if not path.exists():
        return {}
    try:
        return {name: _told(value, urls) for name, value in json.loads(path.read_text(encoding="utf-8")).items()}
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        aside = path.with_suffix(".unreadable")
        path.replace(aside)
        say(f"{path} cannot be read ({error}); it is now {aside.name}, and every alarm that stands is told once more")
        return {}


def _told(value: Any, urls: Sequence[str]) -> Told:
    """Files of before addresses were noted one by one hold the message alone, as told to all of them."""
    if isinstance(value, str):
        return Told(message=value, sent=tuple(map(_mark, urls)))
    return Told(message=str(value["message"]), sent=tuple(value["sent"]), over=bool(value["over"]))


def _remember(path: Path, told: Mapping[str, Told]) -> None:
    """Written beside and then put in place: whoever dies in between leaves the file as it was."""
    draft = path.with_suffix(f".{os.getpid()}.tmp")
    text = json.dumps({name: asdict(each) for name, each in told.items()}, ensure_ascii=False, indent=2)
    draft.write_text(text + "\n", encoding="utf-8")
    draft.replace(path)
