"""The small marks that stand beside values by the hundred: made here, for template macros cost many times more.

Every function returns markup with all text escaped; what depends on the language alone is made once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from review.formats import percent
from review.i18n import words

Row = Mapping[str, Any]
DOUBTFUL = 0.6  # a reading with less confidence is doubtful
_UNSETTLED = ("conflict", "disputed", "stale", "orphaned")
_STEPS = ("proposed", "decided", "conferred")


@cache
def functions(language: str) -> Mapping[str, Callable[..., Any]]:
    """What templates call, in one language."""
    return _Signs(language).functions()


def is_doubtful(row: Row, name: str = "reviewed") -> bool:
    """Whether a value is a machine's reading of little confidence."""
    return row[name] == "unreviewed" and (row["confidence"] or 0) < DOUBTFUL


def doubt_class(row: Row, name: str = "reviewed") -> str:
    """The class of what nobody should rely on yet."""
    return "doubtful-row" if is_doubtful(row, name) or row[name] in _UNSETTLED else ""


_PLAIN = re.compile(r"[a-z0-9-]+")


def _part(ref: str) -> str:
    """An id as a part of an address; nearly all are as they are."""
    return ref if _PLAIN.fullmatch(ref) else quote(ref, safe="")


def _facts(row: Row) -> int:
    facts = row.get("facts")
    return len(facts) if isinstance(facts, list) else 0


class _Signs:
    def __init__(self, language: str) -> None:
        self.t = words(language)
        self.says_open = escape(self.t("evidence.open"))
        self.sign = lru_cache(maxsize=2_000)(self._sign)
        self.rungs = cache(self._rungs)
        self.beside = lru_cache(maxsize=20_000)(self._beside)

    def functions(self) -> Mapping[str, Callable[..., Any]]:
        beside = (self.state, self.proof, self.marks, self.ladder, self.seat)
        told = (self.thing, self.types, self.recipient, self.issue)
        return {"doubt_class": doubt_class, **{each.__name__: each for each in (*beside, *told)}}

    def state(self, row: Row, name: str = "reviewed") -> Markup:
        """How sure a value is: a sign, and the words for who does not see it."""
        return self.sign(row[name], row["confidence"] if row[name] == "unreviewed" else None)

    def _sign(self, state: str, confidence: float | None) -> Markup:
        kind = "doubtful" if state == "unreviewed" and (confidence or 0) < DOUBTFUL else state
        says = self.t.value("state", kind)
        sure = f" · {self.t('value.confidence')} {percent(confidence or 0)}" if state == "unreviewed" else ""
        return Markup('<span class="state {}" title="{}{}"><span class="visually-hidden">{}</span></span>').format(
            kind, says, sure, says
        )

    def proof(self, table: str, row: Row, count: int | None = None) -> Markup:
        """The way to the sentences behind a row."""
        return self.beside(table, row["id"], None, None, _facts(row) if count is None else count)

    def marks(self, table: str, row: Row, count: int | None = None) -> Markup:
        """How sure a row is, and the way to its sentences: what stands at the end of every line of a list."""
        state = row["reviewed"]
        confidence = row["confidence"] if state == "unreviewed" else None
        return self.beside(table, row["id"], state, confidence, _facts(row) if count is None else count)

    def _beside(self, table: str, ref: str, state: str | None, confidence: float | None, count: int) -> Markup:
        says = self.says_open
        many = f'<span class="n">{int(count)}</span>' if count > 1 else ""
        sign = self.sign(state, confidence) if state is not None else ""
        return Markup(  # noqa: S704 - all parts are escaped or quoted
            f'{sign}<a class="proof" href="/evidence/{table}/{_part(ref)}" data-evidence title="{says}">'
            f'<span aria-hidden="true">❝</span>{many}<span class="visually-hidden">{says}</span></a>'
        )

    def thing(self, kind: str, ref: str | None, name: str | None, place: str | None = None) -> Markup:
        """The name of a thing that leads to its page, and its place unless the name has it."""
        said = escape(name or "")
        link = f'<a href="/{kind}/{escape(ref)}">{said}</a>' if ref else said
        beside = f'<span class="place">, {escape(place)}</span>' if place and place not in (name or "") else ""
        return Markup(link + beside)  # noqa: S704 - all parts are escaped

    def types(self, row: Row) -> str:
        """What an event was, in words."""
        found = row["types"] or []
        return ", ".join(self.t.value("type", each) for each in found) or self.t("thing.event")

    def issue(self, row: Row) -> str:
        """What could not be read, in words; the numbers that the machine's own sentence names stand in ours too."""
        key = f"issue.{row['code']}"
        numbers = re.findall(r"\d+", row["message"])
        if not self.t.has(key) or self.t(key).count("{") > len(numbers):
            return str(row["message"])
        return self.t(key).format(*numbers)

    def ladder(self, row: Row) -> Markup:
        """proposed → decided → conferred, the steps reached filled in."""
        return self.rungs(row["status"])

    def _rungs(self, status: str) -> Markup:
        at = _STEPS.index(status) if status in _STEPS else 0
        rungs = "".join(f'<span class="{"on" if step <= at else ""}"></span>' for step in range(len(_STEPS)))
        says = escape(self.t.value("status", status))
        return Markup(  # noqa: S704 - says is escaped
            f'<span class="ladder" role="img" aria-label="{says}">{rungs}</span><span class="ladder-word">{says}</span>'
        )

    def recipient(self, row: Row) -> Markup | str:
        """Who got an award."""
        kind = "unit" if row["unit"] else "person"
        if row["unit"] or row["person"]:
            return self.thing(kind, row[kind], row["recipient"], row["place"])
        if row["recipient"]:
            return str(row["recipient"])
        if row["count"]:
            return self.t("award.group", n=row["count"])
        return Markup('<span class="quiet">{}</span>').format(self.t("value.unnamed"))

    def seat(self, table: str, row: Row, role: str) -> Markup:
        """A field of a bloc's composition: what a unit was in a year, and how sure that is."""
        before, after = self._seat(role, row.get("status"), row["reviewed"], is_doubtful(row))
        return Markup(f"{before}/evidence/{table}/{_part(str(row['id']))}{after}")  # noqa: S704 - quoted, and see below

    @lru_cache(maxsize=500)  # noqa: B019 - one object a language, kept for ever
    def _seat(self, role: str, term: str | None, state: str, doubtful: bool) -> tuple[str, str]:
        """What stands before and after the address, escaped; as plain text, which is joined at a fifth of the cost."""
        what = self.t("bloc.member") if role == "member" else self.t.value("role", role)
        when = f", {self.t.value('term', term)}" if role != "member" and term else ""
        kind = "doubtful" if doubtful else state
        sure = self.t.value("state", kind)
        star = {"head": "★", "deputy": "☆"}.get(role, "")
        after = Markup(
            '" data-evidence title="{}{} · {}"><span aria-hidden="true">{}</span>'
            '<span class="state {}" aria-hidden="true"></span><span class="visually-hidden">{}, {}</span></a>'
        ).format(what, when, sure, star, kind, what, sure)
        return f'<a class="seat {escape(role)}" href="', str(after)
