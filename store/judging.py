"""The way people change facts: judgements, each checked at entry, guarded, append-only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from store.anchors import Quote, Sentences, anchor
from store.capture import resolve_article
from store.effective import Sheet
from store.errors import GuardError, InvalidValueError
from store.fields import REFERENCES, Values, attribute, attributes, dump, fact_kind, parse_value
from store.former import former_items
from store.judgement_writing import (
    Said,
    Writer,
    article_sheet,
    article_text,
    judgement_row,
    quoted,
    seen_fact,
)
from store.keys import Former, keys_of, untaken
from store.names import bloc_core
from store.sameness import Item, Pages, likeness
from store.statements import fact_numbers

UNSET = object()


def say(writer: Writer, action: str, fact: str, *, field: str | None = None) -> Said:
    """`confirm`, `reject`, `not_stated` or `retract` a fact, or with `field` one value of it.

    `reject`: the article does not say this, it was misread. `not_stated`: the article does not say it at all.
    `retract`: the article says it, but it does not hold (the source took it back, or a person had added it by mistake).
    """
    seen = seen_fact(writer.db, fact)
    name = attribute(seen.kind, field).name if field else None
    return writer.keep(seen.row(writer.db, action) | {"field": name})


def confirm_all(writer: Writer, facts: Sequence[str]) -> list[Said]:
    """Confirm several facts; the tables are brought up to date once, for all of them."""
    rows = [seen_fact(writer.db, fact).row(writer.db, "confirm") for fact in facts]
    articles = tuple(dict.fromkeys(row["article"] for row in rows))
    return [writer.keep(row, articles=articles, refresh=row is rows[-1]) for row in rows]


def set_values(writer: Writer, fact: str, changes: Mapping[str, Any], *, expect: Any = UNSET) -> list[Said]:
    """Set values of a fact, one judgement a field. `expect` is the value the reviewer saw (of the first field), or a
    mapping of fields to values; when the registry has another one by now, nothing is changed.
    """
    seen = seen_fact(writer.db, fact)
    kind = seen.kind
    parsed = {attribute(kind, name).name: parse_value(kind, name, value) for name, value in changes.items()}
    if not parsed:
        raise InvalidValueError(f"nothing to set on {fact}: give FIELD=VALUE")
    _check_references(kind, parsed, seen.sheet)
    if expect is not UNSET:
        expected = expect if isinstance(expect, Mapping) else {next(iter(parsed)): expect}
        _guard(fact, kind, seen.standing.verdict.values, expected)
    base = seen.row(writer.db, "set")
    rows = [base | {"field": name, "value": dump(value)} for name, value in parsed.items()]
    return [writer.keep(row, refresh=row is rows[-1]) for row in rows]


def _guard(fact: str, kind: str, now: Values, expected: Mapping[str, Any]) -> None:
    for name, value in expected.items():
        field = attribute(kind, name).name
        wanted = parse_value(kind, field, value) if value not in (None, "") else None
        if now.get(field) != wanted:
            raise GuardError(
                f"{field} of {fact} is {now.get(field)!r} now, not {wanted!r}: look again, then set it",
                expected=wanted,
                found=now.get(field),
            )


def _check_references(kind: str, values: Values, found: Sheet) -> None:
    for name, value in values.items():
        target = REFERENCES.get((kind, name))
        known = [f.key for f in found.facts if f.kind == target]
        if target is not None and value is not None and value not in known:
            message = f"{kind}.{name} cannot be {value!r}: this article's {target} are {', '.join(known) or 'none'}"
            raise InvalidValueError(message, "reference", field=name, kind=target)


def add_fact(writer: Writer, article: str, kind: str, given: Mapping[str, Any], *, quote: str, start: int = 0) -> Said:
    """Add a fact that the machine missed, with the words that say it; of several places the one nearest to `start`."""
    db = writer.db
    article, kind = resolve_article(db, article), fact_kind(kind)
    found = article_sheet(db, article)
    values = {attribute(kind, name).name: parse_value(kind, name, value) for name, value in given.items()}
    values = _complete(kind, {name: value for name, value in values.items() if value is not None}, found)
    text = article_text(db, found)
    place = anchor(text, Quote(text=quote, start=start))
    if place is None:
        raise InvalidValueError(f"the quote {quote!r} is not in article {article}: copy it from the text", "quote")
    key = _key(db, kind, values, place, found)
    fact_numbers(db, article, [(key, kind)])
    row = {"action": "add", "fact": key, "article": article, "kind": kind, "value": dump(values)}
    return writer.keep(row | {"seen": dump({}), "version": found.version} | quoted(text, place))


def _key(db: Database, kind: str, values: Values, place: tuple[int, int], found: Sheet) -> str:
    """The key under which the article once had it, else one that it never had."""
    article = found.article
    there = {f.key: f.verdict.values for f in found.facts if f.kind == kind and f.verdict.shown}
    shown = next((key for key, theirs in there.items() if theirs == values), None)
    if shown is not None:
        message = f"article {article} already has this as fact {shown}: set its fields instead"
        raise InvalidValueError(message, "already")
    former = former_items(db, article)
    free = [i for i in former.items if i.kind == kind and i.key not in there and i.key not in found.heirs]
    known = _known(free, former, Sentences(article_text(db, found)), (values, place))
    if known is not None:
        return known
    blocs = {f.key: bloc_core(f.verdict.values["name"]) for f in found.facts if f.kind == "blocs" and f.verdict.values}
    key = keys_of(article, kind, [values], [place[0]], blocs)[0]
    return untaken(article, kind, key, values, blocs, former.taken)


def _known(
    free: Sequence[Item], former: Former, sentences: Sentences, what: tuple[Values, tuple[int, int]]
) -> str | None:
    """The likest of the items that are out of the tables, where nothing tells them apart."""
    values, place = what
    pages = Pages(then=former.sentences, now=sentences.all())
    where = frozenset({sentences.around(*place)})
    alike = [
        (like.score, item.key)
        for item in free
        if (like := likeness(item, Item(kind=item.kind, told=(values,), sentences=where, start=place[0]), pages))
        and like.sure
    ]
    return max(alike)[1] if alike else None


def _complete(kind: str, values: Values, found: Sheet) -> Values:
    """The article's only bloc or event goes without saying; whatever else is missing is asked for."""
    values = _DEFAULTS.get(kind, {}) | values
    for (of, name), target in REFERENCES.items():
        known = [f.key for f in found.facts if f.kind == target and f.verdict.shown]
        if of == kind and name not in values and len(known) == 1:
            values[name] = known[0]
    needed = [a.name for a in attributes(kind).values() if not a.nullable]
    missing = [name for name in needed if name not in values]
    if missing:
        message = f"{kind} need {', '.join(missing)} too: give FIELD=VALUE for each"
        raise InvalidValueError(message, "missing", fields=missing)
    _check_references(kind, values, found)
    return {name: values[name] for name in attributes(kind) if name in values}


_DEFAULTS: Mapping[str, Values] = {
    "events": {"year_inferred": False},
    "leaders": {"status": "serving", "holder.type": "unit"},
    "awards": {"recipient.type": "unit"},
}


def settle_dispute(writer: Writer, fact: str, judgement: int) -> Said:
    """A third person decides a dispute: this judgement on the fact wins."""
    seen = seen_fact(writer.db, fact)
    target = judgement_row(writer.db, judgement)
    about = seen.sheet.heirs.get(target["fact"], target["fact"])
    if about != seen.key or target["action"] in ("undo", "settle"):
        message = f"judgement {judgement} is not one on fact {fact}: see its history"
        raise InvalidValueError(message, "not_of_fact")
    return writer.keep(seen.row(writer.db, "settle") | {"target": judgement})
