-- Layer 4, second half: the tables people read. Columns are a contract (docs/data-model.md). Every table has `facts`, a
-- JSON list of the fact keys behind the row, or an id under which `facts` lists them. `reviewed` is the strongest state
-- of those facts, `confidence` the highest.

CREATE TABLE articles (
  id TEXT PRIMARY KEY, url TEXT, source TEXT, title TEXT, published TEXT, published_from TEXT, author TEXT,
  relevant INTEGER NOT NULL, versions INTEGER NOT NULL, facts INTEGER NOT NULL, issues INTEGER NOT NULL,
  gone INTEGER NOT NULL, first_seen TEXT NOT NULL, last_seen TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX articles_by_published ON articles (published);
CREATE INDEX articles_by_source ON articles (source, published);

CREATE TABLE blocs (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, place TEXT, province TEXT, number INTEGER,
  member_count INTEGER, first_year INTEGER, last_year INTEGER, events INTEGER NOT NULL, articles INTEGER NOT NULL,
  confidence REAL NOT NULL, reviewed TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE bloc_years (
  bloc TEXT NOT NULL, year INTEGER NOT NULL, member_count INTEGER, members INTEGER NOT NULL, head TEXT, head_type TEXT,
  head_id TEXT, deputies INTEGER NOT NULL, events INTEGER NOT NULL, confidence REAL NOT NULL, reviewed TEXT NOT NULL,
  PRIMARY KEY (bloc, year)
) WITHOUT ROWID;

CREATE TABLE memberships (
  id TEXT PRIMARY KEY, bloc TEXT NOT NULL, unit TEXT NOT NULL, name TEXT NOT NULL, place TEXT, year INTEGER, year_from TEXT,
  confidence REAL NOT NULL, reviewed TEXT NOT NULL, facts TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX memberships_by_bloc ON memberships (bloc, year);
CREATE INDEX memberships_by_unit ON memberships (unit, year);

CREATE TABLE leaderships (
  id TEXT PRIMARY KEY, bloc TEXT NOT NULL, role TEXT NOT NULL, holder_type TEXT NOT NULL, holder TEXT NOT NULL,
  unit TEXT, person TEXT, place TEXT, year INTEGER, year_from TEXT, status TEXT NOT NULL,
  confidence REAL NOT NULL, reviewed TEXT NOT NULL, facts TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX leaderships_by_bloc ON leaderships (bloc, year);
CREATE INDEX leaderships_by_unit ON leaderships (unit) WHERE unit IS NOT NULL;
CREATE INDEX leaderships_by_person ON leaderships (person) WHERE person IS NOT NULL;

CREATE TABLE events (
  id TEXT PRIMARY KEY, bloc TEXT, types TEXT NOT NULL, start TEXT, "end" TEXT, grain TEXT, part_of_day TEXT,
  year_inferred INTEGER NOT NULL, year_from TEXT, emulation_year INTEGER, theme TEXT, venue TEXT, articles INTEGER NOT NULL,
  confidence REAL NOT NULL, reviewed TEXT NOT NULL, facts TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX events_by_bloc ON events (bloc, start);
CREATE INDEX events_by_start ON events (start);

CREATE TABLE event_articles (
  event TEXT NOT NULL, article TEXT NOT NULL, fact TEXT NOT NULL, start TEXT, confidence REAL NOT NULL, reviewed TEXT NOT NULL,
  PRIMARY KEY (event, article, fact)
) WITHOUT ROWID;
CREATE INDEX event_articles_by_article ON event_articles (article);

CREATE TABLE participations (
  id TEXT PRIMARY KEY, event TEXT NOT NULL, person TEXT NOT NULL, name TEXT NOT NULL, titles TEXT NOT NULL, parts TEXT NOT NULL,
  confidence REAL NOT NULL, reviewed TEXT NOT NULL, facts TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX participations_by_event ON participations (event);
CREATE INDEX participations_by_person ON participations (person);

CREATE TABLE persons (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, title TEXT, place TEXT, first_day TEXT, last_day TEXT, mentions INTEGER NOT NULL,
  confidence REAL NOT NULL, reviewed TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX persons_by_name ON persons (name);

CREATE TABLE posts (
  id TEXT PRIMARY KEY, person TEXT NOT NULL, title TEXT NOT NULL, place TEXT, first_day TEXT, last_day TEXT,
  mentions INTEGER NOT NULL, facts TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX posts_by_person ON posts (person);

CREATE TABLE units (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, place TEXT, province TEXT, first_day TEXT, last_day TEXT, mentions INTEGER NOT NULL,
  confidence REAL NOT NULL, reviewed TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX units_by_name ON units (name);
CREATE INDEX units_by_province ON units (province);

CREATE TABLE unit_names (
  unit TEXT NOT NULL, name TEXT NOT NULL, place TEXT NOT NULL, first_day TEXT, last_day TEXT, mentions INTEGER NOT NULL,
  PRIMARY KEY (unit, name, place)
) WITHOUT ROWID;

CREATE TABLE successions (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, subject TEXT NOT NULL, predecessor TEXT, predecessor_name TEXT NOT NULL,
  predecessor_place TEXT, successor TEXT, successor_name TEXT NOT NULL, successor_place TEXT, day TEXT NOT NULL,
  document TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX successions_by_predecessor ON successions (predecessor);
CREATE INDEX successions_by_successor ON successions (successor);

CREATE TABLE places (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, level TEXT NOT NULL, province TEXT, region TEXT,
  valid_from TEXT, valid_to TEXT, successor TEXT
) WITHOUT ROWID;

CREATE TABLE awards (
  id TEXT PRIMARY KEY, recipient_type TEXT NOT NULL, recipient TEXT, place TEXT, count INTEGER, unit TEXT, person TEXT,
  bloc TEXT, form TEXT NOT NULL, title TEXT NOT NULL, level TEXT, grantor TEXT, year INTEGER, status TEXT NOT NULL,
  proposed_on TEXT, decided_on TEXT, conferred_on TEXT, decision TEXT,
  confidence REAL NOT NULL, reviewed TEXT NOT NULL, facts TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX awards_by_unit ON awards (unit) WHERE unit IS NOT NULL;
CREATE INDEX awards_by_person ON awards (person) WHERE person IS NOT NULL;
CREATE INDEX awards_by_bloc ON awards (bloc, year);

CREATE TABLE award_steps (
  award TEXT NOT NULL, step TEXT NOT NULL, fact TEXT NOT NULL, day TEXT, event TEXT, article TEXT NOT NULL, decision TEXT,
  status TEXT NOT NULL, confidence REAL NOT NULL, reviewed TEXT NOT NULL,
  PRIMARY KEY (award, step, fact)
) WITHOUT ROWID;

CREATE TABLE documents (
  id TEXT PRIMARY KEY, number TEXT NOT NULL, kind TEXT, issuer TEXT, date TEXT, grain TEXT, year_from TEXT, place TEXT,
  confidence REAL NOT NULL, reviewed TEXT NOT NULL, facts TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX documents_by_number ON documents (number);
