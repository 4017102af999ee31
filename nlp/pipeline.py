"""The spaCy pipeline: which spans are found, in which order. Each step reads a `Reading` and adds its own label."""

from __future__ import annotations

from collections.abc import Callable

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from nlp.reading import Reading
from nlp.sentences import split_sentences
from nlp.spans.awards import AwardReader
from nlp.spans.blocs import BlocReader, may_name_bloc
from nlp.spans.dates import find_dates
from nlp.spans.documents import DocumentReader, may_cite
from nlp.spans.groups import GroupReader
from nlp.spans.offices import OfficeReader
from nlp.spans.people import PersonReader
from nlp.spans.places import PlaceReader
from nlp.spans.roles import RoleReader
from nlp.spans.shared import SharedReader
from nlp.spans.units import UnitReader
from nlp.tokens import SyllableTokenizer
from nlp.vocabulary import Vocabulary

# The order in which spans are found; a step may read what those before it added, never what comes after.
STEPS = (
    "sentences",
    "dates",
    "places",
    "units",
    "shared",
    "offices",
    "people",
    "groups",
    "blocs",
    "documents",
    "awards",
    "roles",
)
Finders = dict[str, Callable[[Reading], None]]
# What the citation of a document rests on.
_FOR_DOCUMENTS = frozenset({"dates", "places", "units", "offices", "documents"})


def needed_for(reading: Reading, step: str) -> frozenset[str]:
    """The steps after this one that an article needs: where no bloc is named, no more than its documents."""
    line = reading.tokens.line
    if reading.of("bloc") if step == "blocs" else may_name_bloc(line):
        return frozenset(STEPS)
    return _FOR_DOCUMENTS if may_cite(line) else frozenset()


class Step:
    """A pipe that hands a Doc's reading to one finder of spans."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.find: Callable[[Reading], None] = _nothing

    def __call__(self, doc: Doc) -> Doc:
        """Find this step's spans in `doc.user_data["reading"]`."""
        self.find(doc.user_data["reading"])
        return doc


@Language.factory("thidua_step")
def make_step(nlp: Language, name: str) -> Step:  # noqa: ARG001 - spaCy calls every factory with its pipeline
    """A step without its finder yet: a finder holds the lexicon, which no spaCy config can carry."""
    return Step(name)


def new_language() -> tuple[Language, SyllableTokenizer]:
    """An empty pipeline with our tokenizer (`spacy.blank("vi")` would want another package for it)."""
    language = spacy.blank("xx")
    tokenizer = SyllableTokenizer(language.vocab)
    language.tokenizer = tokenizer
    return language, tokenizer


def add_steps(language: Language, words: Vocabulary) -> Finders:
    """Add a pipe for each of `STEPS`, in that order; returns what each finds spans with, also without a Doc."""
    finders = _finders(words)
    for name in STEPS:
        step = language.add_pipe("thidua_step", name=name)
        step.find = finders[name]  # type: ignore[attr-defined] # spaCy types every pipe as a plain callable
    return finders


def _finders(words: Vocabulary) -> Finders:
    places = PlaceReader(words)
    units = UnitReader(words, places)
    offices = OfficeReader(words, units)
    return {
        "sentences": split_sentences,
        "dates": find_dates,
        "places": places,
        "units": units,
        "shared": SharedReader(words, units, places),
        "offices": offices,
        "people": PersonReader(words),
        "groups": GroupReader(words),
        "blocs": BlocReader(words, units, places),
        "documents": DocumentReader(words, units, offices),
        "awards": AwardReader(words, units, offices),
        "roles": RoleReader(words),
    }


def _nothing(_: Reading) -> None:
    return None


def show_spans(doc: Doc) -> Doc:
    """Put the spans that were read on the Doc as span groups, a group a label, for displaCy and whoever goes on."""
    reading: Reading = doc.user_data["reading"]
    places = {token.idx: token.i for token in doc}
    for label, marks in reading.marks.items():
        spans = [(places[reading.tokens.starts[m.first]], places[reading.tokens.starts[m.last - 1]] + 1) for m in marks]
        doc.spans[label] = [DocSpan(doc, first, last, label=label) for first, last in spans]
    return doc
