-- What one article adds lies together on disk: the queue's index ends in the number of the row instead of its key, and the
-- ids of rows that are no entities begin with what they are rows of (made anew with all tables by this step).

DROP INDEX facts_by_doubt;
CREATE INDEX facts_by_doubt ON facts (doubt DESC) WHERE doubt > 0;

-- Segments of the full-text index are merged by eights: adding an article to a large index costs little more than to a
-- small one, and search looks into a few more of them.
INSERT INTO search_index (search_index, rank) VALUES ('automerge', 8);
