-- The full-text index is told of changed words by store/search.py, once a transaction. The triggers told it of every entry
-- alone, in segments of a page each, and what a large index costs is the merging of segments.

DROP TRIGGER search_entries_added;
DROP TRIGGER search_entries_removed;
DROP TRIGGER search_entries_changed;

-- Every article that is added asks what is withheld: among the judgements of a whole registry.
CREATE INDEX judgements_by_action ON judgements (action);
