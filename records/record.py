"""A record: everything that one article yields."""

from __future__ import annotations

from dataclasses import dataclass

from records.article import Article
from records.facts import Award, Bloc, Document, Event, Leader, Member, Official

FACT_KINDS = ("blocs", "events", "members", "leaders", "officials", "awards", "documents")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something that could not be read as it stands: a code, a sentence for people, and where it was."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The facts of one article, `relevant` when it reports at least one event of an emulation bloc."""

    article: Article
    relevant: bool
    blocs: tuple[Bloc, ...] = ()
    events: tuple[Event, ...] = ()
    members: tuple[Member, ...] = ()
    leaders: tuple[Leader, ...] = ()
    officials: tuple[Official, ...] = ()
    awards: tuple[Award, ...] = ()
    documents: tuple[Document, ...] = ()
    issues: tuple[Issue, ...] = ()
    extractor: str = ""
