-- Layer 1, capture: what was fetched, when, and what the article said. Primary: never rebuilt, never deleted.

CREATE TABLE sources (
  id TEXT PRIMARY KEY,           -- the id of the source's definition, e.g. 'sotp-langson'
  name TEXT,                     -- what people call the portal
  owner TEXT,                    -- the authority that runs it, e.g. 'Sở Y tế Hà Nội'
  place TEXT,                    -- where that authority is, e.g. 'thành phố Hà Nội'
  level TEXT,                    -- state, ministry, province, district or commune
  family TEXT,                   -- the publishing system, e.g. 'liferay'
  full_text INTEGER NOT NULL DEFAULT 0,  -- 1 when its definition permits full texts in releases
  added_at TEXT NOT NULL         -- instant, UTC
) WITHOUT ROWID;

CREATE TABLE runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,            -- crawl, ingest, reextract, demo …
  source TEXT,                   -- the source's id where a run has one source
  started_at TEXT NOT NULL,
  finished_at TEXT,              -- NULL while it runs, and for ever when it was killed
  outcome TEXT,                  -- ok, failed, stopped
  pid INTEGER,                   -- the process on this machine, to free the leases of a killed run at once
  report TEXT                    -- JSON, as the run gave it
);
CREATE INDEX runs_by_source ON runs (source, id);

CREATE TABLE run_issues (        -- what an operator should see
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run INTEGER REFERENCES runs (id),
  source TEXT,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  url TEXT,
  seen_at TEXT NOT NULL
);
CREATE INDEX run_issues_by_run ON run_issues (run);

CREATE TABLE fetches (           -- one row a response; the body itself is in the WARC archive
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run INTEGER REFERENCES runs (id),
  source TEXT,
  url TEXT NOT NULL,             -- what was asked for, or the path of a file
  final_url TEXT NOT NULL,       -- what answered
  status INTEGER NOT NULL,
  fetched_at TEXT NOT NULL,      -- instant, UTC
  sha256 TEXT NOT NULL,          -- of the decompressed body
  size INTEGER NOT NULL,         -- of the decompressed body, bytes
  content_type TEXT,
  etag TEXT,
  last_modified TEXT,
  warc TEXT,                     -- file name inside the archive
  warc_offset INTEGER,
  warc_length INTEGER,
  changed INTEGER NOT NULL,      -- 1 when the body differs from the capture before
  facts TEXT,                    -- JSON: what the listing said of it
  version INTEGER                -- the article version it carried (article_versions.id), once that was read
);
CREATE UNIQUE INDEX fetches_once ON fetches (url, fetched_at, sha256);
CREATE INDEX fetches_by_run ON fetches (run);
CREATE INDEX fetches_by_version ON fetches (version, fetched_at) WHERE version IS NOT NULL;

CREATE TABLE captured_articles ( -- the articles ever seen; an id is for ever
  id TEXT PRIMARY KEY,           -- 16 hexadecimal digits (records.article_id)
  url TEXT,                      -- canonical address, once known
  address TEXT,                  -- the address as it was first given
  source TEXT,                   -- the source's id, or NULL
  born INTEGER NOT NULL,         -- counts up: the order in which articles were first seen
  first_seen TEXT NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX captured_articles_born ON captured_articles (born);
CREATE INDEX captured_articles_by_source ON captured_articles (source, born);
CREATE INDEX captured_articles_by_url ON captured_articles (url) WHERE url IS NOT NULL;

CREATE TABLE article_aliases (   -- a file that was later found at an address is the same article
  alias TEXT PRIMARY KEY,
  article TEXT NOT NULL REFERENCES captured_articles (id),
  reason TEXT NOT NULL,
  linked_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE article_versions (  -- a changed page is a new version, the old one stays
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  article TEXT NOT NULL REFERENCES captured_articles (id),
  number INTEGER NOT NULL,       -- 1, 2 … within the article
  fetch INTEGER REFERENCES fetches (id),
  content_hash TEXT NOT NULL,    -- of title, author, day and text
  text_hash TEXT NOT NULL,       -- of the text alone, white space and composition folded
  source_path TEXT NOT NULL,     -- the path or address as it was given
  url TEXT,                      -- the address as it was given
  title TEXT,
  published TEXT,                -- day, Asia/Ho_Chi_Minh
  published_from TEXT,
  author TEXT,
  text TEXT NOT NULL,            -- what every evidence offset points into, in code points
  blocks TEXT NOT NULL,          -- JSON: [[start, end, kind], …]
  seen_at TEXT NOT NULL,         -- instant of the capture that first said this
  last_seen TEXT NOT NULL        -- instant of the latest capture that said this; the newest is the current version
);
CREATE UNIQUE INDEX article_versions_once ON article_versions (article, number);
CREATE INDEX article_versions_by_content ON article_versions (article, content_hash);
CREATE INDEX article_versions_by_text ON article_versions (text_hash);
CREATE INDEX article_versions_by_fetch ON article_versions (fetch) WHERE fetch IS NOT NULL;

CREATE TABLE visits (            -- the frontier: every address a crawl knows of
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL,
  key TEXT NOT NULL,             -- canonical address and form
  url TEXT NOT NULL,
  kind TEXT NOT NULL,            -- listing, article, feed, sitemap or file
  depth INTEGER NOT NULL,
  priority INTEGER NOT NULL,     -- higher first
  form TEXT NOT NULL,            -- JSON: fields to POST
  meta TEXT NOT NULL,            -- JSON: what the listing said
  due_at TEXT,                   -- when to visit next; NULL rests until it is pushed again
  ready INTEGER NOT NULL DEFAULT 1,      -- 1 when it can be handed out now; kept so that the next lease is one index look-up
  leased_until TEXT,
  leased_by INTEGER,             -- run
  last_run INTEGER,              -- the run that last ended a visit here
  attempts INTEGER NOT NULL DEFAULT 0,   -- failures in a row
  unchanged INTEGER NOT NULL DEFAULT 0,  -- unchanged captures in a row
  outcome TEXT,                  -- of the last visit
  error TEXT,
  visited_at TEXT,
  etag TEXT,
  last_modified TEXT,
  sha256 TEXT
);
CREATE UNIQUE INDEX visits_once ON visits (source, key);
CREATE INDEX visits_ready ON visits (source, priority DESC, id) WHERE ready = 1;
CREATE INDEX visits_due ON visits (source, due_at, ready, leased_until) WHERE due_at IS NOT NULL;
CREATE INDEX visits_by_key ON visits (key);
CREATE INDEX visits_leased ON visits (leased_by) WHERE leased_by IS NOT NULL;

CREATE TRIGGER fetches_keep BEFORE DELETE ON fetches BEGIN SELECT RAISE(ABORT, 'fetches are never deleted'); END;
CREATE TRIGGER versions_keep BEFORE DELETE ON article_versions BEGIN
  SELECT RAISE(ABORT, 'article versions are never deleted'); END;
CREATE TRIGGER versions_stand BEFORE UPDATE OF article, number, text, title, published, author ON article_versions BEGIN
  SELECT RAISE(ABORT, 'article versions are never changed'); END;
CREATE TRIGGER articles_keep BEFORE DELETE ON captured_articles BEGIN
  SELECT RAISE(ABORT, 'captured articles are never deleted'); END;
