"""The reader: an article goes in, a record comes out, by a spaCy pipeline whose steps stand here in their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import spacy
from lexicon import Lexicon, load
from records import Article, BlockKind, Context, Issue, Record, Span
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from nlp.facts.awards import AwardFacts, award_facts
from nlp.facts.blocs import bloc_facts, join_blocs
from nlp.facts.context import Scene
from nlp.facts.documents import document_facts
from nlp.facts.events import EventReader, event_facts
from nlp.facts.leaders import LeaderReader, leader_facts
from nlp.facts.members import MemberReader, member_counts, member_facts
from nlp.facts.officials import OfficialReader, official_facts
from nlp.reading import Reading
from nlp.sentences import split_sentences
from nlp.spans.awards import AwardReader
from nlp.spans.blocs import BlocReader
from nlp.spans.dates import find_dates
from nlp.spans.documents import DocumentReader
from nlp.spans.groups import GroupReader
from nlp.spans.offices import OfficeReader
from nlp.spans.people import PersonReader
from nlp.spans.places import PlaceReader
from nlp.spans.roles import RoleReader
from nlp.spans.shared import SharedReader
from nlp.spans.units import UnitReader
from nlp.tokens import SyllableTokenizer, Tokens
from nlp.vocabulary import Vocabulary

# The order in which spans are found; each step may read what those before it added.
STEPS = ("sentences", "dates", "places", "units", "shared", "offices", "people", "groups", "blocs", "documents", "awards", "roles")
_UNREAD = frozenset({BlockKind.FRAME, BlockKind.DATELINE, BlockKind.BYLINE})
_LONGEST = 400_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A record with everything that was seen on the way: the spans, and the candidates that were refused and why."""

    record: Record
    spans: tuple[Span, ...]
    refused: tuple[Issue, ...]


class Reader:
    """Reads articles; make one a process and keep it."""

    def __init__(self, lexicon: Lexicon | None = None, *, extra_dirs: Sequence[Path] = ()) -> None:
        """`lexicon`: the words to read with; without one, the lexicon that ships, with `extra_dirs` over it."""
        self.lexicon = lexicon or load(extra_dirs)
        self._nlp = spacy.blank("xx")
        self._nlp.tokenizer = SyllableTokenizer(self._nlp.vocab)
        words = Vocabulary(self.lexicon, self._nlp.tokenizer)
        phrases = {kind: words.alternation("phrases", kind) for kind in {e.kind or "" for e in words.entries("phrases")}}
        for name, step in _steps(words).items():
            self._nlp.add_pipe("thidua_step", name=name, config={}).run = step  # type: ignore[attr-defined] # spaCy types a pipe as a callable
        self._members = MemberReader(words, phrases)
        self._events = EventReader(words)
        self._leaders = LeaderReader(phrases)
        self._officials = OfficialReader(phrases)
        self._awards = AwardFacts(phrases)
        self.extractor = f"thidua-registry {_version()} lexicon {self.lexicon.hash}"

    def analyse(self, article: Article, context: Context | None = None) -> Record:
        """The record of an article. Never raises for any text."""
        return self._record(self._read(article, context or Context()))

    def explain(self, article: Article, context: Context | None = None) -> Explanation:
        """The record, with the spans behind it and the candidates that were refused."""
        reading = self._read(article, context or Context())
        record = self._record(reading)
        marks = sorted(mark for found in reading.marks.values() for mark in found if isinstance(mark.first, int))
        spans = tuple(_span(reading, mark) for mark in marks)
        return Explanation(record=record, spans=spans, refused=tuple(reading.refused))

    def _read(self, article: Article, context: Context) -> Reading:
        doc = self._nlp.make_doc(article.text)
        tokens = _readable(doc.user_data["tokens"], article)
        reading = Reading(article=article, context=context, tokens=tokens)
        doc.user_data["reading"] = reading
        for _, step in self._nlp.pipeline:
            doc = step(doc)
        return reading

    def _record(self, reading: Reading) -> Record:
        if len(reading.tokens) == 0:
            return Record(article=reading.article, relevant=False, extractor=self.extractor)
        scene = Scene(reading, join_blocs(reading))
        drafts = self._events(scene)
        members = self._members(scene)
        leaders = self._leaders(scene, drafts, members.roles)
        for leader in leaders:
            if leader.holder.label in ("unit", "place") and not (leader.holder.label == "unit" and leader.holder.value.bare):
                members.add(leader.bloc, leader.holder, "member.leads", 0.8)
        awards = self._awards(scene)
        honoured = {a.recipient.name.lower() for a in awards if a.recipient.name}
        chosen = {c.holder.value.name.lower() for c in leaders if c.holder.label == "person" and c.status != "serving"}
        people = self._officials(scene, honoured, chosen) if drafts else []
        years: dict[str, int | None] = {}
        for draft in drafts:
            years.setdefault(draft.bloc, draft.about)
        blocs = bloc_facts(reading, scene.clusters, member_counts(members))
        return Record(
            article=reading.article,
            relevant=bool(drafts),
            blocs=tuple(blocs),
            events=tuple(event_facts(reading, drafts)),
            members=tuple(member_facts(reading, members, years)),
            leaders=tuple(leader_facts(reading, leaders)),
            officials=tuple(official_facts(reading, people, drafts)),
            awards=tuple(award_facts(reading, awards, drafts)) if scene.clusters else (),
            documents=tuple(document_facts(reading)),
            issues=tuple(reading.issues),
            extractor=self.extractor,
        )


class Step:
    """A pipe that hands the doc's reading to one span reader, and shows its spans as spaCy span groups."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.run: Callable[[Reading], None] = _nothing

    def __call__(self, doc: Doc) -> Doc:
        self.run(doc.user_data["reading"])
        return doc


@Language.factory("thidua_step")
def _make_step(nlp: Language, name: str) -> Step:  # noqa: ARG001 - spaCy calls every factory with its pipeline
    return Step(name)


def _nothing(_: Reading) -> None:
    return None


def _steps(words: Vocabulary) -> dict[str, Callable[[Reading], None]]:
    places = PlaceReader(words)
    units = UnitReader(words, places)
    offices = OfficeReader(words, units)
    steps: dict[str, Callable[[Reading], None]] = {
        "sentences": split_sentences,
        "dates": find_dates,
        "places": places,
        "units": units,
        "shared": SharedReader(words, units, places),
        "offices": offices,
        "people": PersonReader(words),
        "blocs": BlocReader(words, units, places),
        "documents": DocumentReader(words, units, offices),
        "awards": AwardReader(words, units, offices),
        "groups": GroupReader(words),
        "roles": RoleReader(words),
    }
    return {name: steps[name] for name in STEPS}


def _readable(tokens: Tokens, article: Article) -> Tokens:
    """The tokens outside the page's frame: what a menu, a clock or a by-line says is no evidence for anything."""
    unread = [(b.start, b.end) for b in article.blocks if b.kind in _UNREAD]
    if len(article.text) > _LONGEST:
        unread.append((_LONGEST, len(article.text)))
    return tokens.without(unread) if unread else tokens


def _span(reading: Reading, mark: object) -> Span:
    first, last, label, value, rule = mark  # type: ignore[misc] # a Mark
    text = str(getattr(value, "name", None) or getattr(value, "title", None) or reading.wording(first, last))
    return Span(start=reading.tokens.starts[first], end=reading.tokens.ends[last - 1], label=label, value=text, rule=rule)


def _version() -> str:
    try:
        return version("thidua-registry")
    except PackageNotFoundError:
        return "0"


def span_groups(doc: Doc, reading: Reading) -> None:
    """Put the spans of a reading on its Doc, a group a label, for displaCy and for whoever goes on from here."""
    index = doc.user_data["index"]
    for label, marks in reading.marks.items():
        doc.spans[label] = [DocSpan(doc, index[m.first], index[m.last - 1] + 1, label=label) for m in marks]
