"""What can stop a crawl or a reading of an archive.

CrawlerError
├── CannotCrawl    a source or setting does not allow a crawl to begin
└── ArchiveError   an archive is torn, busy, or not what the registry says it is
"""


class CrawlerError(Exception):
    """Anything that this room refuses or cannot do; the message says what, where and what to do."""


class CannotCrawl(CrawlerError):  # noqa: N818 - reads as the sentence that it begins
    """A crawl cannot begin."""


class ArchiveError(CrawlerError):
    """A WARC file cannot be read or written as it should."""
