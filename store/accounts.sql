-- accounts.db: who may sign in. A database of its own, which neither the registry's SQL nor Datasette ever opens.

CREATE TABLE IF NOT EXISTS users (
  name TEXT PRIMARY KEY,
  role TEXT NOT NULL CHECK (role IN ('reader', 'reviewer', 'admin')),
  password TEXT NOT NULL,        -- argon2id, with its salt and cost
  added_at TEXT NOT NULL,        -- instant, UTC
  last_seen TEXT                 -- of the latest sign-in
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS sessions (
  token TEXT PRIMARY KEY,        -- sha256 of the token; the token itself is only in the browser
  user TEXT NOT NULL REFERENCES users (name) ON DELETE CASCADE ON UPDATE CASCADE,
  begun_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  ends_at TEXT NOT NULL,         -- whatever happens, it ends then
  address TEXT,
  agent TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sessions_by_user ON sessions (user);

CREATE TABLE IF NOT EXISTS failures (  -- sign-ins that failed lately, for the throttle
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,            -- sha256 of what was typed: it may be a password
  address TEXT NOT NULL,
  failed_at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS failures_by_name ON failures (name, failed_at);
CREATE INDEX IF NOT EXISTS failures_by_address ON failures (address, failed_at);

CREATE TABLE IF NOT EXISTS secrets (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
