"""The source definitions of the portals, moved to the addresses at which they are served."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from sources.loading import read_source
from sources.model import Source

FOLDER = Path(__file__).parent / "sources"


def sources(urls: Mapping[str, str]) -> dict[str, Source]:
    """The definitions by id, for `Serving.urls`.

    The files name the portals' reserved hosts; portals without an address in `urls` are left out.
    """
    read = (read_source(path) for path in sorted(FOLDER.glob("*.yml")))
    return {source.id: _moved(source, urls[source.id]) for source in read if source.id in urls}


def _moved(source: Source, url: str) -> Source:
    old, new = (source.home or "").rstrip("/"), url.rstrip("/")
    start = tuple(replace(point, url=point.url.replace(old, new)) for point in source.start)
    hosts = tuple(urlsplit(new).hostname or host if host in old else host for host in source.hosts)
    return replace(source, home=new, start=start, hosts=hosts)
