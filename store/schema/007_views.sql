-- Views for the questions researchers ask first. Columns are a contract, as those of the tables.

CREATE VIEW bloc_chairs AS         -- who chaired (or deputised in) which bloc each year
  SELECT l.bloc, b.name AS bloc_name, b.place AS bloc_place, l.year, l.role, l.holder, l.holder_type,
         coalesce(l.unit, l.person) AS holder_id, l.status, l.confidence, l.reviewed, l.facts
  FROM leaderships l LEFT JOIN blocs b ON b.id = l.bloc;

CREATE VIEW bloc_composition AS    -- which units a bloc consisted of over the years
  SELECT m.bloc, b.name AS bloc_name, b.place AS bloc_place, m.year, m.unit, u.name AS unit_name, u.place AS unit_place,
         m.confidence, m.reviewed, m.facts
  FROM memberships m LEFT JOIN blocs b ON b.id = m.bloc LEFT JOIN units u ON u.id = m.unit;

CREATE VIEW award_counts AS        -- how often which unit or person won what
  SELECT coalesce(unit, person) AS recipient_id, recipient_type, max(recipient) AS recipient, max(place) AS place, form, level,
         count(*) AS awards, sum(status = 'conferred') AS conferred, min(year) AS first_year, max(year) AS last_year
  FROM awards WHERE coalesce(unit, person) IS NOT NULL GROUP BY recipient_id, recipient_type, form, level;

CREATE VIEW award_paths AS         -- from proposal to conferral, with the days between
  SELECT id AS award, recipient, place, form, title, level, year, status, proposed_on, decided_on, conferred_on, decision,
         CAST(julianday(conferred_on) - julianday(proposed_on) AS INTEGER) AS days, bloc
  FROM awards;

CREATE VIEW coverage AS            -- events and articles by the bloc's province and month: where the registry is thin
  SELECT coalesce(b.province, b.place, '(unknown)') AS province, substr(e.start, 1, 7) AS month, count(*) AS events,
         sum(e.articles) AS tellings, sum(e.reviewed IN ('confirmed', 'corrected')) AS reviewed
  FROM events e LEFT JOIN blocs b ON b.id = e.bloc WHERE e.start IS NOT NULL GROUP BY 1, 2;

CREATE VIEW source_coverage AS     -- articles by source and month of publication
  SELECT coalesce(a.source, '(file)') AS source, substr(a.published, 1, 7) AS month, count(*) AS articles,
         sum(a.relevant) AS relevant, sum(a.facts) AS facts
  FROM articles a GROUP BY 1, 2;

CREATE VIEW unit_history AS        -- what a unit was before, and what became of it
  SELECT s.predecessor AS unit, s.predecessor_name AS name, s.predecessor_place AS place, 'became' AS relation,
         s.successor AS other, s.successor_name AS other_name, s.successor_place AS other_place, s.day, s.document
  FROM successions s WHERE s.subject = 'unit'
  UNION ALL
  SELECT s.successor, s.successor_name, s.successor_place, 'was before', s.predecessor, s.predecessor_name,
         s.predecessor_place, s.day, s.document
  FROM successions s WHERE s.subject = 'unit' AND s.successor IS NOT NULL;

CREATE VIEW event_list AS          -- events with their bloc's name, as a table to sort and filter
  SELECT e.id, e.start, e."end", e.grain, e.types, e.emulation_year, b.name AS bloc_name, b.place AS bloc_place, e.bloc,
         e.theme, e.venue, e.articles, e.confidence, e.reviewed
  FROM events e LEFT JOIN blocs b ON b.id = e.bloc;
