"""The reader: an article goes in, a record comes out."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from spacy.tokens import Doc

from lexicon import Lexicon, load
from nlp.facts.aliases import mark_aliases
from nlp.facts.award_found import Candidate as AwardCandidate
from nlp.facts.award_found import award_facts
from nlp.facts.awards import AwardFacts
from nlp.facts.bloc_facts import bloc_facts
from nlp.facts.blocs import join_blocs
from nlp.facts.chairs import leaders_belong, led_by_members
from nlp.facts.context import Scene
from nlp.facts.documents import document_facts
from nlp.facts.drafts import Draft, event_facts
from nlp.facts.events import EventReader
from nlp.facts.evident import evident_members
from nlp.facts.handovers import handed_over, hands_over
from nlp.facts.leader_found import Candidate, leader_facts
from nlp.facts.leaders import LeaderReader
from nlp.facts.member_found import member_counts, member_facts
from nlp.facts.members import MemberReader
from nlp.facts.officials import OfficialReader, official_facts
from nlp.facts.spelling import as_spelled
from nlp.pipeline import STEPS, add_steps, needed_for, new_language, show_spans
from nlp.reading import Mark, Reading
from nlp.vocabulary import Vocabulary
from records import Article, BlockKind, Context, Issue, LeaderStatus, Record, Span

_UNREAD = frozenset({BlockKind.FRAME, BlockKind.DATELINE, BlockKind.BYLINE})
# No article of the genre is a tenth as long; what lies beyond is read by nobody and costs memory.
_LONGEST = 400_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A record with everything that was seen on the way: the spans, and the candidates that were refused and why."""

    record: Record
    spans: tuple[Span, ...]
    refused: tuple[Issue, ...]


class Reader:
    """Reads articles; make one a process and keep it.

    lexicon: the words to read with; without one, the lexicon that ships, with the tables of `extra_dirs` over it.
    """

    def __init__(self, lexicon: Lexicon | None = None, *, extra_dirs: Sequence[Path] = ()) -> None:
        self.lexicon = lexicon or load(extra_dirs)
        self.extractor = f"thidua-registry {_version()} lexicon {self.lexicon.hash}"
        self._language, self._tokenizer = new_language()
        words = Vocabulary(self.lexicon, self._tokenizer)
        self._finders = add_steps(self._language, words)
        phrases = words.phrase_patterns()
        self._members = MemberReader(words, phrases)
        self._events = EventReader(words)
        self._leaders = LeaderReader(phrases)
        self._officials = OfficialReader(phrases)
        self._awards = AwardFacts(phrases)
        # The lexicon lives as long as the process: no collection of garbage need walk it again (a seventh of all time).
        gc.freeze()

    def analyse(self, article: Article, context: Context | None = None) -> Record:
        """The record of an article. Raises for no text, whatever it holds."""
        return self._record(self._read(article, context, whole=False))

    def explain(self, article: Article, context: Context | None = None) -> Explanation:
        """The record, with the spans behind it and the candidates that were refused."""
        reading = self._read(article, context, whole=True)
        record = self._record(reading)
        marks = sorted((m for found in reading.marks.values() for m in found), key=lambda m: (m.first, m.last))
        spans = tuple(_span(reading, mark) for mark in marks)
        return Explanation(record=record, spans=spans, refused=tuple(reading.refused))

    def doc(self, article: Article, context: Context | None = None) -> Doc:
        """The spaCy Doc of an article with its spans as span groups; `doc.user_data["reading"]` has the reading."""
        doc = self._language.make_doc(article.text[:_LONGEST])
        doc.user_data["reading"] = self._begun(article, context)
        for _, pipe in self._language.pipeline:
            doc = pipe(doc)
        return show_spans(doc)

    def _read(self, article: Article, context: Context | None, *, whole: bool) -> Reading:
        """An article with its spans; `whole`: with every span, also where no fact can come of them."""
        reading = self._begun(article, context)
        needed = frozenset(STEPS)
        for name in STEPS:
            if name in needed:
                self._finders[name](reading)
            if name in ("sentences", "blocs") and not whole:
                needed = needed_for(reading, name)
        return reading

    def _begun(self, article: Article, context: Context | None) -> Reading:
        """An article cut into tokens."""
        tokens = self._tokenizer.read(article.text[:_LONGEST], _unread(article))
        tokens.text = article.text
        return Reading(article=article, context=context or Context(), tokens=tokens)

    def _record(self, reading: Reading) -> Record:
        clusters = join_blocs(reading)
        if not clusters:
            documents = tuple(document_facts(reading))
            return Record(article=reading.article, relevant=False, documents=documents, extractor=self.extractor)
        scene = Scene(reading, clusters)
        drafts = self._events(scene)
        members = self._members(scene)
        mark_aliases(scene, members.marks())
        leaders = led_by_members(members, self._leaders(scene, drafts, members.roles))
        leaders_belong(scene, members, leaders)
        handed_over(scene, drafts)
        awards = [award for award in self._awards(scene) if not hands_over(award, leaders)]
        evident_members(scene, members, awards if drafts else _beside_blocs(reading, awards), self._members.kinds)
        honoured = {award.recipient.name.lower() for award in awards if award.recipient.name}
        people = self._officials(scene, honoured, _next_leaders(leaders)) if drafts else []
        record = Record(
            article=reading.article,
            relevant=bool(drafts),
            blocs=tuple(bloc_facts(reading, scene.clusters, member_counts(members))),
            events=tuple(event_facts(reading, drafts)),
            members=tuple(member_facts(reading, members, _years(drafts))),
            leaders=tuple(leader_facts(reading, leaders)),
            officials=tuple(official_facts(people, drafts)),
            awards=tuple(award_facts(reading, awards, drafts)),
            documents=tuple(document_facts(reading)),
            issues=tuple(reading.issues),
            extractor=self.extractor,
        )
        return as_spelled(record, reading)


def _unread(article: Article) -> list[tuple[int, int]]:
    """The page's frame, its dateline and its by-line: what they say is no evidence for anything."""
    return [(block.start, block.end) for block in article.blocks if block.kind in _UNREAD]


def _next_leaders(leaders: list[Candidate]) -> set[str]:
    """People who are only named as leaders of the next term."""
    return {
        leader.holder.value.name.lower()
        for leader in leaders
        if leader.holder.label == "person" and leader.status is LeaderStatus.INCOMING
    }


def _beside_blocs(reading: Reading, awards: list[AwardCandidate]) -> list[AwardCandidate]:
    """The awards of sentences that name a bloc: where none held anything, the others are of another meeting."""
    return [a for a in awards if reading.within("bloc", a.sentence.first, a.sentence.last)]


def _years(drafts: list[Draft]) -> dict[str, int | None]:
    """The emulation year of each bloc's first event."""
    years: dict[str, int | None] = {}
    for draft in drafts:
        years.setdefault(draft.bloc, draft.about)
    return years


def _span(reading: Reading, mark: Mark) -> Span:
    named = next(
        (
            value
            for name in ("name", "title", "styled", "number")
            if isinstance(value := getattr(mark.value, name, None), str)
        ),
        None,
    )
    evidence = reading.evidence(mark.first, mark.last)
    wording = named or reading.wording(mark.first, mark.last)
    return Span(start=evidence.start, end=evidence.end, label=mark.label, value=wording, rule=mark.rule)


def _version() -> str:
    try:
        return version("thidua-registry")
    except PackageNotFoundError:
        return "0"
