"""How well the reader reads: its records against gold, per kind of fact, with intervals, errors and calibration.

The figures are those of the contract's own scorer; tests/thidua/test_evaluation.py compares the two on ../shared.

>>> from thidua.evaluation import load_corpus, score
"""

from thidua.evaluation.corpus import Case, Corpus, load_corpus
from thidua.evaluation.scores import Figures, Score, score

__all__ = ["Case", "Corpus", "Figures", "Score", "load_corpus", "score"]
