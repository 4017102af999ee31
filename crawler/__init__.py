"""The crawler room: source → page. Scrapy drives it, WARC keeps what came back.

Doors: `crawler.run.crawl(source, frontier, sink, archive=…)` and `crawler.run.crawl_all`; `crawler.reading.read_pages`
and `read_at`, which read an archive without importing Scrapy; `crawler.monitors.alarms`, pure rules over run reports.
"""
