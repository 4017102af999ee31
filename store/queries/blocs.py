"""The page of a bloc: its years, members, chairs, events and awards."""

from __future__ import annotations

from sqlite_utils import Database

from store.queries.common import Row, entity_row, evidence, identity, rows


def bloc_page(db: Database, bloc: str) -> Row:
    """Everything known of a bloc, years and events the latest first."""
    row = entity_row(db, "blocs", bloc)
    now = [row["id"]]
    return {
        **identity(db, bloc),
        "kind": "bloc",
        "row": row,
        "years": rows(db, "SELECT * FROM bloc_years WHERE bloc = ? ORDER BY year DESC", now),
        "members": rows(db, _MEMBERS, now),
        "leaders": rows(db, "SELECT * FROM leaderships WHERE bloc = ? ORDER BY year DESC, role DESC, holder", now),
        "events": rows(db, "SELECT * FROM events WHERE bloc = ? ORDER BY start DESC, id", now),
        "awards": rows(db, "SELECT * FROM awards WHERE bloc = ? ORDER BY year DESC, form, recipient, id", now),
        "names": rows(db, _NAMES, now),
        "namesakes": rows(db, _NAMESAKES, now),
    }


_MEMBERS = """SELECT m.*, u.name AS unit_name FROM memberships m LEFT JOIN units u ON u.id = m.unit
              WHERE m.bloc = ? ORDER BY m.year DESC, m.name, m.id"""
_NAMES = """SELECT name, place, count(*) AS mentions FROM facts WHERE bloc = ? AND kind = 'blocs' AND shown = 1
            GROUP BY name, place ORDER BY mentions DESC, name"""
_NAMESAKES = """SELECT o.id, o.name, o.place FROM blocs b JOIN blocs o ON o.name = b.name AND o.id <> b.id
                WHERE b.id = ? ORDER BY o.place, o.id LIMIT 50"""


def bloc_evidence(db: Database, bloc: str) -> list[Row]:
    """Where the bloc itself is named, with the quotes."""
    return evidence(db, "f.bloc = ? AND f.kind = 'blocs'", [identity(db, bloc)["id"]])


def timeline(db: Database, bloc: str) -> list[Row]:
    """Events, chairs and awards of a bloc as one list by day (or year), for a drawing."""
    sql = """SELECT 'event' AS what, id, start AS day, emulation_year AS year, types AS text, reviewed FROM events
             WHERE bloc = ? AND start IS NOT NULL
             UNION ALL SELECT 'chair', id, NULL, year, holder, reviewed FROM leaderships
                       WHERE bloc = ? AND role = 'head'
             UNION ALL SELECT 'award', id, coalesce(conferred_on, decided_on, proposed_on), year,
                              title || coalesce(' · ' || recipient, ''), reviewed FROM awards WHERE bloc = ?
             ORDER BY coalesce(day, year || '-00'), what, id"""
    return rows(db, sql, [identity(db, bloc)["id"]] * 3)
