"""The desk at which one person reviews: every act is one durable transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqlite_utils import Database

from store import judging, pairs
from store.clock import Clock
from store.database import transaction
from store.judgement_writing import Said, Writer

T = TypeVar("T")
UNSET = judging.UNSET


class Desk:
    """What `user` may say. A fact is named by its key, a `field` by its path (`unit.name`) or the last part of it."""

    def __init__(self, db: Callable[[], Database], clock: Clock, *, user: str, reason: str | None = None) -> None:
        self._db = db
        self._clock = clock
        self._user = user
        self._reason = reason

    def _write(self, act: Callable[[Writer], T]) -> T:
        db = self._db()
        with transaction(db, durable=True):
            return act(Writer(db=db, clock=self._clock, user=self._user, reason=self._reason))

    def confirm(self, fact: str, field: str | None = None) -> Said:
        """The article says this, and it holds."""
        return self._write(lambda writer: judging.say(writer, "confirm", fact, field=field))

    def confirm_all(self, facts: Sequence[str]) -> list[Said]:
        """`confirm` for several facts at once, all or none; only the last one tells its new state."""
        return self._write(lambda writer: judging.confirm_all(writer, facts))

    def reject(self, fact: str, field: str | None = None) -> Said:
        """This was misread."""
        return self._write(lambda writer: judging.say(writer, "reject", fact, field=field))

    def not_stated(self, fact: str, field: str | None = None) -> Said:
        """The article does not say this at all; it may be so."""
        return self._write(lambda writer: judging.say(writer, "not_stated", fact, field=field))

    def retract(self, fact: str) -> Said:
        """The article says it, but it does not hold."""
        return self._write(lambda writer: judging.say(writer, "retract", fact))

    def set(self, fact: str, changes: Mapping[str, Any], *, expect: Any = UNSET) -> list[Said]:
        """Correct values. `expect` (the old value of the first field, or several by field) guards against a change
        since the reviewer looked: `GuardError` then, and nothing is kept.
        """
        return self._write(lambda writer: judging.set_values(writer, fact, changes, expect=expect))

    def add(self, article: str, kind: str, values: Mapping[str, Any], *, quote: str, start: int = 0) -> Said:
        """Add a fact that the machine missed; `quote` is copied from the article's text, near `start` where it is there
        several times.
        """
        return self._write(lambda writer: judging.add_fact(writer, article, kind, values, quote=quote, start=start))

    def settle(self, fact: str, judgement: int) -> Said:
        """Decide a dispute: this judgement wins."""
        return self._write(lambda writer: judging.settle_dispute(writer, fact, judgement))

    def same(self, left: str, right: str) -> Said:
        """The two are one. Of two facts of one article: the right one took the left one's place."""
        return self._write(lambda writer: pairs.judge_pair(writer, "same", left, right))

    def not_same(self, left: str, right: str) -> Said:
        """The two are not one, whatever links them."""
        return self._write(lambda writer: pairs.judge_pair(writer, "not_same", left, right))

    def unsure(self, left: str, right: str) -> Said:
        """Seen, and not to be told; not asked again."""
        return self._write(lambda writer: pairs.judge_pair(writer, "unsure", left, right))

    def withhold(self, subject: str) -> Said:
        """Take an article or a person out of sight, with a reason."""
        return self._write(lambda writer: pairs.withhold(writer, subject))

    def undo(self, judgement: int) -> Said:
        """Take any judgement back."""
        return self._write(lambda writer: pairs.undo(writer, judgement))
