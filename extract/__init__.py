"""page → article.

>>> from extract import read, NotAnArticle
>>> article = read(page, source)

`read` takes text and HTML alike and raises `NotAnArticle` for anything else. `legacy_encoding` tells text typed for the
fonts of before Unicode, which is an article all the same, but one that needs converting before anybody can read it.
"""

from extract.errors import NotAnArticle
from extract.legacy import legacy_encoding
from extract.reading import read

__all__ = ["NotAnArticle", "legacy_encoding", "read"]
