"""The words of the field as commented YAML, and the one door to them.

>>> import lexicon
>>> posts = lexicon.load().table("posts")

Each table is a file beside this one; `lexicon/schema.py` says what its entries may carry. A workspace overrides or adds
entries with files of the same names: `lexicon.load([Path("registry/lexicon")])`.
"""

from lexicon.entry import Entry, LexiconError
from lexicon.tables import Lexicon, load
from lexicon.variants import match_key

__all__ = ["Entry", "Lexicon", "LexiconError", "load", "match_key"]
