"""Layer 4 from nothing, in one transaction: readers see the old tables until the new ones are whole."""

from __future__ import annotations

from collections.abc import Callable

from sqlite_utils import Database

from store.clock import Clock
from store.components import remember
from store.gazetteer import gazetteer
from store.refresh import Refresh
from store.search import forget_all

LAYER_4 = (
    *("facts", "mentions", "links", "redirects", "suggestions", "articles", "blocs", "bloc_years", "memberships"),
    *("leaderships", "events", "event_articles", "participations", "persons", "posts", "units", "unit_names"),
    *("successions", "places", "awards", "award_steps", "documents", "article_files"),
)
_CHUNK = 500


Progress = Callable[[int, int], None]


def rebuild(db: Database, clock: Clock, progress: Progress | None = None) -> int:
    """Empty layer 4 and fill it from layers 1 to 3; returns how many articles. The caller holds the transaction."""
    for table in LAYER_4:
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - constants
    forget_all(db)
    articles = [str(row[0]) for row in db.execute("SELECT id FROM captured_articles ORDER BY born").fetchall()]
    for start in range(0, len(articles), _CHUNK):
        if progress is not None:
            progress(start, len(articles))
        Refresh(db, clock, gazetteer(), remembers=False).run(articles[start : start + _CHUNK])
    if progress is not None:
        progress(len(articles), len(articles))
    judged = "SELECT left_id FROM judgements WHERE left_id IS NOT NULL UNION SELECT right_id FROM judgements"
    ids = [str(row[0]) for row in db.execute(judged).fetchall() if row[0] is not None]
    if articles:
        Refresh(db, clock, gazetteer(), remembers=False).run([], ids)
    known = "SELECT id FROM redirects UNION SELECT entity FROM identity_history ORDER BY 1"
    remember(db, clock, [str(row[0]) for row in db.execute(known).fetchall()])
    return len(articles)
