"""What can stop a crawl or a reading of an archive.

CrawlerError
├── CannotCrawl    a source or setting does not allow a crawl to begin
├── ArchiveError   an archive is torn, busy, or not what the registry says it is
└── Bomb           an answer that would grow without measure when it is read
"""


class CrawlerError(Exception):
    """Anything that this room refuses or cannot do; the message says what, where and what to do."""


class CannotCrawl(CrawlerError):  # noqa: N818 - reads as the sentence that it begins
    """A crawl cannot begin."""


class Bomb(CrawlerError):  # noqa: N818 - what it is called everywhere
    """An answer is small and would become huge; the message says how."""


class ArchiveError(CrawlerError):
    """A WARC file cannot be read or written as it should."""
