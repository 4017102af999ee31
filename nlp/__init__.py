"""article → record.

>>> from nlp import Reader
>>> record = Reader().analyse(article, context)
"""

from nlp.reader import Explanation, Reader

__all__ = ["Explanation", "Reader"]
