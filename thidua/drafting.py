"""A first definition for a portal nobody described yet: what its address and one of its pages tell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import yaml

from records import Page
from sources import Family, Owner, Source, StartPoint

_TITLE = re.compile(rb"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_COMMON = ("www", "gov", "org", "com", "net", "edu", "vn", "portal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A definition to be completed by a person. signs: what of the page speaks for the family."""

    id: str
    name: str
    family: str
    home: str
    listing: str | None
    signs: tuple[str, ...] = ()
    allow_private: bool = False

    def as_yaml(self) -> str:
        """The file, with comments on what is to be completed."""
        values: dict[str, object] = {"id": self.id, "name": self.name}
        values["owner"] = {"name": "TODO: the authority that runs the portal", "place": "TODO: tỉnh …"}
        values |= {"family": self.family, "home": self.home}
        if self.listing:
            values["start"] = [self.listing]
        values["status"] = "untried"
        if self.allow_private:
            values["allow_private"] = True
        body = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=120)
        because = f"seen on the page: {', '.join(self.signs)}" if self.signs else "nothing on the page tells the system"
        return (
            f"# Drafted by `thidua sources new`. Family {self.family}: {because}.\n"
            f"# Complete the owner, then `thidua sources check {self.id}`. docs/sources.md has all keys.\n{body}"
        )


def source_id(url: str) -> str:
    """An id made of the host: `https://soyte.hanoi.gov.vn/tin` becomes `soyte-hanoi`."""
    parts = urlsplit(url)
    labels = [label for label in (parts.hostname or "").split(".") if label not in _COMMON]
    name = "-".join(labels) + (f"-{parts.port}" if parts.port else "")
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "source"


def probe(url: str, *, name: str | None = None, allow_private: bool = False) -> Source:
    """A source of one page, to look at it."""
    parts = urlsplit(url)
    return Source(
        id=name or source_id(url),
        name=parts.netloc,
        owner=Owner(name=parts.netloc),
        family="generic",
        home=f"{parts.scheme}://{parts.netloc}",
        hosts=(parts.hostname or "",),
        start=(StartPoint(url=url),),
        allow_private=allow_private,
    )


def draft(source: Source, url: str, page: Page | None, families: Mapping[str, Family]) -> Draft:
    """The draft for a probed source; without a page only what the address tells."""
    body = page.body.decode("utf-8", "replace").lower() if page else ""
    seen = {name: tuple(sign for sign in family.signs if sign.lower() in body) for name, family in families.items()}
    family = max(seen, key=lambda name: len(seen[name]), default="generic")
    if not seen.get(family):
        family = "generic"
    home = source.home or url
    return Draft(
        id=source.id,
        name=_title(page) or source.name,
        family=family,
        home=home,
        listing=None if urlsplit(url).path in ("", "/") else url,
        signs=seen.get(family, ()),
        allow_private=source.allow_private,
    )


def _title(page: Page | None) -> str | None:
    found = _TITLE.search(page.body) if page else None
    return " ".join(found[1].decode("utf-8", "replace").split()) or None if found else None
