"""The words that the grammar of organisation names asks for, and small questions about them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from lexicon import Entry
from nlp.reading import Reading
from nlp.vocabulary import Hit, Phrases, Vocabulary

_COMPANY = "Công ty"
_CACHE = 4096


@lru_cache(_CACHE)
def _spellings(entry: Entry) -> tuple[str, ...]:
    """The name of an entry, and its other forms that only join the same words otherwise: by "và", a dash, a comma."""
    words = _joined(entry.name)
    return (entry.name, *(form for form in entry.forms if form != entry.name and _joined(form) == words))


def _joined(name: str) -> list[str]:
    return [word for word in name.lower().replace(",", " ").split() if word not in ("-", "và", "&")]


class UnitWords:
    """Heads, fields, known names and abbreviations, and the words that end a name or begin something else."""

    def __init__(self, words: Vocabulary) -> None:
        """Reads `unit_kinds`, `unit_fields`, `unit_abbreviations`, `organisations`, `posts`,
        `leader_roles`, `honorifics`,
        `place_levels`, `surnames`, `phrases`: `name_stop`, `compound`.
        """
        self.heads = Phrases(
            (found, entry)
            for entry in words.entries("unit_kinds")
            for form in entry.forms
            if (found := words.words(form)) and found[0] not in ("khối", "cụm")
        )
        self.fields = words.phrases("unit_fields")
        self.short = words.phrases("unit_abbreviations", "field", "company", "school", "word", "body", "place")
        self.known = words.phrases("organisations")
        self.posts = words.phrases("posts")
        self._bodiless = Phrases(
            (words.words(form), entry)
            for entry in words.entries("posts")
            for form in entry.forms
            if entry.attributes.get("takes") == "none"
        )
        self.roles = words.phrases("leader_roles")
        self.honorifics = words.phrases("honorifics")
        self.levels = words.phrases("place_levels")
        self.surnames = words.word_set("surnames")
        self.stops = words.word_set("phrases", "name_stop")
        self._stop_phrases = words.phrases("phrases", "name_stop")
        self._compounds = words.phrases("phrases", "compound")
        self.legal = words.phrases("unit_abbreviations", "company")
        self._pairs = _pairs(words, ("unit_fields", "unit_kinds", "organisations"))

    def begins_a_verb(self, reading: Reading, i: int, last: int) -> bool:
        """Whether words in small letters at which a name has ended begin here: "Sở Nội vụ | công bố"."""
        hit = self._stop_phrases.at(reading.tokens.lower, i, last)
        return hit is not None and hit.last - i > 1 and set(reading.tokens.shapes[i : hit.last]) == {"x"}

    def joins(self, one: str, two: str) -> bool:
        """Whether a name that the lexicon knows has these two syllables side by side."""
        return (one, two) in self._pairs

    def is_head(self, reading: Reading, i: int, last: int) -> Hit | None:
        """The head or known name that begins at token i."""
        lower = reading.tokens.lower
        word = lower[i] if i < last else ""
        head = self.heads.at(lower, i, last) if word in self.heads.firsts else None
        return head or (self.known.at(lower, i, last) if word in self.known.firsts else None)

    def is_brand(self, reading: Reading, i: int, last: int) -> bool:
        """Whether a bank is named at token i, which needs no head: "Vietcombank", "BIDV"."""
        hit = self.known.at(reading.tokens.lower, i, last)
        return hit is not None and hit.entry.kind == "bank" and reading.tokens.shapes[i] in "XA"

    def is_meeting(self, reading: Reading, i: int, last: int) -> bool:
        """ "Hội nghị", "Hội trường", "Bộ đội" in capitals are no units."""
        hit = self._compounds.at(reading.tokens.lower, i, last)
        return hit is not None and reading.tokens.shapes[i + 1] == "x"

    def in_compound(self, reading: Reading, i: int, last: int) -> bool:
        """Whether a small word only ends or begins a common one: "trụ sở", "nhiệm vụ", "hội nghị"."""
        lower = reading.tokens.lower
        if self._compounds.at(lower, i, last) is not None:
            return True
        before = self._compounds.at(lower, i - 1, last) if i else None
        return before is not None and before.last > i

    def after_post(self, reading: Reading, i: int) -> Hit | None:
        """The office that ends right before token i."""
        return self.posts.ending(reading.tokens.lower, max(0, i - 6), i) if i else None

    def is_post_without_body(self, reading: Reading, head: Hit) -> bool:
        """Whether a head only ends a post that stands alone: "Tổng Thanh tra", "Phó Tổng Thanh tra"."""
        lower = reading.tokens.lower
        for first in range(max(0, head.first - 2), head.first):
            if lower[first] in self._bodiless.firsts:
                post = self._bodiless.at(lower, first, head.last)
                if post and post.last == head.last:
                    return True
        return False

    def is_person(self, reading: Reading, i: int, last: int, least: int) -> bool:
        """Whether a family name stands at token i and `least` to five words in capitals end before
        anything else does.
        """
        tokens, end = reading.tokens, i
        if tokens.lower[i] not in self.surnames:
            return False
        while end < last and tokens.shapes[end] in "XA" and end - i < 6:
            end += 1
        return least <= end - i <= 5

    def said(self, reading: Reading, hit: Hit) -> str:
        """How a phrase is written in a record: in full where the article abbreviates, else as the article has it."""
        if "A" not in reading.tokens.shapes[hit.first : hit.last]:
            return reading.wording(hit.first, hit.last)
        if hit.entry.attributes.get("short") == reading.wording(hit.first, hit.last):
            return hit.entry.attributes["short"]  # a brand is no abbreviation: "BIDV", "ACB"
        if hit.entry.name.startswith(_COMPANY) and reading.tokens.lower[hit.first] == "công":
            return self._legal_form(reading, hit)
        full = hit.entry.attributes.get("expands") or self._in_full(reading, hit)
        centre = reading.tokens.lower[hit.first : hit.first + 2] == ["trung", "ương"]
        return f"Trung ương {full}" if centre and not full.startswith("Trung ương") else full

    def _in_full(self, reading: Reading, hit: Hit) -> str:
        """The name of an abbreviated head, as the article itself writes it elsewhere: "Đài PT-TH" is "Đài Phát thanh
        - Truyền hình" to one and "Đài Phát thanh và Truyền hình" to another.
        """
        spellings = _spellings(hit.entry)
        return next((form for form in spellings if form.lower() in reading.tokens.line), hit.entry.name)

    def _legal_form(self, reading: Reading, hit: Hit) -> str:
        """ "Công ty TNHH MTV Cấp nước" with what TNHH and MTV stand for; the trade as the article has it."""
        parts, i = [], hit.first
        while i < hit.last:
            legal = self.legal.at(reading.tokens.lower, i, hit.last) if reading.tokens.shapes[i] == "A" else None
            parts.append(
                legal.entry.attributes.get("expands", legal.entry.name).lower() if legal else reading.tokens.words[i]
            )
            i = legal.last if legal else i + 1
        return " ".join(parts)

    def written(self, reading: Reading, field: Hit) -> str:
        """A field as a record writes it: in full, with the dashes that an article puts between its parts."""
        tokens = reading.tokens
        full = field.entry.attributes.get("expands", field.entry.name)
        dashed = "-" in tokens.lower[field.first : field.last] and "-" not in full
        if dashed and "A" not in tokens.shapes[field.first : field.last]:
            return reading.wording(field.first, field.last)
        return full


def _pairs(words: Vocabulary, tables: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Which syllable follows which inside the names the lexicon knows."""
    entries = (entry for table in tables for entry in words.entries(table))
    return frozenset(pair for entry in entries for form in entry.forms for pair in pairwise(words.words(form)))
