-- `article_files` tells the day of a capture, as every table that people read does: two crawls of one state of a portal,
-- one of them killed and taken up, give the same rows. Instants and places in the archive are in `fetches`.

DROP TABLE article_files;
CREATE TABLE article_files (
  article TEXT NOT NULL, url TEXT NOT NULL, content_type TEXT, size INTEGER NOT NULL, sha256 TEXT NOT NULL, day TEXT NOT NULL,
  PRIMARY KEY (article, url)
) WITHOUT ROWID;

INSERT OR REPLACE INTO article_files
  SELECT v.article, d.url, d.content_type, d.size, d.sha256, date(d.fetched_at, '+7 hours')
  FROM linked_files l JOIN fetches f ON f.url = l.article JOIN article_versions v ON v.id = f.version
  JOIN articles a ON a.id = v.article JOIN fetches d ON d.url = l.file AND d.status = 200 AND d.warc IS NOT NULL
  ORDER BY d.id;
