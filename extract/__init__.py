"""page → article.

>>> from extract import read, NotAnArticle
>>> article = read(page, source)

`read` takes text and HTML alike and raises `NotAnArticle` for anything else. `extract.inputs` turns files, folders and
standard input into pages.
"""

from extract.errors import NotAnArticle
from extract.legacy import legacy_encoding
from extract.reading import read

__all__ = ["NotAnArticle", "legacy_encoding", "read"]
