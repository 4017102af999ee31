-- Layer 2, statements: what the machine read, one row per value. Append-only; rebuilt from layer 1 by reading again.

CREATE TABLE readings (            -- one analysis of one article version by one extractor version
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  article TEXT NOT NULL REFERENCES captured_articles (id),
  version INTEGER NOT NULL REFERENCES article_versions (id),
  run INTEGER REFERENCES runs (id),
  extractor TEXT NOT NULL,         -- version of the extractor
  relevant INTEGER NOT NULL,       -- 1 when the article reports an event of a bloc
  digest TEXT NOT NULL,            -- hash of everything that was read, whatever its order
  read_at TEXT NOT NULL
);
CREATE INDEX readings_by_article ON readings (article, id);
CREATE INDEX readings_by_version ON readings (version, id);

CREATE TABLE fact_keys (           -- every item ever read or added; the key is for ever
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,        -- 16 hexadecimal digits: hash of article, kind and normalised identity
  article TEXT NOT NULL REFERENCES captured_articles (id),
  kind TEXT NOT NULL               -- blocs, events, members, leaders, officials, awards or documents
);
CREATE INDEX fact_keys_by_article ON fact_keys (article);

CREATE TABLE spans (               -- stretches of an article version's text
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL REFERENCES article_versions (id),
  start INTEGER NOT NULL,          -- code points
  "end" INTEGER NOT NULL,
  quote TEXT NOT NULL              -- text[start:end], exactly
);
CREATE UNIQUE INDEX spans_once ON spans (version, start, "end");

CREATE TABLE statement_rows (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  fact INTEGER NOT NULL REFERENCES fact_keys (id),
  property TEXT NOT NULL,          -- attribute of the fact; 'evidence' for a further span of the fact itself
  ordinal INTEGER NOT NULL,        -- place in a list of values, 0 for a single one
  value TEXT NOT NULL,             -- JSON
  wording INTEGER REFERENCES spans (id),   -- the narrowest span that names the value, where the reader told it
  span INTEGER REFERENCES spans (id),      -- the evidence
  rule TEXT NOT NULL,
  confidence REAL NOT NULL,
  extractor TEXT NOT NULL,         -- the version that first read it
  reading INTEGER NOT NULL REFERENCES readings (id)  -- the reading that first stated it
);
CREATE INDEX statement_rows_by_fact ON statement_rows (fact);

CREATE TABLE sightings (           -- which reading stated what
  reading INTEGER NOT NULL REFERENCES readings (id),
  statement INTEGER NOT NULL REFERENCES statement_rows (id),
  PRIMARY KEY (reading, statement)
) WITHOUT ROWID;
CREATE INDEX sightings_by_statement ON sightings (statement, reading);

CREATE TABLE reading_issues (      -- what could not be read as it stands
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  reading INTEGER NOT NULL REFERENCES readings (id),
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  start INTEGER,
  "end" INTEGER,
  text TEXT
);
CREATE INDEX reading_issues_by_reading ON reading_issues (reading);

CREATE VIEW statements AS          -- the statements as people read them
  SELECT s.id, k.article, k.kind, k.key AS fact, k.key || '.' || s.property AS slot, s.property, s.ordinal, s.value,
         w.quote AS original, e.start, e."end", e.quote, r.version, v.number AS version_number, s.extractor, s.rule,
         s.confidence, v.seen_at AS first_seen,
         (SELECT max(v2.last_seen) FROM sightings g JOIN readings r2 ON r2.id = g.reading
          JOIN article_versions v2 ON v2.id = r2.version WHERE g.statement = s.id) AS last_seen
  FROM statement_rows s JOIN fact_keys k ON k.id = s.fact JOIN readings r ON r.id = s.reading
  JOIN article_versions v ON v.id = r.version
  LEFT JOIN spans e ON e.id = s.span LEFT JOIN spans w ON w.id = s.wording;

CREATE TRIGGER statements_keep BEFORE DELETE ON statement_rows BEGIN
  SELECT RAISE(ABORT, 'statements are never deleted'); END;
CREATE TRIGGER statements_stand BEFORE UPDATE ON statement_rows BEGIN
  SELECT RAISE(ABORT, 'statements are never changed'); END;
