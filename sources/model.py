"""What a source's definition says, as types. One YAML file becomes one `Source`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """A CSS selector, the attribute to read instead of the text, and the last day on which it held (None: it holds)."""

    css: str
    attr: str | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """Where a page keeps its parts, each in order of preference. `cut` is frame inside the content, removed first."""

    content: tuple[Selector, ...] = ()
    title: tuple[Selector, ...] = ()
    lead: tuple[Selector, ...] = ()
    date: tuple[Selector, ...] = ()
    author: tuple[Selector, ...] = ()
    caption: tuple[Selector, ...] = ()
    cut: tuple[Selector, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The authority whose portal it is; level is `state`, `ministry`, `province`, `district` or `commune`."""

    name: str
    place: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One portal: where to crawl, how to read its pages, whose it is."""

    id: str
    name: str
    owner: Owner
    family: str
    selectors: Selectors = field(default_factory=Selectors)
