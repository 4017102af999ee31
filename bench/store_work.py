"""Synthetic articles for the store's bench, and a registry grown to any size by copying rows in SQL."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator
from datetime import date

from records import (
    Article,
    Award,
    AwardForm,
    AwardLevel,
    AwardStatus,
    Bloc,
    BlocKind,
    Document,
    Event,
    EventType,
    Evidence,
    Holder,
    HolderType,
    Leader,
    LeaderRole,
    Member,
    Official,
    Recipient,
    RecipientType,
    Record,
    Unit,
)
from store import Registry
from store.database import one

PROVINCES = ("Hà Giang", "Lâm Đồng", "Đồng Nai", "Khánh Hòa", "Nghệ An", "Sơn La", "Thanh Hóa", "An Giang")
FILLER = "Phong trào thi đua yêu nước được các đơn vị triển khai rộng khắp, gắn với nhiệm vụ chính trị của địa phương. "
_HASH = re.compile(r"[0-9a-f]{12,}")
_SPREAD = 40_503  # odd, and so copies differ
STEP = 10_000_000  # what a copy adds to the numbers of rows
_ORIGINAL = "original_"  # before the name of the temporary table that holds what is copied
_CACHE_KIB = 1 << 19
_WORDS = """INSERT INTO search_index (rowid, title_plain, body_plain)
            SELECT id, title_plain, body_plain FROM search_entries WHERE id > :step"""
_KEPT = frozenset(
    {
        "_sqlite_migrations",
        "sources",
        "runs",
        "places",
        "successions",
        "sqlite_sequence",
        "search_entries",
        "linked_files",
        "article_files",
    }
)
_IDS = frozenset(
    {"id", "key", "article", "bloc", "event", "unit", "person", "award", "document", "entity", "a", "b", "canonical"}
    | {"left_id", "right_id", "url", "alias", "ref", "name", "head_id"}
)


def records(count: int, seed: int = 1) -> Iterator[Record]:
    """Articles of about 3,000 characters and eleven facts; 60 an article's bloc, 20 a unit, as in the country."""
    turn = random.Random(seed)
    for number in range(count):
        yield _record(f"{seed}/{number}", turn)


def _record(name: str, turn: random.Random) -> Record:
    year = turn.randint(2012, 2024)
    day = date(year, turn.randint(1, 12), turn.randint(1, 28))
    units = [f"Công ty Cơ khí số {turn.randrange(60)}" for _ in range(5)]
    bloc_name = f"Khối thi đua số {turn.randrange(3)}"
    who = f"Nguyễn Văn {turn.choice(['An', 'Bình', 'Cường', 'Dũng', 'Hạnh'])}"
    parts = [f"{bloc_name} tổng kết năm {year}", day.isoformat(), *units, who, "Cờ thi đua", "12/QĐ-UBND"]
    text = ". ".join(parts) + "\n" + FILLER * 26 + name

    def proof(words: str) -> dict[str, object]:
        start = text.index(words)
        found = Evidence(start=start, end=start + len(words), text=words)
        return {"evidence": (found,), "rule": "bench", "confidence": round(turn.uniform(0.5, 1.0), 2)}

    place = f"tỉnh {turn.choice(PROVINCES)}"
    bloc = Bloc(id="b1", name=bloc_name, kind=BlocKind.KHOI, place=place, member_count=5, **proof(bloc_name))  # type: ignore[arg-type]
    types = (EventType.YEAR_END_REVIEW,)
    event = Event(id="e1", bloc="b1", types=types, start=day, end=day, emulation_year=year, **proof(day.isoformat()))  # type: ignore[arg-type]
    members = tuple(Member(bloc="b1", unit=Unit(name=u), year=year, **proof(u)) for u in dict.fromkeys(units))  # type: ignore[arg-type]
    holder = Holder(type=HolderType.UNIT, name=units[0])
    leader = Leader(bloc="b1", role=LeaderRole.HEAD, holder=holder, year=year, **proof(units[0]))  # type: ignore[arg-type]
    official = Official(event="e1", name=who, titles=(f"Giám đốc {units[1]}",), **proof(who))  # type: ignore[arg-type]
    award = Award(
        event="e1",
        form=AwardForm.FLAG,
        title="Cờ thi đua",
        level=AwardLevel.PROVINCE,
        recipient=Recipient(type=RecipientType.UNIT, name=units[2]),
        year=year,
        status=AwardStatus.PROPOSED,
        **proof("Cờ thi đua"),  # type: ignore[arg-type]
    )
    document = Document(number="12/QĐ-UBND", date=day, **proof("12/QĐ-UBND"))  # type: ignore[arg-type]
    url = f"http://bench.test/{name}"
    article = Article(
        id=hashlib.sha256(url.encode()).hexdigest()[:16], source=url, url=url, title=parts[0], published=day, text=text
    )
    return Record(
        article=article,
        relevant=True,
        blocs=(bloc,),
        events=(event,),
        members=members,
        leaders=(leader,),
        officials=(official,),
        awards=(award,),
        documents=(document,),
        extractor="bench",
    )


def multiply(registry: Registry, copies: int) -> None:
    """Grow the registry to `copies` times its size: every row again, under other ids."""
    db = registry.db
    db.conn.create_function("renamed", 2, _renamed, deterministic=True)
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("PRAGMA synchronous = OFF")
    cache = one(db, "PRAGMA cache_size")
    db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")  # ids lie anywhere in the indexes, which outgrow the usual cache
    tables = [
        name for name in db.table_names() if name not in _KEPT and not name.startswith(("sqlite_", "search_index"))
    ]
    copied = {table: _copy_sql(registry, table) for table in [*tables, "search_entries"]}
    for table in copied:
        db.execute(f"CREATE TEMP TABLE [{_ORIGINAL}{table}] AS SELECT * FROM main.[{table}]")
    for copy in range(1, copies):
        db.execute("BEGIN IMMEDIATE")
        for sql in copied.values():
            db.execute(sql, {"step": copy * STEP, "mark": f"~{copy}"})
        db.execute(_WORDS, {"step": copy * STEP})
        db.execute("COMMIT")
    for table in copied:
        db.execute(f"DROP TABLE temp.[{_ORIGINAL}{table}]")
    db.execute(f"PRAGMA cache_size = {cache}")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("ANALYZE")


def _renamed(text: str | None, mark: str) -> str | None:
    """The id of a copy: marked, and with other first digits, so that copies lie as far apart as what they stand for."""
    if not text:
        return text
    head, dash, tail = text.rpartition("-")
    if _HASH.fullmatch(tail):
        tail = f"{int(tail[:5], 16) ^ (int(mark[1:]) * _SPREAD % 16**5):05x}{tail[5:]}"
    return f"{head}{dash}{tail}{mark}"


def _copy_sql(registry: Registry, table: str) -> str:
    """One statement that adds the original rows of a table again, numbers moved by :step, ids marked with :mark."""
    columns = [(name, kind) for _, name, kind, *_ in registry.db.execute(f"PRAGMA table_info([{table}])")]
    references = {row[3] for row in registry.db.execute(f"PRAGMA foreign_key_list([{table}])")}
    shown = ", ".join(f'"{name}"' for name, _ in columns)
    moved = ", ".join(_moved(name, kind, references, table) for name, kind in columns)
    return f"INSERT INTO main.[{table}] ({shown}) SELECT {moved} FROM temp.[{_ORIGINAL}{table}]"


def _moved(name: str, kind: str, references: set[str], table: str) -> str:
    if kind == "INTEGER" and (
        name in ("id", "born", "version") or (name in references and name not in ("run", "fetch"))
    ):
        return f'"{name}" + :step'
    text_id = name in _IDS or (name == "fact" and kind == "TEXT")
    if kind == "TEXT" and text_id and not (table == "fact_keys" and name == "kind"):
        return f'renamed("{name}", :mark)'
    return f'"{name}"'
