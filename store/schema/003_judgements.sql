-- Layer 3, judgements: what people said. Append-only; undo is a new row. And the ids of entities, which are for ever.

CREATE TABLE judgements (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  action TEXT NOT NULL CHECK (action IN ('confirm', 'reject', 'set', 'add', 'not_stated', 'retract', 'undo', 'settle',
                                         'same', 'not_same', 'unsure', 'withhold')),
  fact TEXT,                     -- fact key, for what is said of a fact
  article TEXT REFERENCES captured_articles (id),
  kind TEXT,                     -- kind of fact, or of the two entities of a pair, or of what is withheld
  field TEXT,                    -- attribute, for what is said of one value
  value TEXT,                    -- JSON: the value set, or all values of an added fact
  seen TEXT,                     -- JSON: the values that the registry showed when this was said
  machine TEXT,                  -- JSON: the values that the machine read then, NULL when it read no such fact
  version INTEGER REFERENCES article_versions (id),  -- the article version that was judged
  quote TEXT,                    -- the evidence that was judged, and what stood around it
  before TEXT,
  after TEXT,
  start INTEGER,                 -- of the quote in that version, code points
  left_id TEXT,                  -- of a pair
  right_id TEXT,
  target INTEGER REFERENCES judgements (id),         -- what is undone, or wins a dispute
  user TEXT NOT NULL,
  reason TEXT,
  made_at TEXT NOT NULL          -- instant, UTC
);
CREATE INDEX judgements_by_fact ON judgements (fact) WHERE fact IS NOT NULL;
CREATE INDEX judgements_by_article ON judgements (article) WHERE article IS NOT NULL;
CREATE INDEX judgements_by_target ON judgements (target) WHERE target IS NOT NULL;
CREATE INDEX judgements_by_left ON judgements (left_id) WHERE left_id IS NOT NULL;
CREATE INDEX judgements_by_right ON judgements (right_id) WHERE right_id IS NOT NULL;

CREATE TABLE entities (          -- every mention that ever stood for a bloc, unit, person, event, award or document
  id TEXT PRIMARY KEY,           -- e.g. 'unit-3f2a…': hash of kind and key
  kind TEXT NOT NULL,
  key TEXT NOT NULL,             -- the normalised identity the id was made from
  born INTEGER NOT NULL          -- counts up: the oldest of a component gives it its id
) WITHOUT ROWID;
CREATE UNIQUE INDEX entities_born ON entities (born);
CREATE INDEX entities_by_key ON entities (kind, key);

CREATE TABLE identity_history (  -- under which id an entity was known, from when
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  entity TEXT NOT NULL REFERENCES entities (id),
  canonical TEXT NOT NULL REFERENCES entities (id),
  since TEXT NOT NULL
);
CREATE INDEX identity_history_by_entity ON identity_history (entity, id);
CREATE INDEX identity_history_by_canonical ON identity_history (canonical);

CREATE TRIGGER judgements_keep BEFORE DELETE ON judgements BEGIN SELECT RAISE(ABORT, 'judgements are never deleted'); END;
CREATE TRIGGER judgements_stand BEFORE UPDATE ON judgements BEGIN SELECT RAISE(ABORT, 'judgements are never changed'); END;
CREATE TRIGGER entities_keep BEFORE DELETE ON entities BEGIN SELECT RAISE(ABORT, 'entities are never deleted'); END;
