"""Where a name says it is: provinces, districts and communes as the lexicon knows them, before and after July 2025."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

import lexicon
from lexicon import Entry, Lexicon
from store.names import fold, name_key

_CITIES = "thành phố"
_LEVELS = ("tỉnh", "thành phố", "quận", "huyện", "thị xã", "phường", "xã", "thị trấn", "đặc khu")
_SHORT = {"tp": "thành phố", "tp.": "thành phố", "t.p": "thành phố", "q.": "quận", "h.": "huyện", "tx.": "thị xã"}
_SHORT |= {"tx": "thị xã", "p.": "phường", "x.": "xã", "tt.": "thị trấn", "tỉnh": "tỉnh"}
_LEVEL = re.compile(rf"^({'|'.join([*_LEVELS, *(re.escape(s) for s in _SHORT if s != 'tỉnh')])})[\s]*(.+)$")
_LAST_LEVEL = re.compile(rf"^(.*\S)\s+(?:thuộc |của )?((?:{'|'.join(_LEVELS)}|tp\.?|tx\.?)\s+\S.*)$")
_BARE_LEVEL = re.compile(r"^(.*\S)\s+(tỉnh|thành phố)$")
_COUNTRY = re.compile(r"\b(việt nam|trung ương|tối cao)$")
NATIONAL = "Việt Nam"
_INDEPENDENT = frozenset({"economy", "finance", "religion"})  # kinds of `unit_kinds`
_IN_NAMES = ("body", "field", "company", "school", "word")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place as a name tells it: `name` with its level word, `province` the province's bare name where known."""

    name: str
    province: str | None = None

    @property
    def key(self) -> str:
        """What two mentions of one place share."""
        return name_key(self.name if self.province in (None, self.name) else f"{self.name}, {self.province}")

    @property
    def label(self) -> str:
        """For people: `quận Lê Chân, Hải Phòng`, `Hải Phòng`."""
        return self.name if self.province in (None, self.name) else f"{self.name}, {self.province}"


class Gazetteer:
    """Look-ups over one lexicon."""

    def __init__(self, words: Lexicon) -> None:
        places = words.table("places")
        self.provinces: tuple[Entry, ...] = tuple(p for p in places if _is_province(p))
        self.districts: tuple[Entry, ...] = (
            *words.table("places_districts"),
            *(p for p in places if "province" in p.attributes),
        )
        self._provinces = {fold(form): p for p in reversed(self.provinces) for form in (p.name, *p.forms)}
        self._in_province = _owners((fold(f"{d.kind} {d.name}"), d.attributes["province"]) for d in self.districts)
        self._short = sorted(_abbreviations(words), key=lambda pair: -len(pair[0]))
        heads = ((fold(form), _national(kind)) for kind in words.table("unit_kinds") for form in kind.forms)
        self._heads = dict(heads)
        kinds = ((fold(form), kind.kind) for kind in words.table("unit_kinds") for form in kind.forms)
        self._kinds = dict(kinds)
        self._longest_head = max(len(head.split()) for head in self._heads)

    def place(self, text: str | None, context: Place | None = None) -> Place | None:
        """The place that a wording names, `context` saying which province a district is in when its name does not."""
        if not text:
            return None
        first, _, rest = text.partition(",")
        inner = self.place(rest.strip(), context) if rest.strip() else context
        folded = fold(first)
        level = _LEVEL.match(folded)
        word = _SHORT.get(level[1], level[1]) if level else ""
        core = level[2] if level else folded
        province = self._provinces.get(folded) or self._provinces.get(core)
        if province is not None and not (word and self._is_below(word, province)):
            return Place(name=province.name, province=province.name)
        if folded in ("việt nam", "trung ương", "cả nước", "toàn quốc"):
            return Place(name=NATIONAL)
        return self._below(first.strip(), word, core, inner)

    @staticmethod
    def _is_below(word: str, province: Entry) -> bool:
        """ "thành phố Thái Nguyên" is the chief town of "tỉnh Thái Nguyên", "thành phố Hải Phòng" is a province."""
        return word not in ("tỉnh", _CITIES) or (word == _CITIES and province.kind != _CITIES)

    def authority(self, text: str | None, context: Place | None = None) -> Place | None:
        """The authority a wording names: a place, or a body with the place in its name spelled in one way.

        "Công an TP. Hà Nội" and "Công an thành phố Hà Nội" are one; neither is "Hà Nội".
        """
        found = self.place(text, context)
        if found is None or text is None or found.name == NATIONAL or self.is_on_map(found):
            return found
        core, own = self.split(self.expand(text))
        where = self.place(own, context)
        return Place(name=f"{core} {where.label}") if where is not None else Place(name=core)

    def territory(self, text: str | None, context: Place | None = None) -> Place | None:
        """The place on the map that an authority or a place works in; None when its name tells none."""
        found = self.place(text, context)
        if found is None or text is None or self.is_on_map(found):
            return found
        return self.place(self.split(self.expand(text))[1], context)

    @staticmethod
    def is_on_map(place: Place) -> bool:
        """A province, or a name with a level word; anything else is a body or a region."""
        return place.province == place.name or _LEVEL.match(fold(place.name)) is not None

    def _below(self, text: str, word: str, core: str, context: Place | None) -> Place:
        owners = self._in_province.get(f"{word} {core}", ()) if word else ()
        known = context.province if context else None
        if len(owners) == 1 and known != owners[0]:
            known = owners[0]
        return Place(name=f"{word} {_tail(text, core)}" if word else text, province=known)

    def split(self, name: str) -> tuple[str, str | None]:
        """A unit's name without the place at its end, and that place.

        "Sở Y tế Hải Phòng" is "Sở Y tế" of "Hải Phòng"; "Công an tỉnh" is "Công an" of a province to be found.
        """
        words = name.split()
        lower = " ".join(words).casefold()
        match = _LAST_LEVEL.match(lower)
        if match is not None and _capital(" ".join(words)[match.start(2) :]):
            head = " ".join(words)[: match.start(2)].rstrip(" ,-–")
            return re.sub(r"\s+(thuộc|của)$", "", head), " ".join(words)[match.start(2) :]
        for size in range(min(5, len(words) - 1), 0, -1):
            tail = " ".join(words[-size:])
            if fold(tail) in self._provinces and _capital(tail):
                return " ".join(words[:-size]).rstrip(" ,-–"), tail
        bare = _BARE_LEVEL.match(lower)
        return (" ".join(words)[: bare.end(1)], None) if bare else (" ".join(words), None)

    def expand(self, name: str) -> str:
        """Abbreviations spoken out, as far as the lexicon has them: "Sở KH&CN" is "Sở Khoa học và Công nghệ"."""
        if not re.search(r"[A-ZĐ]{2}|[A-ZĐ][&-][A-ZĐ]", name):
            return name
        for short, long in self._short:
            if short in name:
                name = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", long, name)
        return name

    def is_national(self, core: str) -> bool:
        """Whether such a unit works for the whole country, so that no province is to be supplied."""
        head = self._head(core)
        return bool(_COUNTRY.search(fold(core))) or (head is not None and self._heads[head])

    def is_independent(self, name: str) -> bool:
        """Whether it is a company, bank, church …: what becomes of it is its own matter, not its province's."""
        return self._kinds.get(self._head(name) or "") in _INDEPENDENT

    def _head(self, name: str) -> str | None:
        """The longest head of the lexicon that the name begins with."""
        words = fold(name).split()
        heads = (" ".join(words[:size]) for size in range(min(self._longest_head, len(words)), 0, -1))
        return next((head for head in heads if head in self._heads), None)

    def unit(self, name: str, *places: str | None) -> tuple[str, Place | None]:
        """The key part of a unit's name, and its place: from the name, else the first of `places` that says one."""
        core, own = self.split(self.expand(name))
        context = next((found for found in map(self.place, places) if found is not None), None)
        if own is not None:
            place = self.place(own, context)
        elif self.is_national(core):
            place = Place(name=NATIONAL)
        else:
            place = context
        return unit_key(core), place


@lru_cache(maxsize=65536)
def unit_key(core: str) -> str:
    """A unit's name without what copies differ in: commas, dashes and "và" between its parts."""
    folded = re.sub(r"[,;/]| - ", " ", fold(core))
    folded = re.sub(r"\bvà\b", " ", re.sub(r"\buỷ\b", "ủy", folded))
    folded = re.sub(r"^(ủy ban nhân dân)\b", "ubnd", " ".join(folded.split()))
    return name_key(folded)


def _is_province(entry: Entry) -> bool:
    return entry.kind in ("tỉnh", _CITIES) and "province" not in entry.attributes


def _national(kind: Entry) -> bool:
    return kind.attributes.get("level") in ("state", "ministry")


def _owners(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name, province in pairs:
        found[name].add(province)
    return {name: tuple(sorted(provinces)) for name, provinces in found.items()}


def _abbreviations(words: Lexicon) -> list[tuple[str, str]]:
    return [
        (form, entry.attributes["expands"])
        for entry in words.table("unit_abbreviations")
        if entry.kind in _IN_NAMES and "expands" in entry.attributes and entry.attributes.get("in_names") != "no"
        for form in entry.forms
    ]


def _tail(text: str, core: str) -> str:
    """The written form of the folded `core` at the end of `text`."""
    return text[-len(core) :] if fold(text[-len(core) :]) == core else core


def _capital(text: str) -> bool:
    """Whether the last word is a name or a number: "tỉnh Hải Dương", "Quận 3"; not "thành phố trực thuộc"."""
    last = text.rsplit(maxsplit=1)[-1]
    return last[0].isupper() or last[0].isdigit()


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the lexicon that ships, made once a process."""
    return Gazetteer(lexicon.load())
