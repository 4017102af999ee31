-- Search, in a table of its own. FTS5's unicode61 folds the marks but not đ, so đ is folded in generated columns.

CREATE TABLE search_entries (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,            -- article, bloc, unit, person, event, award or document
  ref TEXT NOT NULL,             -- its id
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  place TEXT,                    -- facets
  year INTEGER,
  source TEXT,
  title_plain TEXT GENERATED ALWAYS AS (replace(replace(title, 'đ', 'd'), 'Đ', 'D')) VIRTUAL,
  body_plain TEXT GENERATED ALWAYS AS (replace(replace(body, 'đ', 'd'), 'Đ', 'D')) VIRTUAL
);
CREATE UNIQUE INDEX search_entries_once ON search_entries (kind, ref);

CREATE VIRTUAL TABLE search_index USING fts5 (
  title_plain, body_plain, content = 'search_entries', content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 2', detail = 'full'
);
CREATE TRIGGER search_entries_added AFTER INSERT ON search_entries BEGIN
  INSERT INTO search_index (rowid, title_plain, body_plain) VALUES (new.id, new.title_plain, new.body_plain);
END;
CREATE TRIGGER search_entries_removed AFTER DELETE ON search_entries BEGIN
  INSERT INTO search_index (search_index, rowid, title_plain, body_plain)
  VALUES ('delete', old.id, old.title_plain, old.body_plain);
END;
CREATE TRIGGER search_entries_changed AFTER UPDATE ON search_entries BEGIN
  INSERT INTO search_index (search_index, rowid, title_plain, body_plain)
  VALUES ('delete', old.id, old.title_plain, old.body_plain);
  INSERT INTO search_index (rowid, title_plain, body_plain) VALUES (new.id, new.title_plain, new.body_plain);
END;
