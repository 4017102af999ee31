-- Layer 4, first half: every fact as it stands after machine and people, and who is meant. Rebuilt from layers 2 and 3.

-- With row numbers: the rows are wide, and those of one article lie side by side.
CREATE TABLE facts (
  key TEXT PRIMARY KEY NOT NULL, -- fact key
  article TEXT NOT NULL REFERENCES captured_articles (id),
  kind TEXT NOT NULL,            -- blocs, events, members, leaders, officials, awards or documents
  state TEXT NOT NULL,           -- unreviewed, confirmed, rejected, corrected, stale, conflict, orphaned or disputed
  shown INTEGER NOT NULL,        -- 1 when it counts in the tables people read
  machine INTEGER NOT NULL,      -- 1 when the current reading has it
  confidence REAL NOT NULL,      -- 0 to 1; 1 for what a person said
  rule TEXT,
  extractor TEXT,
  value TEXT NOT NULL,           -- JSON: every attribute as it stands
  label TEXT NOT NULL,           -- one short line for people
  name TEXT,                     -- the name it is about, as written: unit, holder, official, recipient, bloc, number
  place TEXT,                    -- where that is, as far as name, article and source tell
  quote TEXT,                    -- evidence in the current version, or where it was last found
  start INTEGER,
  "end" INTEGER,
  version INTEGER REFERENCES article_versions (id),
  year INTEGER,                  -- emulation year, or that of the article's event
  year_from TEXT,                -- stated or event
  day TEXT,                      -- of the article's event, else of its publication
  bloc TEXT,                     -- entity ids, as they stand after joining
  event TEXT,
  unit TEXT,
  person TEXT,
  award TEXT,
  document TEXT,
  first_seen TEXT,               -- day, Asia/Ho_Chi_Minh
  last_seen TEXT,
  doubt REAL NOT NULL            -- what a review is worth: uncertainty times impact; 0 when nothing is to be done
);
CREATE INDEX facts_by_article ON facts (article);
CREATE INDEX facts_by_bloc ON facts (bloc, kind, year) WHERE bloc IS NOT NULL;
CREATE INDEX facts_by_event ON facts (event, kind) WHERE event IS NOT NULL;
CREATE INDEX facts_by_unit ON facts (unit, kind) WHERE unit IS NOT NULL;
CREATE INDEX facts_by_person ON facts (person, kind) WHERE person IS NOT NULL;
CREATE INDEX facts_by_award ON facts (award) WHERE award IS NOT NULL;
CREATE INDEX facts_by_document ON facts (document) WHERE document IS NOT NULL;
CREATE INDEX facts_by_doubt ON facts (doubt DESC, key) WHERE doubt > 0;
CREATE INDEX facts_by_state ON facts (state) WHERE state <> 'unreviewed';

CREATE TABLE mentions (          -- which entity a fact names, before joining
  fact TEXT NOT NULL,
  role TEXT NOT NULL,            -- bloc, event, unit, person, award or document
  entity TEXT NOT NULL,
  PRIMARY KEY (fact, role)
) WITHOUT ROWID;
CREATE INDEX mentions_by_entity ON mentions (entity);

CREATE TABLE links (             -- what the machine holds for one and the same
  a TEXT NOT NULL,
  b TEXT NOT NULL,
  fact TEXT NOT NULL DEFAULT '', -- the fact that shows it, where one does
  basis TEXT NOT NULL,
  PRIMARY KEY (a, b, fact)
) WITHOUT ROWID;
CREATE INDEX links_by_b ON links (b);
CREATE INDEX links_by_fact ON links (fact) WHERE fact <> '';

CREATE TABLE redirects (         -- a merged id leads to the id its entity is known under
  id TEXT PRIMARY KEY,
  canonical TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX redirects_by_canonical ON redirects (canonical);

CREATE TABLE suggestions (       -- pairs that a person should judge
  kind TEXT NOT NULL,            -- bloc, unit, person, event, award or fact
  left_id TEXT NOT NULL,
  right_id TEXT NOT NULL,
  basis TEXT NOT NULL,           -- why they may be one, in a few words
  score REAL NOT NULL,           -- 0 to 1
  PRIMARY KEY (left_id, right_id)
) WITHOUT ROWID;
CREATE INDEX suggestions_by_right ON suggestions (right_id);
CREATE INDEX suggestions_by_score ON suggestions (score DESC);
