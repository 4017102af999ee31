-- Layer 1: which article links which document, as the crawl saw it; layer 4: the documents that were captured, by article.

CREATE TABLE linked_files (
  file TEXT NOT NULL,            -- address of the document
  article TEXT NOT NULL,         -- address that was asked for the article
  PRIMARY KEY (file, article)
) WITHOUT ROWID;
CREATE INDEX linked_files_by_article ON linked_files (article);

INSERT OR IGNORE INTO linked_files (file, article)
  SELECT url, json_extract(facts, '$."listed-article"') FROM fetches
  WHERE json_extract(facts, '$.kind') = 'file' AND json_extract(facts, '$."listed-article"') IS NOT NULL;

-- The day of a capture, as every table people read tells: a crawl taken up after a kill gives the same rows as a whole one.
CREATE TABLE article_files (
  article TEXT NOT NULL, url TEXT NOT NULL, content_type TEXT, size INTEGER NOT NULL, sha256 TEXT NOT NULL, day TEXT NOT NULL,
  PRIMARY KEY (article, url)
) WITHOUT ROWID;

INSERT OR REPLACE INTO article_files
  SELECT v.article, d.url, d.content_type, d.size, d.sha256, date(d.fetched_at, '+7 hours')
  FROM linked_files l JOIN fetches f ON f.url = l.article JOIN article_versions v ON v.id = f.version
  JOIN articles a ON a.id = v.article JOIN fetches d ON d.url = l.file AND d.status = 200 AND d.warc IS NOT NULL
  ORDER BY d.id;
