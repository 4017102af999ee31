"""Reviewed articles as records: gold for `thidua evaluate`, and for whoever trains or tests an extractor."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from records import FACT_KINDS, Record, record_from_json, record_to_json
from records.wire import SCHEMA
from store.database import one
from store.effective import sheet
from store.fields import attributes
from store.judgement_rows import withheld
from store.verdicts import Standing
from store.withholding import masks

REVIEWED = frozenset({"confirmed", "corrected", "rejected"})


def reviewed_articles(db: Database) -> list[str]:
    """Articles of which every fact was judged and none is in doubt."""
    sql = """SELECT article FROM facts GROUP BY article
             HAVING sum(state NOT IN ('confirmed', 'corrected', 'rejected')) = 0 ORDER BY article"""
    hidden = withheld(db).get("article", set())
    return [str(row[0]) for row in db.execute(sql) if row[0] not in hidden]


def export_gold(db: Database, out: Path) -> list[Path]:
    """For each reviewed article its text (`ID.txt`) and its record (`ID.json`); none that names a withheld person."""
    hide = masks(db)
    files: list[Path] = []
    for article in reviewed_articles(db):
        if article in hide.patterns:
            continue
        record = article_record(db, article, reviewed=True)
        text, wire = out / f"{article}.txt", out / f"{article}.json"
        text.write_bytes(record.article.text.encode("utf-8", "surrogatepass"))
        wire.write_text(json.dumps(record_to_json(record), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        files += [text, wire]
    return files


def article_record(db: Database, article: str, *, reviewed: bool = False) -> Record:
    """The record of an article as it stands now, human values in place; of `reviewed` ones only what the article says.

    What was retracted holds no more but is what the article says, so gold keeps it; what was rejected is left out.
    """
    found = sheet(db, article)
    facts = [f for f in found.facts if _counts(f, reviewed=reviewed)]
    version = next(db.query("SELECT * FROM article_versions WHERE id = ?", [found.version]))
    head = {name: version[name] for name in ("url", "title", "published", "published_from", "author", "text")}
    source = f"{article}.txt" if reviewed else version["source_path"]
    wire: dict[str, Any] = {"schema": SCHEMA, "article": {"id": article, "source": source, **_given(head)}}
    ids = _local_ids(facts)
    for kind in FACT_KINDS:
        mine = sorted((f for f in facts if f.kind == kind), key=lambda f: (f.verdict.place or (0, 0), f.key))
        wire[kind] = [_fact(f, ids, version["text"]) for f in mine]
    wire["relevant"] = bool(wire["events"])
    wire["extractor"] = (
        "reviewed" if reviewed else one(db, "SELECT extractor FROM readings WHERE id = ?", (found.reading,))
    )
    return record_from_json(wire)


def _counts(fact: Standing, *, reviewed: bool) -> bool:
    if fact.verdict.shown or not reviewed:
        return fact.verdict.shown
    last = fact.verdict.human
    return last is not None and last.action == "retract" and fact.machine is not None and bool(fact.verdict.values)


def _local_ids(facts: Iterable[Standing]) -> dict[str, str]:
    counts = {"blocs": 0, "events": 0}
    ids: dict[str, str] = {}
    for fact in sorted(facts, key=lambda f: (f.verdict.place or (0, 0), f.key)):
        if fact.kind in counts:
            counts[fact.kind] += 1
            ids[fact.key] = f"{fact.kind[0]}{counts[fact.kind]}"
    return ids


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _fact(fact: Standing, ids: dict[str, str], text: str) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, attribute in attributes(fact.kind).items():
        value = fact.verdict.values.get(name)
        if attribute.reference is not None:
            value = ids.get(str(value))
        if value is None and not attribute.nullable:
            continue
        head, _, tail = name.partition(".")
        value = [] if value is None and attribute.many else value
        (out.setdefault(head, {}) if tail else out)[tail or head] = value
    if fact.key in ids:
        out["id"] = ids[fact.key]
    rule = fact.machine.rule if fact.machine else "reviewed"
    return out | {"confidence": fact.confidence, "rule": rule, "evidence": _evidence(fact, text)}


def _evidence(fact: Standing, text: str) -> list[dict[str, Any]]:
    if fact.machine is not None:
        return [
            {"start": s, "end": e, "text": quote, "fields": list(names)} for s, e, quote, names in fact.machine.evidence
        ]
    place = fact.verdict.place
    return [{"start": place[0], "end": place[1], "text": text[place[0] : place[1]]}] if place else []
